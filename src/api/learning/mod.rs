//! Qualifications and training over HTTP.

pub(in crate::api) mod courses;
pub(in crate::api) mod credentials;
pub(in crate::api) mod enrolments;
pub(in crate::api) mod equivalences;
pub(in crate::api) mod recognitions;
pub(in crate::api) mod values;
