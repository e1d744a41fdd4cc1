//! Deadlines that are kept for candidates: an event brings them about, and somebody tells how they ended.

pub(crate) mod wire;
