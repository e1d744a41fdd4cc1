//! The worker's own channel: what brings codes to workers.

mod gateway;
pub mod sender;
mod sink;

pub use gateway::Gateway;
pub use sink::CodeFile;
