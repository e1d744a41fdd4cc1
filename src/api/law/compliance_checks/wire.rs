//! Compliance checks on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        law::{source::RuleSourceView, workforce_reports::wire::WorkforceReportInput},
    },
    app::law::compliance::Asked,
    domain::{
        FieldError,
        law::{
            compliance::{CheckCause, CheckSubject, ComplianceCheck},
            decide::{Outcome, Weight},
            finding::{CheckFinding, CheckReason, CheckResult, CheckTopic, CitedRule},
            offer::{OfferFacts, OkvedBasis},
            sentence,
            words::{Authority, Confidence, RuleStatus},
        },
        parties::legal_ids::Okved,
        values::language::Lang,
    },
};

/// What is asked.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ComplianceCheckInput {
    /// The vacancy: one of the employer's own, and any for operators. One of the three ids is sent.
    #[serde(default)]
    pub vacancy_id: Option<Uuid>,
    /// The job order, instead of a vacancy.
    #[serde(default)]
    pub job_order_id: Option<Uuid>,
    /// The offer, instead of a vacancy.
    #[serde(default)]
    pub offer_id: Option<Uuid>,
    /// The day that the rules must cover. Without it, the first day of work, or today if that has passed.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 10, example = "2027-03-01")]
    pub at: Option<NaiveDate>,
    /// The activity that the work belongs to. Without it, the one that the employer is registered with. Only of a vacancy: a
    /// job order names its own.
    #[serde(default)]
    pub okved: Option<Okved>,
    /// The sector of the employer, in a word that rules of the set use, of a vacancy. Without it, floors of sectors that the
    /// pay does not reach leave the result `unknown`.
    #[serde(default)]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "non_budget")]
    pub sector: Option<String>,
}

impl Exemplary for ComplianceCheckInput {
    fn example() -> Value {
        json!({"vacancy_id": "0198c0de-0000-7000-8000-000000000000", "at": "2027-03-01", "sector": "non_budget"})
    }
}

/// What is to be checked.
pub(super) enum ToCheck {
    /// A vacancy.
    Vacancy(Uuid, Asked),
    /// A job order, on a day.
    JobOrder(Uuid, Option<NaiveDate>),
    /// An offer, on a day.
    Offer(Uuid, Option<NaiveDate>),
}

impl ComplianceCheckInput {
    /// What is to be checked, if it is one thing.
    pub(super) fn accept(self) -> Result<ToCheck, Vec<FieldError>> {
        let Self { vacancy_id, job_order_id, offer_id, at, okved, sector } = self;
        let wrong = |pointer: &str, code, why: &str| Err(vec![FieldError::new(pointer, code, why)]);
        let is_plain = okved.is_none() && sector.is_none();
        match (vacancy_id, job_order_id, offer_id) {
            (Some(id), None, None) => Ok(ToCheck::Vacancy(id, Asked { at, okved, sector })),
            (None, Some(id), None) if is_plain => Ok(ToCheck::JobOrder(id, at)),
            (None, None, Some(id)) if is_plain => Ok(ToCheck::Offer(id, at)),
            (None, None, None) => {
                wrong("/vacancy_id", "required", "send vacancy_id, job_order_id or offer_id")
            }
            (None, Some(_), None) | (None, None, Some(_)) => {
                let pointer = if okved.is_some() { "/okved" } else { "/sector" };
                wrong(pointer, "contradiction", "is said of a vacancy only")
            }
            _ => wrong("/vacancy_id", "contradiction", "send only one of the three ids"),
        }
    }
}

/// What the rules of a day say to an offer of work.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ComplianceCheckView {
    /// Its id.
    id: Uuid,
    /// The employer.
    employer_id: Uuid,
    /// What was checked.
    subject: CheckSubject,
    /// The record that was checked. An offer that was refused is not there.
    subject_id: Uuid,
    /// The vacancy; of a job order, the order itself.
    vacancy_id: Uuid,
    /// The day that the rules must cover.
    #[schema(max_length = 10, example = "2027-03-01")]
    at: NaiveDate,
    /// Why it was made.
    cause: CheckCause,
    /// The answer.
    result: CheckResult,
    /// The name of the rule set that answered; left out if none was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    rule_set: Option<String>,
    /// The id of the rule set; left out if it is the project's own, which no side has approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_set_id: Option<Uuid>,
    /// When it was made.
    #[schema(max_length = 35)]
    checked_at: DateTime<Utc>,
    /// The check of the same record that it replaces; left out if it is the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<Uuid>,
    /// What it rests on.
    facts: CheckedFactsView,
    /// What was found.
    #[schema(max_items = 200)]
    findings: Vec<CheckFindingView>,
}

