//! Law as dated data: no figure of it in code, and rule sets that are checked.

mod bans;
mod benefit_claims;
mod commands;
mod commitments;
mod compliance;
mod costs;
mod deadlines;
mod documents;
pub(super) mod duties;
mod fees;
mod figures;
mod records;
mod reminders;
pub(super) mod rule_sets;
mod signals;
mod telling;
