//! Organized recruitment as a process, over HTTP.

pub(in crate::api) mod allocation_runs;
pub(in crate::api) mod allocations;
pub(in crate::api) mod appeals;
pub(in crate::api) mod applications;
pub(in crate::api) mod arrivals;
pub(in crate::api) mod checks;
pub(in crate::api) mod contracts;
pub(in crate::api) mod deadlines;
pub(in crate::api) mod employment;
pub(in crate::api) mod groups;
pub(in crate::api) mod job_orders;
pub(in crate::api) mod next_steps;
pub(in crate::api) mod offers;
pub(in crate::api) mod partnerships;
pub(in crate::api) mod roadmap;
pub(in crate::api) mod selection_sessions;
pub(in crate::api) mod statistics;
pub(in crate::api) mod terms;
pub(in crate::api) mod trips;
mod under_application;
pub(in crate::api) mod work_ends;
