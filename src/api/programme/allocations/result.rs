//! What an allocation found, as it is read.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::programme::allocations::{
    Because, CapLoad, Fault, FullPlace, NearMiss, Placement, Report, Unplaced, VacancyLoad, Wish,
    reading::AllocationFindings,
};

/// Of each group its members.
type Groups = HashMap<Uuid, Vec<Uuid>>;

/// The seat of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocatedSeatView {
    /// The candidate.
    candidate_id: Uuid,
    /// The vacancy.
    vacancy_id: Uuid,
    /// The order number there, by which seats are given.
    #[schema(minimum = 0, maximum = 10_000, example = 8100)]
    order: u16,
    /// The home region that the seat was kept for; `null` if it was open.
    #[schema(required, max_length = 5)]
    reserved_for: Option<String>,
    /// The group that was seated whole; `null` of a single person, and to employers.
    #[schema(required)]
    group_id: Option<Uuid>,
}

/// A place that is full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(in crate::api) struct FullPlaceView {
    /// The vacancy; of a group that may spread `site:` and a workplace, or `municipality:` and its code.
    #[schema(max_length = 100)]
    place: String,
    /// The unit's own order number there.
    #[schema(minimum = 0, maximum = 10_000, example = 7900)]
    order: u16,
    /// The lowest order number that has a seat there; `null` if nobody sits there.
    #[schema(required, minimum = 0, maximum = 10_000, example = 8100)]
    cut_off: Option<u16>,
    /// What is full: a cap by its id, or `vacancy:` and an id.
    #[schema(max_length = 100, example = "kazan")]
    full: String,
    /// The rule that the cap comes from; `null` of a vacancy's own seats.
    #[schema(required, max_length = 200)]
    source: Option<String>,
}

/// The vacancy that misses least, for somebody who can have none.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(in crate::api) struct NearMissView {
    /// The vacancy.
    vacancy_id: Uuid,
    /// The rules that fail.
    #[schema(max_items = 20)]
    failed_rules: Vec<String>,
    /// What would have to change.
    #[schema(max_items = 50)]
    path: Vec<String>,
}

/// Somebody without a seat. What the reason does not need is left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub(in crate::api) struct UnplacedView {
    /// The candidate.
    candidate_id: Uuid,
    /// The group that is seated whole or not at all: each of its members has the same reason; `null` of a single person.
    #[schema(required)]
    group_id: Option<Uuid>,
    /// `no_eligible_vacancy`, `all_full`, `group_too_large`, `reserved_for_other_region`, `consent_missing` or
    /// `not_available`.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "all_full")]
    reason: &'static str,
    /// What is full at each place.
    #[schema(max_items = 10_000)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    full: Vec<FullPlaceView>,
    /// The vacancy that misses least.
    #[schema(max_items = 30)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<NearMissView>,
    /// Seats that are needed together.
    #[schema(minimum = 2, maximum = 30, example = 5)]
    #[serde(skip_serializing_if = "Option::is_none")]
    seats_needed: Option<u32>,
    /// Seats that are left together.
    #[schema(minimum = 0, maximum = 30, example = 3)]
    #[serde(skip_serializing_if = "Option::is_none")]
    largest_block: Option<u32>,
    /// How many would have a seat if the group were split.
    #[schema(minimum = 0, maximum = 30, example = 3)]
    #[serde(skip_serializing_if = "Option::is_none")]
    if_split: Option<u32>,
    /// The vacancy whose free seats are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy_id: Option<Uuid>,
    /// The region that they are kept for.
    #[schema(max_length = 5)]
    #[serde(skip_serializing_if = "Option::is_none")]
    home_region: Option<String>,
    /// The day from which anybody may have them.
    #[schema(max_length = 10)]
    #[serde(skip_serializing_if = "Option::is_none")]
    release_on: Option<NaiveDate>,
    /// Caps, or `vacancy:` and an id, of which one seat more alone would give this one a seat.
    #[schema(max_items = 1_000)]
    one_more_seat_in: Vec<String>,
}

/// How full a cap is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CapLoadView {
    /// The cap.
    #[schema(max_length = 60, example = "kazan")]
    cap: String,
    /// People seated within it.
    #[schema(minimum = 0, maximum = 1_000_000, example = 120)]
    load: u32,
    /// How many it allows.
    #[schema(minimum = 0, maximum = 1_000_000, example = 120)]
    max: u32,
}

/// How full a vacancy is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct VacancyLoadView {
    /// The vacancy.
    vacancy_id: Uuid,
    /// Free seats before.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    seats: u32,
    /// People seated.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    filled: u32,
    /// The lowest order number that has a seat; `null` if nobody has.
    #[schema(required, minimum = 0, maximum = 10_000, example = 7345)]
    cut_off: Option<u16>,
}

/// Somebody, and a place that this one would rather have.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationWishView {
    /// The candidate.
    candidate_id: Uuid,
    /// The group that this one is seated with; `null` of a single person.
    #[schema(required)]
    group_id: Option<Uuid>,
    /// The vacancy; of a group that may spread `site:` and a workplace, or `municipality:` and its code.
    #[schema(max_length = 100)]
    place: String,
}

