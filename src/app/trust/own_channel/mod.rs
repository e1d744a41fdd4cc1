//! The worker's own channel: a code goes to a contact of the identity vault, or is handed over in person, and whoever shows it
//! does one thing as the worker. Who begins a session sees neither the code nor the contact.
//!
//! A code is never sent within a request: the session is stored with the code sealed, a thread in the background sends what is
//! due, and what was sent is kept as a keyed hash alone.

mod acts;
pub mod beginning;
pub mod contacts;
mod gateway;
pub mod opening;
mod reminding;
pub mod sender;
mod sending;
mod sink;
pub(in crate::app) mod speaking;

pub use gateway::Gateway;
pub use sink::CodeFile;
