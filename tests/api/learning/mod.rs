//! Qualifications and training, over HTTP.

mod courses;
mod equivalences;
mod opened;
mod recognitions;
pub(crate) mod scene;
