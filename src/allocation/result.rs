//! What a run finds, as one document.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::input::Method;

/// The format of a result.
pub const RESULT_FORMAT: &str = "allocation-result-1";
/// Whatever changes a result by the same input and seed changes it.
pub const SOLVER_VERSION: &str = "solver-1";

/// What a run finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What a checker needs to confirm it.
    pub certificate: Certificate,
    /// [`RESULT_FORMAT`].
    pub format: String,
    /// How full each cap is.
    pub loads: Vec<CapLoad>,
    /// Whether `one_more_seat_in` and `if_split` were looked for: in large runs they are not.
    pub one_more_seat_searched: bool,
    /// People who have a seat.
    pub placed: u32,
    /// How many could have one at most, if groups were split and nobody's order counted.
    pub placed_upper_bound: u32,
    /// Who sits where.
    pub placements: Vec<Placement>,
    /// Who has no seat, and why.
    pub unplaced: Vec<Unplaced>,
    /// How full each vacancy is.
    pub vacancies: Vec<VacancyLoad>,
    /// What could only be granted by a swap within a full cap: no run can promise it.
    pub wishes_within_cap: Vec<Wish>,
}

/// What a checker needs to confirm a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Units that would rather be elsewhere, where they would be taken. None but with groups and own lists.
    pub blocking_pairs: Vec<Wish>,
    /// Always 0.
    pub caps_broken: u32,
    /// SHA-256 of the input.
    pub input_hash: String,
    /// How seats were given.
    pub method: Method,
    /// The seed of the ties, in hexadecimal.
    pub seed: String,
    /// [`SOLVER_VERSION`].
    pub solver_version: String,
}

/// How full a cap is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapLoad {
    /// The cap.
    pub cap: String,
    /// People seated within it.
    pub load: u32,
    /// How many it allows.
    pub max: u32,
}

/// How full a vacancy is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyLoad {
    /// The lowest order number that has a seat; none if nobody has.
    pub cut_off: Option<u16>,
    /// People seated.
    pub filled: u32,
    /// Free seats before.
    pub seats: u32,
    /// The vacancy.
    pub vacancy: Uuid,
}

/// The seats of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Its order number there.
    pub order: u16,
    /// One seat for each member.
    pub seats: Vec<Seat>,
    /// The unit.
    pub unit: Uuid,
}

/// The seat of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The candidate.
    pub candidate: Uuid,
    /// The home region for which the seat was kept, if it was.
    pub reserved_for: Option<String>,
    /// The vacancy.
    pub vacancy: Uuid,
}

/// A unit, and a place that it would rather have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Wish {
    /// The unit.
    pub unit: Uuid,
    /// A vacancy, `site:` and a workplace, or `municipality:` and its code.
    pub place: String,
}

/// A unit without a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Why.
    #[serde(flatten)]
    pub because: Because,
    /// Limits of which one seat more would place it: ids of caps, or `vacancy:` and an id.
    pub one_more_seat_in: Vec<String>,
    /// The unit.
    pub unit: Uuid,
}

/// The one reason of a unit without a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Because {
    /// Nowhere are all rules met.
    NoEligibleVacancy {
        /// For each member without any, the vacancy that misses least.
        nearest: Vec<NearMiss>,
    },
    /// Every acceptable vacancy is full.
    AllFull {
        /// What is full at each of them.
        full: Vec<FullPlace>,
    },
    /// There is room, but not for all of the group.
    GroupTooLarge {
        /// How many seats it needs together.
        seats_needed: u32,
        /// How many there are together at the most.
        largest_block: u32,
        /// How many of its members would have a seat if it were split; not looked for in large runs.
        if_split: Option<u32>,
    },
    /// Seats are free, but kept for another region.
    ReservedForOtherRegion {
        /// Where.
        vacancy: Uuid,
        /// For which region.
        home_region: String,
        /// The day from which anybody may have them.
        release_on: NaiveDate,
    },
    /// Consent to matching is missing.
    ConsentMissing,
    /// Not available now.
    NotAvailable,
}

/// The vacancy that misses least, for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// The person.
    pub candidate: Uuid,
    /// The rules that fail.
    pub failed_rules: Vec<String>,
    /// What would have to change.
    pub path: Vec<String>,
    /// The vacancy.
    pub vacancy: Uuid,
}

/// An acceptable place that is full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullPlace {
    /// The lowest order number that has a seat there; none where a wider cap is full and nobody sits here.
    pub cut_off: Option<u16>,
    /// What is full: the id of a cap, or `vacancy:` and an id.
    pub full: String,
    /// The unit's order number there.
    pub order: u16,
    /// A vacancy, `site:` and a workplace, or `municipality:` and its code.
    pub place: String,
    /// The rule that the cap comes from; none of a vacancy's own seats.
    pub source: Option<String>,
}
