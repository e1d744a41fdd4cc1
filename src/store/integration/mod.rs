//! What other systems are told.

pub mod feed;
