//! Recognitions on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        learning::values::{QualificationLevelBody, SkillLevelBody, bodies, levels, twice},
        programme::offers::wire::WorkerWordView,
        resource::{head::Head, viewed::Viewed},
    },
    app::{learning::recognitions::NewRecognition, resource::visible::Visible},
    domain::{
        FieldError,
        law::fee::FeePayer,
        learning::{
            qualification::Purpose,
            recognition::{
                QualificationKind, RecognitionBody, RecognitionDecision, RecognitionOutcome,
                RecognitionStatus,
            },
        },
        resource::id::Id,
        values::{hex::Sha256Hex, language::Lang},
    },
};

/// What an agency files.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RecognitionInput {
    /// A candidate of the agency.
    pub candidate_id: Uuid,
    /// On what it rests.
    pub kind: QualificationKind,
    /// SHA-256 of the document's number, in hexadecimal. The document itself stays with the authority.
    pub document_sha256: Sha256Hex,
    /// What it shall count for. What counts for study alone proves nothing to an employer.
    pub purpose: Purpose,
    /// Who decides.
    #[validate(length(min = 2, max = 200))]
    #[schema(min_length = 2, max_length = 200, example = "Главэкспертцентр")]
    pub authority: String,
    /// The skills that shall count.
    #[validate(length(min = 1, max = 30), nested)]
    #[schema(min_items = 1, max_items = 30)]
    pub skills: Vec<SkillLevelBody>,
    /// The day on which it was applied for, not after today.
    #[schema(max_length = 10, example = "2026-11-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub applied_on: NaiveDate,
    /// Who pays for it.
    pub fee_payer: FeePayer,
    /// The language in which the worker was asked.
    pub language: Lang,
    /// How the worker's word can be proved, such as where a recording or a signed paper is kept. Not a name, and not a
    /// document's number.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-20/3")]
    pub evidence: String,
}

impl Exemplary for RecognitionInput {
    fn example() -> Value {
        json!({
            "candidate_id": "0198c0de-0000-7000-8000-000000000001", "kind": "vocational",
            "document_sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "purpose": "work",
            "authority": "Главэкспертцентр", "skills": [{"skill": "con.lay_bricks", "level": 4}],
            "applied_on": "2026-11-20", "fee_payer": "employer", "language": "uz-Latn", "evidence": "recording 2026-11-20/3"
        })
    }
}

impl RecognitionInput {
    /// What is filed, if it names no skill twice.
    pub(super) fn accept(self) -> Result<NewRecognition, Vec<FieldError>> {
        let wrong = twice(&self.skills);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewRecognition {
            candidate: Id::new(self.candidate_id),
            kind: self.kind,
            document_hash: self.document_sha256,
            purpose: self.purpose,
            authority: self.authority,
            skills: levels(self.skills),
            applied_on: self.applied_on,
            fee_payer: self.fee_payer,
            language: self.language,
            evidence: self.evidence,
        })
    }
}

/// What an authority has decided.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RecognitionDecisionInput {
    /// What it says: `recognised` if every skill counts at the level that was asked for.
    pub outcome: RecognitionOutcome,
    /// The skills that count; none of a refusal.
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    #[serde(default)]
    pub skills: Vec<SkillLevelBody>,
    /// The level of the whole, in one framework at least; left out of a refusal.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<QualificationLevelBody>,
    /// The last day on which it counts; left out, it is for ever.
    #[schema(max_length = 10, example = "2031-11-24")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub valid_until: Option<NaiveDate>,
    /// Under which conditions.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000, example = "under supervision in the first month")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
    /// What is missing, where not all counts.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000, example = "Russian building codes, 40 hours")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// A published course that teaches what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course_id: Option<Uuid>,
    /// Why a refusal names no course.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "no course on this is announced yet")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_course: Option<String>,
    /// The day of the decision: between the application, or the decision before it, and today.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub decided_on: NaiveDate,
}

impl Exemplary for RecognitionDecisionInput {
    fn example() -> Value {
        json!({
            "outcome": "recognised", "skills": [{"skill": "con.lay_bricks", "level": 4}], "level": {"eqf": 3, "nrk_ru": 3},
            "valid_until": "2031-11-24", "decided_on": "2026-11-24"
        })
    }
}

