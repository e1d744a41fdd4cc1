//! Vacancies, candidates, and what matches what.

mod advertisements;
mod batch;
mod life;
mod match_runs;
mod matches;
mod records;
mod streams;
