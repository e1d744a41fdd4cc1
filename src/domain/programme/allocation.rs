//! Allocations: many people on many seats at once. What is asked is drafted, then frozen, worked out, checked, and confirmed by
//! both sides.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    job::{Job, JobKind},
    law::words::Side,
    recruitment::{candidate::CandidateId, vacancy::VacancyId},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        place::{HomeRegion, Municipality},
        words::words,
    },
};

words! {
    /// The state of an allocation.
    AllocationStatus {
        /// Being written.
        Draft = "draft",
        /// What goes in does not change any more.
        Frozen = "frozen",
        /// Who sits where is worked out.
        Computed = "computed",
        /// A checker has confirmed it.
        Checked = "checked",
        /// Both sides have agreed, and applications are made of it.
        Confirmed = "confirmed",
        /// Nothing comes of it.
        Discarded = "discarded",
    }
}

words! {
    /// How seats are given.
    AllocationMethod {
        /// Both sides rank by the order number.
        CommonOrder = "common_order",
        /// Vacancies rank by the order number, people by their own wishes.
        OwnLists = "own_lists",
    }
}

words! {
    /// Where order numbers come from.
    AllocationOrderSource {
        /// The score of the match.
        MatchScore = "match_score",
        /// The employers' own rankings; only with `own_lists`.
        EmployerRank = "employer_rank",
    }
}

words! {
    /// What a cap is about.
    AllocationCapKind {
        /// One vacancy.
        Vacancy = "vacancy",
        /// One workplace.
        Site = "site",
        /// An employer's work of one kind, of which foreign workers may be a share.
        EmployerOkved = "employer_okved",
        /// A municipality.
        Municipality = "municipality",
        /// The whole republic.
        Republic = "republic",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// A change that is tried.
    AllocationChangeKind {
        /// A cap allows another number of people: `cap_id` and `max`.
        SetCap = "set_cap",
        /// A vacancy takes part as well: `vacancy_id`.
        AddVacancy = "add_vacancy",
        /// A candidate takes no part, nor does the group of this one: `candidate_id`.
        RemoveUnit = "remove_unit",
        /// Seats are given by another method: `method`.
        SetMethod = "set_method",
    }
}

/// An upper limit on the people seated at some vacancies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationCap {
    /// Its name in the result, 1 to 60 characters.
    pub id: String,
    /// What it is about.
    pub kind: AllocationCapKind,
    /// How many people at most, 0 to 100,000.
    pub max: u32,
    /// The vacancies that it limits; none is all of them, or all of the municipality.
    pub vacancies: Vec<VacancyId>,
    /// The municipality whose vacancies it limits.
    pub municipality: Option<Municipality>,
    /// The rule that it comes from, 1 to 200 characters.
    pub source: String,
}

/// Seats of a vacancy kept for one home region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatReservation {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The region.
    pub home_region: HomeRegion,
    /// How many, 1 to 10,000.
    pub seats: u32,
    /// The day from which anybody may have them.
    pub release_on: NaiveDate,
}

/// Whom an employer would take for a vacancy, in its own order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyRanking {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Candidates, the best first; whoever is left out is not taken.
    pub candidates: Vec<CandidateId>,
}

/// That an organisation agrees for a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The organisation.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is known of an allocation once it is worked out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationFigures {
    /// Units that take part.
    pub units: u32,
    /// Vacancies that take part.
    pub vacancies: u32,
    /// People who have a seat.
    pub placed: u32,
    /// People who could have one at most.
    pub placed_upper_bound: u32,
    /// Pairs that block.
    pub blocking_pairs: u32,
}

/// What is asked, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationBody {
    /// How seats are given.
    pub method: AllocationMethod,
    /// The vacancies; none is all that are public under an approved job order.
    pub vacancies: Vec<VacancyId>,
    /// The candidates; none is all who are available.
    pub candidates: Vec<CandidateId>,
    /// Upper limits.
    pub caps: Vec<AllocationCap>,
    /// Seats kept for home regions.
    pub reservations: Vec<SeatReservation>,
    /// Where order numbers come from.
    #[serde(default = "by_match_score")]
    pub order_source: AllocationOrderSource,
    /// The employers' rankings, where these order.
    #[serde(default)]
    pub rankings: Vec<VacancyRanking>,
    /// The seed of the ties in hexadecimal, which nobody sees before the result is there.
    pub seed: String,
    /// SHA-256 of the seed.
    pub seed_commitment: String,
    /// SHA-256 of what went in, once it is frozen.
    pub input_hash: Option<String>,
    /// The employers whose vacancies take part, once it is frozen.
    pub employers: Vec<Uuid>,
    /// What is known of it.
    pub figures: Option<AllocationFigures>,
    /// When a checker confirmed it.
    pub checked_at: Option<DateTime<Utc>>,
    /// The sides that have agreed.
    pub agreed: BTreeMap<Side, Agreed>,
}

