//! The change feed: everything that somebody may see, in the order in which it changed.
//!
//! The log is gapless and in commit order, so whoever has read it up to a number has missed nothing. What of it somebody is
//! told is decided when it is read, by the very reach with which the record itself would be read: a record that is in reach
//! now has changed, one that was and is not is gone, and of any other nothing is told. A record that went while its
//! changes were read is told of by a later entry, so a copy ends equal to what a full read shows.

mod kinds;
mod page;
mod window;

pub use page::FeedPage;
pub(in crate::app) use page::may_follow;
pub(in crate::app) use window::Window;
