//! Allocations on the wire: what operators ask, and how it stands. What was found is in `result`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::values::{Errors, duplicates},
    },
    app::{
        App,
        programme::allocations::{confirming::NewAgreement, freezing::new_seed},
        resource::visible::Visible,
    },
    domain::{
        FieldError,
        access::relation::Relation,
        law::words::Side,
        programme::allocation::{
            Agreed, AllocationBody, AllocationCap, AllocationCapKind, AllocationFigures,
            AllocationMethod, AllocationOrderSource, AllocationStatus, SeatReservation,
            VacancyRanking, by_match_score,
        },
        resource::{Record, id::Id},
        values::{
            place::{HomeRegion, Municipality},
            text::ExternalRef,
        },
    },
};

/// An upper limit on the people seated at some vacancies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllocationCapBody {
    /// Its name in the result.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "kazan")]
    pub id: String,
    /// What it is about.
    pub kind: AllocationCapKind,
    /// How many people at most.
    #[validate(range(min = 0, max = 100_000))]
    #[schema(minimum = 0, maximum = 100_000, example = 120)]
    pub max: u32,
    /// The vacancies that it limits; none is all, or all of the municipality.
    #[validate(length(max = 1_000))]
    #[schema(max_items = 1_000)]
    #[serde(default)]
    pub vacancy_ids: Vec<Uuid>,
    /// The municipality whose vacancies it limits (ОКТМО).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<Municipality>,
    /// The rule that it comes from, as it is told to those whom it leaves without a seat.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "quota of the municipality for 2027")]
    pub source: String,
}

/// Seats of a vacancy kept for one home region until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SeatReservationBody {
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// The region.
    pub home_region: HomeRegion,
    /// How many.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 4)]
    pub seats: u32,
    /// The day from which anybody may have them.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub release_on: NaiveDate,
}

/// Whom an employer would take for a vacancy, in its own order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct VacancyRankingBody {
    /// The vacancy.
    pub vacancy_id: Uuid,
    /// Candidates, the best first; whoever is left out is not taken.
    #[validate(length(min = 1, max = 5_000))]
    #[schema(min_items = 1, max_items = 5_000)]
    pub candidate_ids: Vec<Uuid>,
}

/// Whom to put where, and within which limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllocationInput {
    /// The author's own reference, unique among those of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// How seats are given.
    pub method: AllocationMethod,
    /// Published vacancies under approved job orders; none is all of them.
    #[validate(length(max = 1_000))]
    #[schema(max_items = 1_000)]
    #[serde(default)]
    pub vacancy_ids: Vec<Uuid>,
    /// Candidates; none is all who are available. A confirmed group of theirs is seated whole or not at all: name all of it, or
    /// none.
    #[validate(length(max = 5_000))]
    #[schema(max_items = 5_000)]
    #[serde(default)]
    pub candidate_ids: Vec<Uuid>,
    /// Upper limits. With `own_lists` they are a tree: of two that share vacancies one lies within the other.
    #[validate(length(max = 500), nested)]
    #[schema(max_items = 500)]
    #[serde(default)]
    pub caps: Vec<AllocationCapBody>,
    /// Seats kept for home regions.
    #[validate(length(max = 500), nested)]
    #[schema(max_items = 500)]
    #[serde(default)]
    pub reservations: Vec<SeatReservationBody>,
    /// Where order numbers come from.
    #[schema(default = "match_score")]
    #[serde(default = "by_match_score")]
    pub order_source: AllocationOrderSource,
    /// With `employer_rank` the employers' ranking of each vacancy.
    #[validate(length(max = 1_000), nested)]
    #[schema(max_items = 1_000)]
    #[serde(default)]
    pub rankings: Vec<VacancyRankingBody>,
}

impl Exemplary for AllocationInput {
    fn example() -> Value {
        json!({
            "external_ref": "ALL-2027-1", "method": "common_order",
            "vacancy_ids": ["0198c0de-0000-7000-8000-000000000000"], "candidate_ids": ["0198c0de-0000-7000-8000-000000000001"],
            "caps": [{
                "id": "kazan", "kind": "municipality", "max": 120, "vacancy_ids": ["0198c0de-0000-7000-8000-000000000000"],
                "municipality": "92701000", "source": "quota of the municipality for 2027"
            }],
            "reservations": [{
                "vacancy_id": "0198c0de-0000-7000-8000-000000000000", "home_region": "UZ-SA", "seats": 4,
                "release_on": "2027-02-01"
            }],
            "order_source": "match_score", "rankings": [{
                "vacancy_id": "0198c0de-0000-7000-8000-000000000000", "candidate_ids": ["0198c0de-0000-7000-8000-000000000001"]
            }]
        })
    }
}

