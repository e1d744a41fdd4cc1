//! Support around the worker: centres, what they do for people, and complaints.

pub mod centres;
pub mod complaints;
pub mod services;
