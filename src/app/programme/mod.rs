//! Organized recruitment as a process: from a match to a worker who works.

pub mod applications;
pub(in crate::app) mod ending;
mod seats;
