//! The tables of qualifications and training that are no documents.

pub mod enrolments;
pub mod recognitions;
