//! Who asks: signing keys, access tokens, and the routes' declared access.

pub mod access;
pub mod anchor;
pub mod cache;
pub mod codes;
pub mod keys;
pub mod token;
pub mod vault;
pub mod worker_token;
