//! The roadmap: its measures, indicators and meetings, and what the public and the next meeting see of it.

pub(in crate::api) mod actuals;
pub(in crate::api) mod agenda;
mod iati;
pub(in crate::api) mod indicators;
pub(in crate::api) mod measures;
pub(in crate::api) mod meetings;
pub(in crate::api) mod period;
pub(in crate::api) mod public;
