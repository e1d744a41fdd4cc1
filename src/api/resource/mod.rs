//! What the routes of every kind of record share.

pub(in crate::api) mod handlers;
pub(in crate::api) mod history;
pub(in crate::api) mod list;
pub(in crate::api) mod page;
pub(in crate::api) mod routes;
pub(in crate::api) mod viewed;
