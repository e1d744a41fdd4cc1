//! What a route is: one value, of which the router, the OpenAPI document and the access to it are made.

pub mod value;

pub(in crate::api) mod answers;
pub(in crate::api) mod bounds;
pub(in crate::api) mod headers;
pub(in crate::api) mod mount;
pub(in crate::api) mod takes;
