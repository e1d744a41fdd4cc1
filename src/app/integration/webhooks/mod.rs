//! Webhooks: where messages may go, and what sends them there.

mod sender;
#[cfg(test)]
mod sender_tests;
pub mod target;

pub use sender::Sender;
