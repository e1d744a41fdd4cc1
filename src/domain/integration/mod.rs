//! Other systems that work with this one: what they are told.

pub mod delivery;
pub mod endpoint;
pub mod event;
pub mod import;
pub mod signature;
pub mod target;
