//! Job orders on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        programme::terms::wire::TermsBody,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::values::{Errors, OccupationBody, duplicates},
    },
    app::{App, programme::job_orders::NewDecision, resource::visible::Visible},
    domain::{
        FieldError,
        access::relation::Relation,
        concepts::occupation::Occupation,
        law::words::Side,
        parties::legal_ids::Okved,
        programme::job_order::{
            JobOrderBody, JobOrderStatus, LONGEST_PERIOD, OrderDecision, PoolShare, Verdict,
            usual_release_days,
        },
        programme::terms::document::Terms,
        resource::{Record, id::Id},
        values::{place::Municipality, text::ExternalRef},
    },
};

/// The heads of one of the employers who have an order together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PoolShareBody {
    /// The employer; each of them is verified when the order is submitted.
    pub employer_id: Uuid,
    /// Its heads.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 12)]
    pub heads: u32,
}

impl From<&PoolShare> for PoolShareBody {
    fn from(share: &PoolShare) -> Self {
        Self { employer_id: share.employer, heads: share.heads }
    }
}

impl From<PoolShareBody> for PoolShare {
    fn from(body: PoolShareBody) -> Self {
        Self { employer: body.employer_id, heads: body.heads }
    }
}

/// Whom an employer wants, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct JobOrderInput {
    /// The employer's own reference, unique among its orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// The occupation.
    #[validate(nested)]
    pub occupation: OccupationBody,
    /// Economic activity of the work (ОКВЭД), which need not be the employer's main one.
    pub okved: Okved,
    /// Municipality of the work (ОКТМО).
    pub municipality: Municipality,
    /// Workers who are wanted.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 12)]
    pub heads: u32,
    /// First day of the work.
    #[schema(max_length = 10, example = "2027-03-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub period_start: NaiveDate,
    /// Last day of the work, 1 to 366 days later.
    #[schema(max_length = 10, example = "2027-11-30")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub period_end: NaiveDate,
    /// The terms below which nothing is offered under it (`terms-1`).
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<TermsBody>,
    /// Small employers who have the order together, with their shares: they sum up to `heads`, and each allots its own to its
    /// own vacancies. Without them all heads are the employer's.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    #[serde(default)]
    pub pool: Vec<PoolShareBody>,
    /// Candidates whom the employer asks for by name, no more than `heads`: once it has invited them they are `submitted`. Neither
    /// agencies nor other employers read them.
    #[validate(length(max = 10_000))]
    #[schema(max_items = 10_000)]
    #[serde(default)]
    pub named_ids: Vec<Uuid>,
    /// How many days after the approval heads that are not allotted to a vacancy are cancelled.
    #[validate(range(min = 1, max = 180))]
    #[schema(minimum = 1, maximum = 180, default = 45, example = 45)]
    #[serde(default = "usual_release_days")]
    pub unused_release_days: u16,
}

impl Exemplary for JobOrderInput {
    fn example() -> Value {
        json!({
            "external_ref": "ORD-0042", "occupation": {"trade": "bricklayer"}, "okved": "41.20",
            "municipality": "92701000", "heads": 12, "period_start": "2027-03-01", "period_end": "2027-11-30",
            "terms": TermsBody::sample(), "pool": [{"employer_id": "0198c0de-0000-7000-8000-000000000004", "heads": 12}], "named_ids": ["0198c0de-0000-7000-8000-000000000001"], "unused_release_days": 45
        })
    }
}

impl JobOrderInput {
    /// What is wrong with its pool.
    fn pooled(&self) -> Vec<FieldError> {
        let employers: Vec<Uuid> = self.pool.iter().map(|share| share.employer_id).collect();
        let mut wrong = duplicates(&employers, |at| format!("/pool/{at}/employer_id"));
        let sum: u64 = self.pool.iter().map(|share| u64::from(share.heads)).sum();
        if !self.pool.is_empty() && sum != u64::from(self.heads) {
            let why = format!("the shares sum up to {sum}, and {} heads are wanted", self.heads);
            wrong.push(FieldError::new("/pool", "contradiction", why));
        }
        wrong
    }

    /// What is wrong with whom it names.
    fn named(&self) -> Vec<FieldError> {
        let mut wrong = duplicates(&self.named_ids, |at| format!("/named_ids/{at}"));
        if self.named_ids.len() > self.heads as usize {
            let why = format!("names more people than the {} that are wanted", self.heads);
            wrong.push(FieldError::new("/named_ids", "range", why));
        }
        wrong
    }

    /// What is wrong with its period.
    fn period(&self) -> Option<FieldError> {
        let days = (self.period_end - self.period_start).num_days();
        if days < 1 {
            let detail = "must lie after period_start";
            return Some(FieldError::new("/period_end", "period_reversed", detail));
        }
        (days > LONGEST_PERIOD).then(|| {
            let detail = format!("must lie at most {LONGEST_PERIOD} days after period_start");
            FieldError::new("/period_end", "range", detail)
        })
    }
}

/// What terms say otherwise than the order.
fn contradictions(
    terms: &Terms,
    occupation: &Occupation,
    municipality: &Municipality,
) -> Vec<FieldError> {
    let checks = [
        (
            terms.isco08 == occupation.isco08,
            "/terms/isco08",
            "must be the occupation of the job order",
        ),
        (
            terms.municipality == *municipality,
            "/terms/municipality",
            "must be the municipality of the job order",
        ),
    ];
    let wrong = checks.into_iter().filter(|(is_so, ..)| !is_so);
    wrong.map(|(_, at, why)| FieldError::new(at, "contradiction", why)).collect()
}

