//! Use cases of the taxonomy: names for texts, mappings, imports.

pub mod amendments;
pub mod learning;
pub mod mappings;
pub mod naming;

pub(in crate::app) mod codes;
pub(in crate::app) mod texts;
pub(in crate::app) mod unresolved;