/// That an operator agrees for a side.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllocationAgreementInput {
    /// The side.
    pub side: Side,
    /// The version that was read: to another nobody agrees.
    #[validate(range(min = 1, max = 9_007_199_254_740_991_i64))]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 4)]
    pub version: i64,
    /// Why, for the record.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the result was checked")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Exemplary for AllocationAgreementInput {
    fn example() -> Value {
        json!({"side": "tt", "version": 4, "reason": "the result was checked"})
    }
}

impl From<AllocationAgreementInput> for NewAgreement {
    fn from(input: AllocationAgreementInput) -> Self {
        let AllocationAgreementInput { side, version, reason } = input;
        Self { side, version, reason }
    }
}

/// That a side has agreed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationAgreementView {
    /// The side.
    side: Side,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<(&Side, &Agreed)> for AllocationAgreementView {
    fn from((side, agreed): (&Side, &Agreed)) -> Self {
        Self { side: *side, at: agreed.at }
    }
}

/// What is known of an allocation.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationFiguresView {
    /// Persons and groups who take part.
    #[schema(minimum = 0, maximum = 1_000_000, example = 3000)]
    pub units: u32,
    /// Vacancies that take part.
    #[schema(minimum = 0, maximum = 1_000_000, example = 400)]
    pub vacancies: u32,
    /// People who have a seat.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2710)]
    pub placed: u32,
    /// People who could have one at most.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2755)]
    pub placed_upper_bound: u32,
    /// Pairs that would rather have each other.
    #[schema(minimum = 0, maximum = 1_000_000, example = 0)]
    pub blocking_pairs: u32,
}

impl From<AllocationFigures> for AllocationFiguresView {
    fn from(figures: AllocationFigures) -> Self {
        let AllocationFigures { units, vacancies, placed, placed_upper_bound, blocking_pairs } =
            figures;
        Self { units, vacancies, placed, placed_upper_bound, blocking_pairs }
    }
}

/// An allocation.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationView {
    #[serde(flatten)]
    pub head: Head<AllocationStatus>,
    /// SHA-256 of the seed that decides between equal order numbers: it was drawn before anything was frozen.
    #[schema(min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub seed_commitment: String,
    /// The seed; `null` until the result is there.
    #[schema(required, min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub seed: Option<String>,
    /// SHA-256 of what went in; `null` while it is a draft.
    #[schema(required, min_length = 64, max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub input_hash: Option<String>,
    /// What is known of it; `null` while it is a draft, and to employers.
    #[schema(required)]
    pub figures: Option<AllocationFiguresView>,
    /// When a checker confirmed the result; `null` if none has.
    #[schema(required, max_length = 35)]
    pub checked_at: Option<DateTime<Utc>>,
    /// The sides that have agreed.
    #[schema(max_items = 2)]
    pub agreed: Vec<AllocationAgreementView>,
    #[serde(flatten)]
    pub input: AllocationInput,
}

impl Viewed for AllocationBody {
    type View = AllocationView;
    const PATH: &'static str = "/v1/allocations";

    fn view(seen: &Visible<Self>) -> AllocationView {
        let (record, body) = (&seen.record, &seen.record.body);
        let mut input = Self::input(record);
        let is_party = seen.relation == Relation::Party;
        if is_party {
            // What others offer and who takes part is theirs.
            (input.vacancy_ids, input.candidate_ids) = (Vec::new(), Vec::new());
            (input.caps, input.reservations) = (Vec::new(), Vec::new());
            input.rankings = Vec::new();
        }
        AllocationView {
            head: Head::of(seen),
            seed_commitment: body.seed_commitment.clone(),
            seed: record.status.is_computed().then(|| body.seed.clone()),
            input_hash: body.input_hash.clone(),
            figures: body.figures.filter(|_| !is_party).map(Into::into),
            checked_at: body.checked_at,
            agreed: body.agreed.iter().map(Into::into).collect(),
            input,
        }
    }
}

impl Wire for AllocationBody {
    type Input = AllocationInput;

