//! Law as dated data: recorded rule sets with their approvals, and what was checked by them.

pub mod benefit_claims;
pub mod compliance_checks;
pub mod costs;
pub mod documents;
pub mod duties;
pub mod employer_record;
pub mod fees;
pub mod promised;
pub mod rule_sets;
pub mod running;
pub mod signals;
pub mod worker_events;
pub mod workforce;
