//! What HTTP asks of every answer: conditions, headers, keys, pages and problems.

mod bodies;
mod conditional;
mod days;
mod headers;
mod hostile;
mod idempotency;
pub(crate) mod paging;
pub(crate) mod problems;
mod ranges;
mod references;