/// Where order numbers come from unless an author says otherwise.
pub const fn by_match_score() -> AllocationOrderSource {
    AllocationOrderSource::MatchScore
}

/// A stored allocation.
pub type Allocation = Record<AllocationBody>;
/// The id of an allocation.
pub type AllocationId = Id<AllocationBody>;

type AllocationMove = Move<AllocationStatus, AllocationBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from what is done with it.
const FROZEN: AllocationMove = Move::by(SYSTEM, AllocationStatus::Frozen);
const COMPUTED: AllocationMove = Move::by(SYSTEM, AllocationStatus::Computed);
const CHECKED: AllocationMove = Move::by(SYSTEM, AllocationStatus::Checked);
const CONFIRMED: AllocationMove = Move::by(SYSTEM, AllocationStatus::Confirmed);
const DISCARDED: AllocationMove = Move::by(&[Relation::Operator], AllocationStatus::Discarded);

impl AllocationStatus {
    /// Whether the result is there, and with it the seed.
    pub const fn is_computed(self) -> bool {
        matches!(self, Self::Computed | Self::Checked | Self::Confirmed)
    }
}

impl Format for AllocationBody {}

impl Resource for AllocationBody {
    type Status = AllocationStatus;
    const KIND: RecordKind = RecordKind::Allocation;
    const OWNER: Role = Role::Operator;
    const PARTIES: &'static [Role] = &[Role::Employer];
    const WRITERS: &'static [Relation] = &[Relation::Operator];
    const READ: Scope = Scope::AllocationsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const STATES: &'static [AllocationStatus] = AllocationStatus::ALL;
    const INITIAL: AllocationStatus = AllocationStatus::Draft;
    const PUBLIC: Option<AllocationStatus> = None;

    fn moves(from: AllocationStatus) -> &'static [AllocationMove] {
        match from {
            AllocationStatus::Draft => &[FROZEN, DISCARDED],
            AllocationStatus::Frozen => &[COMPUTED, DISCARDED],
            AllocationStatus::Computed => &[CHECKED, DISCARDED],
            AllocationStatus::Checked => &[CONFIRMED, DISCARDED],
            AllocationStatus::Confirmed | AllocationStatus::Discarded => &[],
        }
    }

    fn is_editable(status: AllocationStatus) -> bool {
        status == AllocationStatus::Draft
    }

    /// The seed is drawn once, and what others than the author write is not sent.
    fn keep(&mut self, before: &Self) {
        self.seed.clone_from(&before.seed);
        self.seed_commitment.clone_from(&before.seed_commitment);
    }

    fn is_deletable(status: AllocationStatus) -> bool {
        status == AllocationStatus::Draft
    }

    fn parties(&self) -> Vec<Uuid> {
        self.employers.clone()
    }

    fn facets(&self) -> Vec<Facet> {
        self.employers.iter().map(|employer| Facet::new(FacetKind::Party, employer)).collect()
    }
}

/// What working an allocation out is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationRunBody {
    /// The allocation, which is frozen.
    pub allocation: AllocationId,
}

/// What working an allocation out came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationFound {
    /// Its figures; none if the allocation was discarded meanwhile.
    pub figures: Option<AllocationFigures>,
    /// When it was worked out.
    pub at: DateTime<Utc>,
    /// The result, until it is kept with the allocation.
    #[serde(default)]
    pub result: Option<String>,
}

/// A run that works an allocation out.
pub type AllocationRun = Job<AllocationRunBody>;

impl Format for AllocationRunBody {}

impl JobKind for AllocationRunBody {
    type Outcome = AllocationFound;
    type Position = Uuid;

    const KIND: RecordKind = RecordKind::AllocationRun;
    const NAME: &'static str = "allocation run";
    const READ: Scope = Scope::AllocationsRead;
    const WRITE: Scope = Scope::AllocationsWrite;
    const MOST_OPEN: i64 = 5;
    const DAYS_KEPT: i64 = 30;
}
