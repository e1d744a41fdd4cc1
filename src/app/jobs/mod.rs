//! Jobs: work on many items in the background.
//!
//! [`rules`] is what a kind of job says of itself. All the rest is the same for every kind: [`owners`] start, find, cancel
//! and delete jobs, and [`results`] is what they read.

pub mod owners;
pub mod results;
pub mod rules;
