//! What protects the person behind a profile: who asked to know whom, and what came of it.

pub mod disclosure_request;
