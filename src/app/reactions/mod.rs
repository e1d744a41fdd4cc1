//! What a change brings about in other records: declared, and driven by the change log. So it is durable, in the order of
//! the log, done once however many servers there are, and caught up with after a crash.

pub(in crate::app) mod progress;

mod driver;
mod list;
mod owned;
pub(in crate::app) mod reaction;
