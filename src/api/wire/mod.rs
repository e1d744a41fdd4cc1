//! The structs of the wire: what clients send and get. Bounds stand twice on each field, for `validator` and for the
//! document; a test holds them equal.

pub(super) mod agency;
pub(super) mod candidate;
pub(super) mod conditions;
pub(super) mod employer;
pub(super) mod examples;
pub(super) mod mappings;
pub(super) mod match_run;
pub(super) mod matches;
pub(super) mod naming;
pub(super) mod shared;
pub(super) mod taxonomy;
pub(super) mod text;
pub(super) mod vacancy;
pub(super) mod wording;