/// What an allocation found: all of it for operators, for an employer what is about its own vacancies.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationResultView {
    /// SHA-256 of what went in.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    input_hash: String,
    /// The seed of the ties.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    seed: String,
    /// The same input and seed give the same result with the same version.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "solver-1")]
    solver_version: String,
    /// Who sits where.
    #[schema(max_items = 100_000)]
    seats: Vec<AllocatedSeatView>,
    /// Who does not, and why.
    #[schema(max_items = 100_000)]
    unplaced: Vec<UnplacedView>,
    /// How full the caps are.
    #[schema(max_items = 500)]
    caps: Vec<CapLoadView>,
    /// How full the vacancies are.
    #[schema(max_items = 10_000)]
    vacancies: Vec<VacancyLoadView>,
    /// Pairs that would rather have each other.
    #[schema(max_items = 100_000)]
    blocking_pairs: Vec<AllocationWishView>,
    /// What only a swap within a full cap could grant: no run can promise it.
    #[schema(max_items = 1_000_000)]
    wishes_within_cap: Vec<AllocationWishView>,
}

/// Everybody of a unit, and the group if it is one.
fn people(groups: &Groups, unit: Uuid) -> Vec<(Uuid, Option<Uuid>)> {
    match groups.get(&unit) {
        Some(members) => members.iter().map(|member| (*member, Some(unit))).collect(),
        None => vec![(unit, None)],
    }
}

impl From<AllocationFindings> for AllocationResultView {
    fn from(AllocationFindings { outcome, groups }: AllocationFindings) -> Self {
        let wishes = |all: Vec<Wish>| {
            let view = |Wish { unit, place }: Wish| {
                people(&groups, unit).into_iter().map(move |(candidate_id, group_id)| {
                    AllocationWishView { candidate_id, group_id, place: place.clone() }
                })
            };
            all.into_iter().flat_map(view).collect()
        };
        let cap = |load: CapLoad| CapLoadView { cap: load.cap, load: load.load, max: load.max };
        let vacancy = |load: VacancyLoad| VacancyLoadView {
            vacancy_id: load.vacancy,
            seats: load.seats,
            filled: load.filled,
            cut_off: load.cut_off,
        };
        let unplaced =
            |Unplaced { because, one_more_seat_in, unit }: Unplaced| {
                let view = UnplacedView { one_more_seat_in, ..because.into() };
                people(&groups, unit).into_iter().map(move |(candidate_id, group_id)| {
                    UnplacedView { candidate_id, group_id, ..view.clone() }
                })
            };
        Self {
            input_hash: outcome.certificate.input_hash,
            seed: outcome.certificate.seed,
            solver_version: outcome.certificate.solver_version,
            seats: outcome.placements.into_iter().flat_map(|one| seats(one, &groups)).collect(),
            unplaced: outcome.unplaced.into_iter().flat_map(unplaced).collect(),
            caps: outcome.loads.into_iter().map(cap).collect(),
            vacancies: outcome.vacancies.into_iter().map(vacancy).collect(),
            blocking_pairs: wishes(outcome.certificate.blocking_pairs),
            wishes_within_cap: wishes(outcome.wishes_within_cap),
        }
    }
}

fn seats(placement: Placement, groups: &Groups) -> impl Iterator<Item = AllocatedSeatView> + use<> {
    let order = placement.order;
    let group_id = groups.contains_key(&placement.unit).then_some(placement.unit);
    placement.seats.into_iter().map(move |seat| AllocatedSeatView {
        candidate_id: seat.candidate,
        vacancy_id: seat.vacancy,
        order,
        reserved_for: seat.reserved_for,
        group_id,
    })
}

impl From<Because> for UnplacedView {
    fn from(because: Because) -> Self {
        let because_of = |reason| Self { reason, ..Self::default() };
        match because {
            Because::NoEligibleVacancy { nearest } => {
                let view = |miss: NearMiss| NearMissView {
                    vacancy_id: miss.vacancy,
                    failed_rules: miss.failed_rules,
                    path: miss.path,
                };
                let nearest = nearest.into_iter().map(view).collect();
                Self { nearest, ..because_of("no_eligible_vacancy") }
            }
            Because::AllFull { full } => {
                let view = |full: FullPlace| FullPlaceView {
                    place: full.place,
                    order: full.order,
                    cut_off: full.cut_off,
                    full: full.full,
                    source: full.source,
                };
                Self { full: full.into_iter().map(view).collect(), ..because_of("all_full") }
            }
            Because::GroupTooLarge { seats_needed, largest_block, if_split } => Self {
                seats_needed: Some(seats_needed),
                largest_block: Some(largest_block),
                if_split,
                ..because_of("group_too_large")
            },
            Because::ReservedForOtherRegion { vacancy, home_region, release_on } => Self {
                vacancy_id: Some(vacancy),
                home_region: Some(home_region),
                release_on: Some(release_on),
                ..because_of("reserved_for_other_region")
            },
            Because::ConsentMissing => because_of("consent_missing"),
            Because::NotAvailable => because_of("not_available"),
        }
    }
}

/// One thing that is wrong with a result.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationFaultView {
    /// For programs.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "limit_broken")]
    code: &'static str,
    /// For people.
    #[schema(max_length = 4000)]
    detail: String,
}

/// What a checker says, which shares no code with what found the result.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationReportView {
    /// The version of the checker.
    #[schema(max_length = 40, pattern = "^[a-z0-9.-]+$", example = "checker-1")]
    checker_version: &'static str,
    /// Whether nothing is wrong.
    passed: bool,
    /// What is wrong, the first hundred.
    #[schema(max_items = 100)]
    faults: Vec<AllocationFaultView>,
}

impl From<Report> for AllocationReportView {
    fn from(report: Report) -> Self {
        let fault = |Fault { code, detail }| AllocationFaultView {
            code,
            detail: detail.chars().take(4000).collect(),
        };
        let Report { checker_version, passed, faults } = report;
        Self { checker_version, passed, faults: faults.into_iter().map(fault).collect() }
    }
}
