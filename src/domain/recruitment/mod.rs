//! What is offered, who is put forward, and what is asked of a match.

pub mod candidate;
pub mod conditions;
pub mod consent;
pub mod match_filter;
pub mod match_run;
pub mod requirement;
pub mod vacancy;
