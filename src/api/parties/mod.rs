//! Employers and agencies over HTTP.

pub(in crate::api) mod agencies;
pub(in crate::api) mod employers;
pub(in crate::api) mod suspensions;
