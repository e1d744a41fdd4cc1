//! Webhooks by the Standard Webhooks specification: clients say where, changes become messages, and messages are sent until
//! they are taken.
//!
//! An endpoint is told what its client would read in the change feed, so it is the feed that decides. How far it was told is
//! kept in the database together with the messages, and a message is pending until it was taken: whatever dies in between,
//! each is sent at least once. One server at a time sends to an endpoint, on a thread of its own, so an endpoint that hangs
//! costs the others nothing.

pub mod endpoints;
pub mod log;
mod making;
pub(in crate::app) mod sender;
#[cfg(test)]
mod sender_tests;
mod sending;
mod signing;
mod state;
pub mod target;

pub use sender::Sender;
pub use state::{Sendings, Webhooks};
