//! Use cases of what protects the person behind a profile.

pub mod consents;
pub mod disclosure_requests;
pub mod profiles;

pub(in crate::app) mod seen;
