//! The wire's rules, the same for every route: problems, bodies, preconditions, pages, languages, headers.

pub mod body;
mod cleaning;
pub mod coding;
pub mod conditional;
pub mod decode;
pub mod error;
mod invalid;
pub mod language;
pub mod limits;
pub mod lines;
mod objects;
pub mod pages;
pub mod paging;
pub mod places;
pub mod problem;
pub mod query;
pub mod reply;
pub mod scan;
