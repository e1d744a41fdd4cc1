//! The index of a running server: loaded, kept equal to the database by the change log, renewed with the taxonomy.

pub mod follower;

pub(in crate::app) mod facts;
pub(in crate::app) mod loading;
pub(in crate::app) mod progress;

mod current;
mod renewal;
mod revocations;
mod snapshot;
