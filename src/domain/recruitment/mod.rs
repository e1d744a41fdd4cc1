//! What is offered, who is put forward, and what is asked of a match.

pub mod background;
pub mod candidate;
pub mod conditions;
pub mod eligibility;
pub mod frame;
pub mod implied;
pub mod income_tax;
pub mod match_filter;
pub mod match_run;
pub mod missing;
pub mod openings;
pub mod pay;
pub mod requirement;
pub mod saved_search;
pub mod saved_search_match;
pub mod vacancy;
mod vacancy_lifecycle;
pub mod work_time;
