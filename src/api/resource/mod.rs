//! What the routes of every kind of record share.

pub(in crate::api) mod handlers;
