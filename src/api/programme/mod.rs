//! Organized recruitment as a process, over HTTP.

pub(in crate::api) mod applications;
pub(in crate::api) mod job_orders;
pub(in crate::api) mod terms;
