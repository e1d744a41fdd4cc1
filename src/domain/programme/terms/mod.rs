//! The terms of work, from a job order to a contract (`terms-1`): compared term by term, hashed in their canonical form,
//! and told in five languages.

pub mod compare;
pub mod document;
pub mod finding;
pub mod floor;
pub mod hash;
pub mod sealed;
pub mod sentence;
