//! What the databases hold by themselves, seen by SQL.

mod constraints;
mod history;
pub(crate) mod sql;
