//! Vacancies, candidates, and what matches what.

mod advertisements;
mod background;
mod batch;
mod bulk;
mod days;
mod drafts;
mod filters;
mod gone;
mod kept;
mod life;
mod match_runs;
mod matches;
mod orders;
mod pay_statements;
mod pays;
mod records;
mod saved_searches;
mod search;
mod shown;
mod statements;
mod streams;
mod texts;
