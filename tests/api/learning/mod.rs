//! Qualifications and training, over HTTP.

mod courses;
pub(crate) mod credentials;
mod enrolments;
mod equivalences;
mod opened;
mod recognitions;
mod rows;
pub(crate) mod scene;