/// What an operator decides for a side.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OrderDecisionInput {
    /// The side.
    pub side: Side,
    /// What it says.
    pub verdict: Verdict,
    /// The version that was read: of another nothing is decided.
    #[validate(range(min = 1, max = 9_007_199_254_740_991_i64))]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 2)]
    pub version: i64,
    /// Why. `return` and `reject` need it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the demand fits the plan of the year")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Exemplary for OrderDecisionInput {
    fn example() -> Value {
        json!({"side": "tt", "verdict": "approve", "version": 2, "reason": "the demand fits the plan of the year"})
    }
}

impl From<OrderDecisionInput> for NewDecision {
    fn from(input: OrderDecisionInput) -> Self {
        let OrderDecisionInput { side, verdict, version, reason } = input;
        Self { side, verdict, reason, version }
    }
}

/// What a side has decided of the order as it is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OrderDecisionView {
    /// The side.
    side: Side,
    /// What it says.
    verdict: Verdict,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// The version that was decided on; `null` of a decision from before that was kept.
    #[schema(required, minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    version: Option<i64>,
    /// Why, if it was said.
    #[schema(required, max_length = 500)]
    note: Option<String>,
}

impl From<(&Side, &OrderDecision)> for OrderDecisionView {
    fn from((side, decision): (&Side, &OrderDecision)) -> Self {
        let OrderDecision { verdict, at, version, note, .. } = decision;
        Self { side: *side, verdict: *verdict, at: *at, version: *version, note: note.clone() }
    }
}

/// A job order.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct JobOrderView {
    #[serde(flatten)]
    pub head: Head<JobOrderStatus>,
    /// The employer.
    pub employer_id: Uuid,
    /// What each side has decided since the demand last changed.
    #[schema(max_items = 2)]
    pub decisions: Vec<OrderDecisionView>,
    /// The agencies that may recruit for it; an agency reads of no others.
    #[schema(max_items = 100)]
    pub agency_ids: Vec<Uuid>,
    /// Its public code, by which anybody asks whether it is genuine (`GET /v1/verify/{code}`); `null` before both sides have
    /// approved of it once.
    #[schema(required, max_length = 20)]
    pub code: Option<String>,
    /// Heads that are allotted to vacancies.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    pub allotted_heads: u32,
    /// Heads that are neither allotted nor cancelled.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    pub free_heads: u32,
    /// Heads that were cancelled because nobody has used them in time.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    pub cancelled_heads: u32,
    #[serde(flatten)]
    pub input: JobOrderInput,
}

impl Viewed for JobOrderBody {
    type View = JobOrderView;
    const PATH: &'static str = "/v1/job-orders";

    fn view(seen: &Visible<Self>) -> JobOrderView {
        let record = &seen.record;
        JobOrderView {
            head: Head::of(seen),
            employer_id: record.owner,
            decisions: record.body.decisions.iter().map(Into::into).collect(),
            agency_ids: match seen.relation {
                Relation::Party => Vec::new(),
                _ => record.body.agencies.iter().map(|one| one.agency).collect(),
            },
            code: record.body.code.clone(),
            allotted_heads: record.body.allotted,
            free_heads: record.body.free(),
            cancelled_heads: record.body.cancelled,
            input: match seen.relation {
                Relation::Party => JobOrderInput { named_ids: Vec::new(), ..Self::input(record) },
                _ => Self::input(record),
            },
        }
    }
}

impl Wire for JobOrderBody {
    type Input = JobOrderInput;

    fn input(record: &Record<Self>) -> JobOrderInput {
        let body = &record.body;
        JobOrderInput {
            external_ref: record.external_ref.clone(),
            occupation: (&body.occupation).into(),
            okved: body.okved.clone(),
            municipality: body.municipality.clone(),
            heads: body.heads,
            period_start: body.period_start,
            period_end: body.period_end,
            terms: body.terms.as_ref().map(Into::into),
            pool: body.pool.iter().map(Into::into).collect(),
            named_ids: body.named.iter().map(|one| one.0).collect(),
            unused_release_days: body.unused_release_days,
        }
    }

    fn accept(
        input: JobOrderInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(input.period());
        errors.extend(input.named());
        errors.extend(input.pooled());
        let JobOrderInput {
            external_ref,
            occupation,
            okved,
            municipality,
            heads,
            period_start,
            period_end,
            terms,
            pool,
            named_ids,
            unused_release_days,
        } = input;
        let occupation = errors.take(occupation.accept(app, "/occupation"));
        let terms = terms.map(|terms| Terms::from(terms).coherent("/terms")).transpose();
        let terms = terms.unwrap_or_else(|wrong| {
            errors.extend(wrong);
            None
        });
        if let Some((occupation, terms)) = occupation.as_ref().zip(terms.as_ref()) {
            errors.extend(contradictions(terms, occupation, &municipality));
        }
        errors.finish(occupation.map(|occupation| {
            let decisions = std::collections::BTreeMap::new();
            let body = Self {
                occupation,
                okved,
                municipality,
                heads,
                period_start,
                period_end,
                decisions,
                agencies: Vec::new(),
                allotted: 0,
                terms,
                pool: pool.into_iter().map(Into::into).collect(),
                named: named_ids.into_iter().map(Id::new).collect(),
                unused_release_days,
                cancelled: 0,
                approved_at: None,
                code: None,
            };
            (external_ref, body)
        }))
    }
}
