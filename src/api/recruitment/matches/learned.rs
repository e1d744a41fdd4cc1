//! What decisions and tests say of the skills that a match rests on, and which courses would open more.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::learning::values::{SkillLevelBody, bodies},
    app::learning::{findings::ProofFinding, opened::OpeningCourse},
    domain::{
        learning::{proof::ProofKind, recognition::RecognitionOutcome},
        values::language::Lang,
    },
};

/// What a decision on a recognition or the test of a course says of a skill.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProofFindingView<'a> {
    /// What says so.
    kind: ProofKind,
    /// The recognition or the enrolment.
    id: Uuid,
    /// Who decided; left out of a course.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    authority: Option<&'a str>,
    /// What was decided of the whole; left out of a course.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<RecognitionOutcome>,
    /// The level that it says; `null` where the skill does not count.
    #[schema(required, minimum = 1, maximum = 5, example = 4)]
    level: Option<u8>,
    /// The day of the decision or the test.
    #[schema(max_length = 10, example = "2026-11-24")]
    since: NaiveDate,
    /// Whether it applies: of several decisions on a skill the latest does.
    applies: bool,
}

impl<'a> From<&'a ProofFinding> for ProofFindingView<'a> {
    fn from(one: &'a ProofFinding) -> Self {
        Self {
            kind: one.kind,
            id: one.by,
            authority: one.authority.as_deref(),
            outcome: one.outcome,
            level: one.level,
            since: one.since,
            applies: one.applies,
        }
    }
}

/// A course that would make the candidate eligible for more vacancies.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OpeningCourseView<'a> {
    /// The course.
    course_id: Uuid,
    /// Its title in the language of the answer.
    #[schema(max_length = 200, example = "Bricklaying basics")]
    title: &'a str,
    /// The partner that gives it.
    provider_id: Uuid,
    /// The skills that it teaches.
    #[schema(max_items = 30)]
    skills: Vec<SkillLevelBody>,
    /// First day.
    #[schema(max_length = 10, example = "2027-02-01")]
    starts: NaiveDate,
    /// Last day.
    #[schema(max_length = 10, example = "2027-02-26")]
    ends: NaiveDate,
    /// Seats that nobody has.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    free_seats: u32,
    /// For how many open vacancies the candidate would be eligible with it and is not without it.
    #[schema(minimum = 1, maximum = 10_000_000, example = 34)]
    opens_vacancies: usize,
    /// Whether this vacancy is among them.
    opens_this: bool,
}

impl<'a> OpeningCourseView<'a> {
    /// As it is called in a language.
    pub(super) fn of(one: &'a OpeningCourse, lang: Lang) -> Self {
        let (course, body) = (&one.course, &one.course.body);
        Self {
            course_id: course.id.0,
            title: body.title.in_language(lang),
            provider_id: course.owner,
            skills: bodies(&body.skills),
            starts: body.starts,
            ends: body.ends,
            free_seats: body.free(),
            opens_vacancies: one.vacancies,
            opens_this: one.opens_asked,
        }
    }
}
