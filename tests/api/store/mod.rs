//! What the databases hold by themselves, seen by SQL.

mod constraints;
mod history;
mod sql;
