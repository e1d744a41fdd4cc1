//! Law as dated data: recorded rule sets and their approvals.

pub mod rule_sets;
