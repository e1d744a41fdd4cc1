//! What organized recruitment is as a process: from a match to a worker who works.

pub mod allocation;
pub mod appeal;
pub mod application;
mod application_lifecycle;
pub mod arrival;
pub mod check;
pub mod closing;
pub mod contract;
pub mod employment;
pub mod gate;
pub mod group;
pub mod job_order;
pub mod offer;
pub mod partnership;
pub mod roadmap;
pub mod selection_session;
pub mod selection_slot;
pub mod statistics;
pub mod terms;
pub mod trip;
pub mod work_end;
