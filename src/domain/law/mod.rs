//! Law as dated data: rule sets with their sources, what they decide, and the days that they ask for.
//!
//! No legal figure stands in code. A set is read from a file by [`read`], which finds what is wrong with it; [`decide`]
//! answers a question by the rules of one day, [`check`] asks all that concern an offer of work, and [`deadline`] turns the day of an event into the day when something is due.

pub mod activity;
pub mod ban;
pub mod benefit;
pub mod calendar;
pub mod check;
pub mod compliance;
pub mod costs;
pub mod deadline;
pub mod decide;
pub mod document;
pub mod duty;
pub mod fee;
pub mod finding;
pub mod formula;
pub mod offer;
pub mod read;
pub mod route;
pub mod rule;
pub mod rule_set;
pub mod sentence;
pub mod signal;
pub mod terms;
pub mod territory;
pub mod words;
pub mod workforce;

#[cfg(test)]
mod checks;
#[cfg(test)]
mod days;
#[cfg(test)]
mod tests;
