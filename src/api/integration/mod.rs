//! What other systems use to keep up with this one.

pub(crate) mod changes;
pub mod imports;
pub(crate) mod postings;
pub(crate) mod webhooks;
