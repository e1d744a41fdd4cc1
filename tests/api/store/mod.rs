//! What the databases hold by themselves, seen by SQL.

mod constraints;
mod erasure;
mod golden;
mod history;
mod reactions;
mod readers;
pub(crate) mod sql;
