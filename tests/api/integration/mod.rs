//! Other systems: they follow what changes.

mod changes;
mod copies;
mod events;