    fn input(record: &Record<Self>) -> AllocationInput {
        let body = &record.body;
        AllocationInput {
            external_ref: record.external_ref.clone(),
            method: body.method,
            vacancy_ids: body.vacancies.iter().map(|id| id.0).collect(),
            candidate_ids: body.candidates.iter().map(|id| id.0).collect(),
            caps: body.caps.iter().map(Into::into).collect(),
            reservations: body.reservations.iter().map(Into::into).collect(),
            order_source: body.order_source,
            rankings: body.rankings.iter().map(Into::into).collect(),
        }
    }

    fn accept(
        input: AllocationInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(duplicates(&input.vacancy_ids, |at| format!("/vacancy_ids/{at}")));
        errors.extend(duplicates(&input.candidate_ids, |at| format!("/candidate_ids/{at}")));
        let names: Vec<&str> = input.caps.iter().map(|cap| cap.id.as_str()).collect();
        errors.extend(duplicates(&names, |at| format!("/caps/{at}/id")));
        for (at, cap) in input.caps.iter().enumerate() {
            let pointer = |n| format!("/caps/{at}/vacancy_ids/{n}");
            errors.extend(duplicates(&cap.vacancy_ids, pointer));
        }
        let kept: Vec<_> =
            input.reservations.iter().map(|kept| (kept.vacancy_id, &kept.home_region)).collect();
        errors.extend(duplicates(&kept, |at| format!("/reservations/{at}")));
        let ranked: Vec<_> = input.rankings.iter().map(|one| one.vacancy_id).collect();
        errors.extend(duplicates(&ranked, |at| format!("/rankings/{at}/vacancy_id")));
        for (at, one) in input.rankings.iter().enumerate() {
            let pointer = |n| format!("/rankings/{at}/candidate_ids/{n}");
            errors.extend(duplicates(&one.candidate_ids, pointer));
        }
        let seed = new_seed().map_err(|error| FieldError::new("", "unavailable", error));
        let seed = errors.take(seed);
        errors.finish(seed.map(|(seed, seed_commitment)| {
            let AllocationInput { external_ref, method, .. } = input;
            let body = Self {
                method,
                vacancies: input.vacancy_ids.into_iter().map(Id::new).collect(),
                candidates: input.candidate_ids.into_iter().map(Id::new).collect(),
                caps: input.caps.into_iter().map(Into::into).collect(),
                reservations: input.reservations.into_iter().map(Into::into).collect(),
                order_source: input.order_source,
                rankings: input.rankings.into_iter().map(Into::into).collect(),
                seed,
                seed_commitment,
                input_hash: None,
                employers: Vec::new(),
                figures: None,
                checked_at: None,
                agreed: std::collections::BTreeMap::new(),
            };
            (external_ref, body)
        }))
    }
}

impl From<&AllocationCap> for AllocationCapBody {
    fn from(cap: &AllocationCap) -> Self {
        Self {
            id: cap.id.clone(),
            kind: cap.kind,
            max: cap.max,
            vacancy_ids: cap.vacancies.iter().map(|id| id.0).collect(),
            municipality: cap.municipality.clone(),
            source: cap.source.clone(),
        }
    }
}

impl From<AllocationCapBody> for AllocationCap {
    fn from(body: AllocationCapBody) -> Self {
        let AllocationCapBody { id, kind, max, vacancy_ids, municipality, source } = body;
        let vacancies = vacancy_ids.into_iter().map(Id::new).collect();
        Self { id, kind, max, vacancies, municipality, source }
    }
}

impl From<&VacancyRanking> for VacancyRankingBody {
    fn from(ranking: &VacancyRanking) -> Self {
        let candidate_ids = ranking.candidates.iter().map(|one| one.0).collect();
        Self { vacancy_id: ranking.vacancy.0, candidate_ids }
    }
}

impl From<VacancyRankingBody> for VacancyRanking {
    fn from(body: VacancyRankingBody) -> Self {
        let VacancyRankingBody { vacancy_id, candidate_ids } = body;
        let candidates = candidate_ids.into_iter().map(Id::new).collect();
        Self { vacancy: Id::new(vacancy_id), candidates }
    }
}

impl From<&SeatReservation> for SeatReservationBody {
    fn from(kept: &SeatReservation) -> Self {
        let (home_region, seats) = (kept.home_region.clone(), kept.seats);
        Self { vacancy_id: kept.vacancy.0, home_region, seats, release_on: kept.release_on }
    }
}

impl From<SeatReservationBody> for SeatReservation {
    fn from(body: SeatReservationBody) -> Self {
        let SeatReservationBody { vacancy_id, home_region, seats, release_on } = body;
        Self { vacancy: Id::new(vacancy_id), home_region, seats, release_on }
    }
}
