//! What can be done with a record of any kind: find, list, create, replace, change its state, delete.
//!
//! Each goes the same way: scope, then reach, then rule, then one transaction, then the index. What a caller gets back is
//! a [`visible::Visible`]: the record, who the caller is to it, and where the caller may move it.

pub mod batch;
pub mod change;
pub mod checked;
pub mod create;
pub mod idempotent;
pub mod ranked;
pub mod read;
pub mod rules;
pub mod transition;
pub mod visible;
mod worded;

pub use crate::store::records::{
    FacetMatch, Filter, Order, Rank, Ranking, Words, tombstones::Tombstone,
};
