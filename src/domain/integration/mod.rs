//! Other systems that work with this one: what they are told.

pub mod event;
