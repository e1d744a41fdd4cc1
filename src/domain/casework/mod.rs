//! Support around the worker: where it is given, and what a worker complains of.

pub mod advice;
pub mod case_clock;
pub mod case_code;
pub mod centre;
pub mod complaint;
pub mod guide;
pub mod guide_fact;
pub mod hours;
pub mod opening;
pub mod pin_tries;
pub mod referral;
pub mod topic;
