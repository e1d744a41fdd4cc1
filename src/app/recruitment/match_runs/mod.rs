//! Match runs: the matches of many vacancies or candidates at once, as a job in the background.
//!
//! Whoever may ask for the matches of one record may start a run for many. [`rules`] is what makes it a job, `asking` says
//! which records a run asks for and what it finds, [`reading`] is how its answers are shown later, and [`at_once`] is a
//! run of the command line.

pub mod at_once;
pub mod reading;
pub mod rules;

mod asking;
