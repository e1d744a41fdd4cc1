//! Qualifications and training over HTTP.

mod list_query;
pub(in crate::api) mod recognitions;
pub(in crate::api) mod values;
