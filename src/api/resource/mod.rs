//! What the routes of every kind of record share.

pub(in crate::api) mod handlers;
pub(in crate::api) mod job_view;
pub(in crate::api) mod job_wire;
pub(in crate::api) mod jobs;
