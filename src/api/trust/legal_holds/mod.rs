//! Legal holds: operators keep a candidate from being erased.

pub(crate) mod wire;
