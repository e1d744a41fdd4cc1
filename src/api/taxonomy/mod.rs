//! Occupations, skills, places, and names for texts over HTTP.

pub(in crate::api) mod concepts;
pub(in crate::api) mod mappings;
pub(in crate::api) mod naming;
