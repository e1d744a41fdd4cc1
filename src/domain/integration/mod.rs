//! Other systems that work with this one: what they are told.

pub mod event;
pub mod signature;
pub mod target;
