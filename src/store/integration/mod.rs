//! What other systems are told.

pub mod endpoints;
pub mod feed;

mod words;
