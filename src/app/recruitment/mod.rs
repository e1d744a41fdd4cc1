//! Use cases of vacancies, candidates, matches and match runs.

pub(in crate::app) mod candidates;
pub(in crate::app) mod explainer;
pub(in crate::app) mod vacancies;

pub mod match_runs;
pub mod matches;
pub mod saved_searches;
pub mod standing;
