//! Documents of candidates without scans.

pub(crate) mod wire;
