//! What the databases hold by themselves, seen by SQL.

mod constraints;
mod erasure;
mod golden;
mod history;
mod reactions;
pub(crate) mod sql;
