//! The tables of organized recruitment as a process.

pub mod actuals;
pub mod allocations;
pub mod allotments;
pub mod appeals;
pub mod applications;
pub mod arrivals;
pub mod checks;
pub mod contracts;
pub mod employment;
pub mod gate_snapshots;
pub mod groups;
pub mod named;
pub mod offers;
pub mod plans;
pub mod selection_results;
pub mod selection_slots;
pub mod stages;
pub mod trip_seats;
pub mod work_ends;
