//! The worker's own channel: where workers are reached, and what brings codes to them.

pub mod contacts;
mod gateway;
pub mod sender;
mod sink;

pub use gateway::Gateway;
pub use sink::CodeFile;
