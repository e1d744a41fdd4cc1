//! The index: what `judge` says of a million candidates, without asking it a million times.

mod ask;
mod block;
mod candidates;
mod cluster;
mod entry;
mod ids;
mod lanes;
mod lists;
mod lock;
mod look;
mod plan;
mod row;
mod scale;
mod scan;
mod search;
mod segment;
mod shelves;
mod skills;
mod vacancies;

pub(super) use self::{candidates::Candidates, vacancies::Vacancies};
