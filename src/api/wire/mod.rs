//! The structs of the wire: what clients send and get. Bounds stand twice on each field, for `validator` and for the
//! document; a test holds them equal.

pub(super) mod beside;
pub(super) mod day;
pub(super) mod employer;
pub(super) mod labels;
pub(super) mod missing;
pub(super) mod same;
pub(super) mod text;
pub(super) mod wording;

pub(crate) mod values;
