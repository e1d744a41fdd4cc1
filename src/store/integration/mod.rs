//! What other systems are told.

pub mod deliveries;
pub mod endpoints;
pub mod feed;

mod words;
