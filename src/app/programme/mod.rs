//! Organized recruitment as a process: from a match to a worker who works.

pub mod applications;
pub(in crate::app) mod ending;
pub mod job_orders;
mod seats;
