//! The tables of organized recruitment as a process.

pub mod allocations;
pub mod allotments;
pub mod applications;
pub mod contracts;
pub mod groups;
pub mod offers;
pub mod plans;
pub mod stages;
