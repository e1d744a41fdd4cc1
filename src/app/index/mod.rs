//! The index of a running server: loaded, kept equal to the database by the change log, renewed with the taxonomy.

pub mod follower;

pub(in crate::app) mod facts;
pub(in crate::app) mod loading;
pub(in crate::app) mod moment;
pub(in crate::app) mod progress;
pub(in crate::app) mod snapshot;

mod current;
mod renewal;
mod revocations;
