//! Enrolments on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        learning::values::{SkillLevelBody, bodies, levels, twice},
        programme::offers::wire::WorkerWordView,
        resource::{head::Head, viewed::Viewed},
    },
    app::{
        learning::enrolments::{NewCourseResult, NewEnrolment},
        resource::visible::Visible,
    },
    domain::{
        FieldError,
        access::relation::Relation,
        learning::enrolment::{CourseOutcome, CourseResult, EnrolmentBody, EnrolmentStatus},
        resource::id::Id,
        values::language::Lang,
    },
};

/// Whom an agency enrols.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EnrolmentInput {
    /// A published course that has not begun.
    pub course_id: Uuid,
    /// A candidate of the agency.
    pub candidate_id: Uuid,
    /// The language in which the worker was asked.
    pub language: Lang,
    /// How the worker's word can be proved, such as where a recording or a signed paper is kept. Not a name, and not a
    /// document's number.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-24/5")]
    pub evidence: String,
}

impl Exemplary for EnrolmentInput {
    fn example() -> Value {
        json!({
            "course_id": "0198c0de-0000-7000-8000-000000000008", "candidate_id": "0198c0de-0000-7000-8000-000000000001",
            "language": "uz-Latn", "evidence": "recording 2026-11-24/5"
        })
    }
}

impl From<EnrolmentInput> for NewEnrolment {
    fn from(input: EnrolmentInput) -> Self {
        let EnrolmentInput { course_id, candidate_id, language, evidence } = input;
        let (course, candidate) = (Id::new(course_id), Id::new(candidate_id));
        Self { course, candidate, language, evidence }
    }
}

/// How a course ended for somebody.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CourseResultInput {
    /// How.
    pub outcome: CourseOutcome,
    /// Whether a test was passed.
    #[serde(default)]
    pub tested: bool,
    /// The day: between the first one of the course and today.
    #[schema(max_length = 10, example = "2027-02-26")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub ended_on: NaiveDate,
    /// What the test showed; left out, it is all that the course teaches.
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<SkillLevelBody>>,
}

impl Exemplary for CourseResultInput {
    fn example() -> Value {
        json!({
            "outcome": "completed", "tested": true, "ended_on": "2027-02-26",
            "skills": [{"skill": "con.lay_bricks", "level": 3}]
        })
    }
}

impl CourseResultInput {
    /// The report, if it names no skill twice.
    pub(super) fn accept(self) -> Result<NewCourseResult, Vec<FieldError>> {
        let Self { outcome, tested, ended_on, skills } = self;
        let wrong = twice(skills.as_deref().unwrap_or_default());
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(NewCourseResult { outcome, tested, ended_on, skills: skills.map(levels) })
    }
}

/// How a course ended, as its provider reports it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CourseResultView {
    /// How.
    outcome: CourseOutcome,
    /// Whether a test was passed.
    tested: bool,
    /// The day.
    #[schema(max_length = 10, example = "2027-02-26")]
    ended_on: NaiveDate,
    /// What the test showed.
    #[schema(max_items = 30)]
    skills: Vec<SkillLevelBody>,
}

impl From<&CourseResult> for CourseResultView {
    fn from(result: &CourseResult) -> Self {
        let CourseResult { outcome, tested, ended_on, .. } = *result;
        Self { outcome, tested, ended_on, skills: bodies(&result.skills) }
    }
}

/// Somebody in a course. Its provider does not see where the proof of the worker's word is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EnrolmentView {
    #[serde(flatten)]
    pub head: Head<EnrolmentStatus>,
    /// The candidate's agency.
    pub agency_id: Uuid,
    /// The course.
    pub course_id: Uuid,
    /// The partner that gives it.
    pub provider_id: Uuid,
    /// The candidate.
    pub candidate_id: Uuid,
    /// That the worker wants it.
    pub word: WorkerWordView,
    /// How it ended; `null` while it has not.
    #[schema(required)]
    pub result: Option<CourseResultView>,
}

impl Viewed for EnrolmentBody {
    type View = EnrolmentView;
    const PATH: &'static str = "/v1/enrolments";

    fn view(seen: &Visible<Self>) -> EnrolmentView {
        let (record, body) = (&seen.record, &seen.record.body);
        let whole = WorkerWordView::whole(&body.word);
        EnrolmentView {
            head: Head::of(seen),
            agency_id: record.owner,
            course_id: body.course.0,
            provider_id: body.provider,
            candidate_id: body.candidate.0,
            word: if seen.relation == Relation::Party { whole.without_evidence() } else { whole },
            result: body.result.as_ref().map(Into::into),
        }
    }
}
