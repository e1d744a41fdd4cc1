//! The terms of work, from a job order to a contract (`terms-1`): compared term by term.

pub mod compare;
pub mod document;
