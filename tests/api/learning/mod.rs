//! Qualifications and training, over HTTP.

mod courses;
mod credentials;
mod enrolments;
mod equivalences;
mod opened;
mod recognitions;
mod rows;
pub(crate) mod scene;
