//! Who asks, what a token allows, and who somebody is to a record.

pub mod actor;
pub mod relation;
pub mod scope;
pub mod worker;
