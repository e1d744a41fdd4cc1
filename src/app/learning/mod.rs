//! Qualifications and training: what is recognised and what a test has shown raises the evidence of skills.

pub mod courses;
pub mod credentials;
pub mod enrolments;
pub mod equivalences;
pub mod findings;
pub mod opened;
pub(in crate::app) mod proofs;
pub mod recognitions;
