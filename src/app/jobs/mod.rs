//! Jobs: work on many items in the background.
//!
//! [`rules`] is what a kind of job says of itself. All the rest is the same for every kind: [`owners`] start, find, cancel
//! and delete jobs, [`results`] is what they read, [`work`] is how a server works through a job, and [`retention`] forgets
//! what is old.
//!
//! A next kind takes a word in [`RecordKind`](crate::domain::resource::RecordKind), a body that implements
//! [`JobKind`](crate::domain::job::JobKind) and [`JobRules`](rules::JobRules), a line in
//! [`JOB_TYPES`](crate::app::job_types::JOB_TYPES), and in `api` its `JobWire` and its routes. It needs no table.

pub mod owners;
pub mod results;
pub mod retention;
pub mod rules;
pub mod work;
