//! Allocation: many people on many seats at once, within caps, with a proof. Pure and synchronous, like the matching engine:
//! no clock, no database, no floating point; the same input and seed give the same bytes everywhere.
//!
//! # What goes in, what comes out
//!
//! An [`Input`] is frozen: vacancies with free seats, units (a person, or a group that is seated whole or not at all) with
//! the vacancies that they can have, caps, and the commitment to a seed. [`solve()`] gives an [`Outcome`]: who sits where, why the
//! others do not, how full everything is, and a certificate. A checker that shares no code with this room
//! (`crate::allocation_check`) confirms it from the two documents alone.
//!
//! # What each method promises
//!
//! | method | caps | promise |
//! |---|---|---|
//! | `common_order` | any upper limits | no blocking pair; the only such result; nobody who fits anywhere is left out |
//! | `own_lists`, single persons | a tree | no blocking pair; each gets the best place that any such result gives; nobody gains by a false list |
//! | `own_lists` with groups | a tree | caps hold; nobody is passed over at a vacancy for a unit of equal or larger size and lower order; no free room that a unit prefers; what still blocks is listed |
//!
//! With groups and own lists a result without a blocking pair may not exist, and to decide whether it does is NP-hard even
//! for couples. A tree of caps is what it takes to be both stable and truthful (Kamada and Kojima 2018).
//!
//! # Order
//!
//! The order number of a unit at a vacancy is the score of the match, of a group that of its lowest member, so that no group
//! carries a weak member past a better single person. Equal numbers are ordered by SHA-256 of the seed and the unit's id; the
//! seed is committed to by its hash before the input is frozen, and revealed with the result. With own lists the region part
//! of the score does not count, for a person could lift it by what is listed.
//!
//! One example: two seats in Kazan, and a cap of one on its municipality. Anvar has 8,100 there, Botir 7,900: Anvar sits, and
//! Botir's reason is `all_full`, naming the cap, its rule, the cut-off of 8,100 beside his own 7,900, and `one_more_seat_in`
//! the cap, for with one more he would sit.

mod blocking;
mod bound;
mod common_order;
mod deferred;
mod forest;
mod loads;
mod market;
mod method;
mod own_groups;
mod seating;
mod unplaced;

pub mod input;
pub mod problems;
pub mod result;
pub mod solve;
pub mod watch;

#[cfg(test)]
mod again;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;

pub use self::{
    input::{Input, Method, OrderSource},
    problems::Problem,
    result::Outcome,
    solve::{Unsolved, solve},
    watch::{Stage, Watch},
};
