//! Qualifications and training, over HTTP.

mod recognitions;
pub(crate) mod scene;
