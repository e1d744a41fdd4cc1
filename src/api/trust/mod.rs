//! What protects the person behind a profile, over HTTP.

pub(crate) mod disclosure_requests;
