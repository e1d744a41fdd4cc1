//! Use cases of other systems: they follow what changes, and are told of it.

pub mod feed;
pub mod imports;
pub mod webhooks;
