//! Qualifications and training: what of a person's skills others have proven, and where more can be learned.

pub mod course;
pub mod deciding;
pub mod enrolment;
pub mod equivalence;
pub mod proof;
pub mod qualification;
pub mod recognition;
pub mod standing;

#[cfg(test)]
mod samples;
