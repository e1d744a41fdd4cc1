//! Organized recruitment as a process: from a match to a worker who works.

mod allocated_groups;
mod allocations;
mod allotments;
mod appeals;
mod applications;
mod checks;
mod contracts;
mod deadlines;
pub(super) mod departure;
mod employment;
mod experience;
mod groups;
mod held_by_the_database;
pub(super) mod job_orders;
mod offers;
mod order_terms;
mod partnerships;
mod pooled_orders;
mod roadmap;
pub(super) mod scene;
pub(super) mod seats;
mod selection_scene;
mod selection_sessions;
mod statistics;
mod terms;
mod worker_guards;
mod worker_sessions;
