//! Koprik: organized recruitment between Uzbekistan and Tatarstan, matched by skill and region, with reasons.

pub mod app;
pub mod domain;
pub mod matching;
pub mod store;
pub mod taxonomy;
