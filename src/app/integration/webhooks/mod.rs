//! Webhooks: where messages may go.

pub mod target;
