//! What HTTP asks of every answer: conditions, headers, keys, pages and problems.

mod bounds;
mod conditional;
mod headers;
mod hostile;
mod idempotency;
pub(crate) mod paging;
pub(crate) mod problems;
mod ranges;
