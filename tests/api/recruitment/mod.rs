//! Vacancies, candidates, and what matches what.

mod match_runs;
mod matches;
mod records;
mod streams;
