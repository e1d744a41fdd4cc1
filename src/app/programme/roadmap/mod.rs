//! The roadmap: measures that two owners answer for, indicators whose months are frozen, and meetings of the working group.

pub mod actuals;
pub mod indicators;
pub mod measures;
pub mod meetings;
pub mod reading;
