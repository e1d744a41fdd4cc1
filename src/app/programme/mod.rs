//! Organized recruitment as a process: from a match to a worker who works.

pub mod allocations;
pub mod allotments;
pub mod appeals;
pub mod applications;
pub mod arrivals;
pub mod authorisations;
pub mod checks;
pub mod contract_confirmations;
pub mod contracts;
pub mod employment;
pub(in crate::app) mod ending;
pub mod gates;
pub mod groups;
mod held;
pub mod job_orders;
pub mod next_steps;
pub mod offers;
mod onward;
pub mod partnerships;
pub mod roadmap;
mod seats;
pub mod statistics;
pub mod trips;
mod words;
pub mod work_ends;
