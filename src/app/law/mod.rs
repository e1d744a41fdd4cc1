//! Law as dated data: recording and approving rule sets, and answering by the one that is in use.

pub mod deadlines;
pub mod rule_sets;
