//! The contract: for every kind of record, who may do what, what each sees, and what is written down. All of it follows
//! from one table, [`kinds`]; a kind or a route that nothing is expected of fails.

mod access;
mod audit;
mod cases;
mod casework;
mod coverage;
mod effects;
mod erasure;
mod faults;
mod fields;
mod fixtures;
mod grounds;
mod kinds;
mod learning;
mod lifecycle;
mod operations;
mod orders;
mod roadmap;
mod rules;
mod searches;
mod selection;
mod stage;
mod tags;
mod walls;
