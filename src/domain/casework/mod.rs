//! Support around the worker: where it is given.

pub mod centre;
pub mod hours;
pub mod opening;
