//! Support around the worker: centres, what they do for people and what they are asked, guides, and complaints.

pub mod advice;
pub mod centres;
pub mod complaints;
pub mod guides;
pub mod services;
