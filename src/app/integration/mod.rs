//! Use cases of other systems: they follow what changes.

pub mod feed;
