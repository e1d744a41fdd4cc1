//! The server about itself: health, the caller, kinds of problems, the pages of documentation.

pub(in crate::api) mod docs;
pub(in crate::api) mod guide;
pub(in crate::api) mod health;
pub(in crate::api) mod me;
pub(in crate::api) mod problems;
