//! Vacancies, candidates, matches and match runs over HTTP.

pub(in crate::api) mod candidates;
pub(in crate::api) mod matches;
pub(in crate::api) mod saved_searches;
pub(in crate::api) mod vacancies;

pub mod match_runs;