/// What a check rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CheckedFactsView {
    /// The activity that the work belongs to.
    okved: Okved,
    /// Where that was taken from.
    okved_basis: OkvedBasis,
    /// How many foreign workers the record looks for; left out if it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    wanted: Option<u32>,
    /// How many the employer has promised work to. For a vacancy: the open seats of its other published vacancies, and those
    /// that were filled in vacancies that are newer than the report of the workforce. For all else: open offers, signed
    /// contracts, and those who have begun since the report.
    #[schema(minimum = 0, maximum = 4_294_967_295_u32, example = 0)]
    promised: u32,
    /// The report of the workforce; left out if there is none of this activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    workforce: Option<WorkforceReportInput>,
    /// The sector, if it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 60)]
    sector: Option<String>,
}

/// Something that a check has found.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CheckFindingView {
    /// What it is about.
    topic: CheckTopic,
    /// What was found.
    reason: CheckReason,
    /// What it has to do with the answer.
    weight: Weight,
    /// What it says, or would say.
    outcome: Outcome,
    /// The same in a sentence.
    #[schema(max_length = 2000)]
    text: String,
    /// What the rule asks: percent of a share, hundredths of a pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 50)]
    needed: Option<i64>,
    /// What is there, in the same unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 47)]
    actual: Option<i64>,
    /// How many more foreign workers there may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 20)]
    room: Option<i64>,
    /// What is missing, or cannot be told.
    #[schema(max_items = 100)]
    open: Vec<String>,
    /// The rule; left out if none covers the day, or none is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<CitedRuleView>,
}

/// A rule as it was when it was cited.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CitedRuleView {
    /// Its name in its set.
    #[schema(max_length = 200, example = "share.F")]
    id: String,
    /// Whose it is.
    authority: Authority,
    /// How far it binds.
    status: RuleStatus,
    /// How sure it is.
    confidence: Confidence,
    /// Its first day; left out if none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10)]
    valid_from: Option<NaiveDate>,
    /// Its last day; left out if no end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10, example = "2026-12-31")]
    valid_to: Option<NaiveDate>,
    /// Where it was read.
    #[schema(max_items = 20)]
    sources: Vec<RuleSourceView>,
}

impl From<(ComplianceCheck, Lang)> for ComplianceCheckView {
    fn from((check, lang): (ComplianceCheck, Lang)) -> Self {
        let (body, day) = (check.body, check.at.to_string());
        let text = |found: &CheckFinding| sentence::of_finding(found, &body.facts, &day, lang);
        let texts: Vec<String> = body.findings.iter().map(text).collect();
        let findings = body.findings.into_iter().zip(texts).map(CheckFindingView::from);
        Self {
            id: check.id,
            employer_id: check.employer,
            subject: check.about.subject,
            subject_id: check.about.id,
            vacancy_id: check.vacancy,
            at: check.at,
            cause: check.cause,
            result: check.result,
            rule_set: check.rule_set_name,
            rule_set_id: check.rule_set,
            checked_at: check.checked_at,
            replaces: check.replaces,
            findings: findings.collect(),
            facts: body.facts.into(),
        }
    }
}

impl From<OfferFacts> for CheckedFactsView {
    fn from(facts: OfferFacts) -> Self {
        let OfferFacts { okved, okved_basis, wanted, promised, workforce, sector } = facts;
        let workforce = workforce.as_ref().map(Into::into);
        Self { okved, okved_basis, wanted, promised, workforce, sector }
    }
}

impl From<(CheckFinding, String)> for CheckFindingView {
    fn from((found, text): (CheckFinding, String)) -> Self {
        let CheckFinding { topic, reason, rule, weight, outcome, grounds } = found;
        let rule = rule.map(Into::into);
        let (needed, actual) = (grounds.needed, grounds.actual);
        let (room, open) = (grounds.room, grounds.open);
        Self { topic, reason, weight, outcome, text, needed, actual, room, open, rule }
    }
}

impl From<CitedRule> for CitedRuleView {
    fn from(rule: CitedRule) -> Self {
        let CitedRule { id, authority, status, confidence, valid_from, valid_to, sources } = rule;
        let sources = sources.into_iter().map(Into::into).collect();
        Self { id, authority, status, confidence, valid_from, valid_to, sources }
    }
}
