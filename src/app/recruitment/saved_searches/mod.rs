//! Saved searches: what employers and agencies ask of whatever appears or changes, without asking each time.
//!
//! A question is a document (`rules`). Every server holds those that are asked in memory (`asked`), in an engine that
//! is turned round: a candidate who appears finds the questions that it meets. What is found is kept once for each
//! question, in the transaction that notes how far the change log was followed (`following`, `keeping`), and told at once or when its
//! hour comes (`telling`): as a change of the saved search, which names nobody. Who it is stands in a list that is read as
//! other matches are ([`reading`]).

mod asked;
mod following;
mod keeping;
pub mod reading;
mod rules;
mod telling;

use std::sync::Mutex;

use self::asked::AskedSearches;

/// The saved searches that this server asks, once it has read them.
#[derive(Default)]
pub(in crate::app) struct SearchMemory(Mutex<Option<AskedSearches>>);
