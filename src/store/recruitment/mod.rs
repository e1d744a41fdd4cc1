//! The tables of matches that are kept.

pub mod saved_searches;
