//! Law as dated data: recording and approving rule sets, and answering by the one that is in use.

pub mod bans;
pub mod benefit_claims;
pub(in crate::app) mod commitments;
pub mod compliance;
pub mod costs;
pub mod deadlines;
pub mod documents;
pub mod duties;
pub mod fees;
pub(in crate::app) mod in_force;
pub(in crate::app) mod recheck;
pub(in crate::app) mod redate;
pub mod rule_sets;
pub mod signals;
mod telling;
pub mod workforce;
