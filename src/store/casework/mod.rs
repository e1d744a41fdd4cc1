//! What stands around a complaint: how somebody comes back to it, what was said, and what was late.

pub mod breaches;
pub mod codes;
pub mod complaints;
pub mod messages;
pub mod referrals;
pub mod signals;
