//! Support around the worker: centres, and what they do for people.

pub mod centres;
pub mod services;
