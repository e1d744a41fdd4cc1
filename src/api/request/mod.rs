//! What becomes of a request on its way in and out: its id, who sent it, its idempotency key, the blocking pool.

pub mod admission;
pub(in crate::api) mod blocking;
pub mod context;
pub mod follow;
pub mod gate;
pub mod idempotency;
pub mod request_id;

mod streaming;
