//! The tables of matches that are kept.

pub mod saved_search_matches;
pub mod saved_searches;