impl RecognitionDecisionInput {
    /// The decision, if it names no skill twice.
    pub(super) fn accept(self, at: DateTime<Utc>) -> Result<RecognitionDecision, Vec<FieldError>> {
        let wrong = twice(&self.skills);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(RecognitionDecision {
            outcome: self.outcome,
            skills: levels(self.skills),
            level: self.level.map(Into::into),
            valid_until: self.valid_until,
            conditions: self.conditions,
            missing: self.missing,
            course: self.course_id.map(Id::new),
            no_course: self.no_course,
            decided_on: self.decided_on,
            recorded_at: at,
        })
    }
}

/// What was decided.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecognitionDecisionView {
    /// What the authority says.
    outcome: RecognitionOutcome,
    /// The skills that count.
    #[schema(max_items = 30)]
    skills: Vec<SkillLevelBody>,
    /// The level of the whole; `null` of a refusal.
    #[schema(required)]
    level: Option<QualificationLevelBody>,
    /// The last day on which it counts; `null` is for ever.
    #[schema(required, max_length = 10, example = "2031-11-24")]
    valid_until: Option<NaiveDate>,
    /// Under which conditions.
    #[schema(required, max_length = 1000)]
    conditions: Option<String>,
    /// What is missing, where not all counts.
    #[schema(required, max_length = 1000)]
    missing: Option<String>,
    /// A course that teaches what is missing.
    #[schema(required)]
    course_id: Option<Uuid>,
    /// Why a refusal names no course.
    #[schema(required, max_length = 500)]
    no_course: Option<String>,
    /// The day of the decision.
    #[schema(max_length = 10, example = "2026-11-24")]
    decided_on: NaiveDate,
    /// When it was written down.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
}

impl From<&RecognitionDecision> for RecognitionDecisionView {
    fn from(decision: &RecognitionDecision) -> Self {
        let RecognitionDecision { conditions, missing, no_course, .. } = decision.clone();
        Self {
            outcome: decision.outcome,
            skills: bodies(&decision.skills),
            level: decision.level.as_ref().map(Into::into),
            valid_until: decision.valid_until,
            conditions,
            missing,
            course_id: decision.course.map(|course| course.0),
            no_course,
            decided_on: decision.decided_on,
            recorded_at: decision.recorded_at,
        }
    }
}

/// An application to have a qualification recognised, with what was decided.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecognitionView {
    #[serde(flatten)]
    pub head: Head<RecognitionStatus>,
    /// The candidate's agency.
    pub agency_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// On what it rests.
    pub kind: QualificationKind,
    /// SHA-256 of the document's number.
    pub document_sha256: Sha256Hex,
    /// What it shall count for.
    pub purpose: Purpose,
    /// Who decides.
    #[schema(max_length = 200)]
    pub authority: String,
    /// The skills that shall count.
    #[schema(max_items = 30)]
    pub skills: Vec<SkillLevelBody>,
    /// The day on which it was applied for.
    #[schema(max_length = 10, example = "2026-11-20")]
    pub applied_on: NaiveDate,
    /// Who pays for it.
    pub fee_payer: FeePayer,
    /// That the worker wants it.
    pub word: WorkerWordView,
    /// What was decided, oldest first: once, and once more after an appeal.
    #[schema(max_items = 2)]
    pub decisions: Vec<RecognitionDecisionView>,
}

impl Viewed for RecognitionBody {
    type View = RecognitionView;
    const PATH: &'static str = "/v1/recognitions";

    fn view(seen: &Visible<Self>) -> RecognitionView {
        let (record, body) = (&seen.record, &seen.record.body);
        RecognitionView {
            head: Head::of(seen),
            agency_id: record.owner,
            candidate_id: body.candidate.0,
            kind: body.kind,
            document_sha256: body.document_hash.clone(),
            purpose: body.purpose,
            authority: body.authority.clone(),
            skills: bodies(&body.skills),
            applied_on: body.applied_on,
            fee_payer: body.fee_payer,
            word: WorkerWordView::whole(&body.word),
            decisions: body.decisions.iter().map(Into::into).collect(),
        }
    }
}
