//! Slots and results of selection sessions on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::values::duplicates},
    app::programme::{selection_results::NewResult, selection_slots::NewSlot},
    domain::{
        FieldError,
        concepts::skill::SkillId,
        programme::selection_slot::{
            SelectionOutcome, SelectionReason, SelectionResult, SelectionSlot, SelectionSlotState,
            SkillTest,
        },
        resource::id::Id,
    },
};

/// Whom an agency sends to a session, and when.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SelectionSlotInput {
    /// A candidate of the agency who is put forward for one of the session's vacancies.
    pub candidate_id: Uuid,
    /// When they are expected, while the session lasts.
    #[schema(max_length = 35)]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub at: DateTime<Utc>,
}

impl Exemplary for SelectionSlotInput {
    fn example() -> Value {
        json!({"candidate_id": "0198c0de-0000-7000-8000-000000000002", "at": "2027-01-20T06:30:00Z"})
    }
}

impl From<SelectionSlotInput> for NewSlot {
    fn from(input: SelectionSlotInput) -> Self {
        Self { candidate: Id::new(input.candidate_id), at: input.at }
    }
}

/// What becomes of a slot.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SelectionSlotMove {
    /// The new state.
    pub to: SelectionSlotState,
}

impl Exemplary for SelectionSlotMove {
    fn example() -> Value {
        json!({"to": "attended"})
    }
}

/// A slot of a selection session.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SelectionSlotView {
    /// The session.
    session_id: Uuid,
    /// Who is invited.
    candidate_id: Uuid,
    /// The candidate's agency.
    agency_id: Uuid,
    /// When they are expected.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
    /// What became of it.
    state: SelectionSlotState,
    /// When it was given.
    #[schema(max_length = 35)]
    given_at: DateTime<Utc>,
}

impl From<SelectionSlot> for SelectionSlotView {
    fn from(slot: SelectionSlot) -> Self {
        Self {
            session_id: slot.session.0,
            candidate_id: slot.candidate.0,
            agency_id: slot.agency,
            at: slot.at,
            state: slot.state,
            given_at: slot.given_at,
        }
    }
}

/// A test of one skill.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SkillTestBody {
    /// Id of the skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, example = 4)]
    pub level: u8,
    /// The organisation of the panel that tested; never the candidate's agency.
    pub assessor_id: Uuid,
}

/// What the panel says of somebody who came.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SelectionResultInput {
    /// What came of it.
    pub outcome: SelectionOutcome,
    /// Why not, which the worker reads; for `fail` alone.
    #[serde(default)]
    pub reason: Option<SelectionReason>,
    /// The tests, of each skill one.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    pub tests: Vec<SkillTestBody>,
}

impl Exemplary for SelectionResultInput {
    fn example() -> Value {
        let test = json!({"skill": "con.lay_bricks", "level": 4, "assessor_id": "0198c0de-0000-7000-8000-000000000003"});
        json!({"outcome": "pass", "tests": [test]})
    }
}

impl SelectionResultInput {
    /// The result, if it tests no skill twice.
    pub(super) fn accept(self) -> Result<NewResult, Vec<FieldError>> {
        let skills: Vec<&SkillId> = self.tests.iter().map(|test| &test.skill).collect();
        let twice = duplicates(&skills, |at| format!("/tests/{at}/skill"));
        if !twice.is_empty() {
            return Err(twice);
        }
        let test = |one: SkillTestBody| SkillTest {
            skill: one.skill,
            level: one.level,
            assessor: one.assessor_id,
        };
        let tests = self.tests.into_iter().map(test).collect();
        Ok(NewResult { outcome: self.outcome, reason: self.reason, tests })
    }
}

/// What came of a session for somebody and a vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SelectionResultView {
    /// The session.
    session_id: Uuid,
    /// Who was tested.
    candidate_id: Uuid,
    /// For what.
    vacancy_id: Uuid,
    /// What came of it.
    outcome: SelectionOutcome,
    /// Why not; `null` unless the outcome is `fail`.
    #[schema(required)]
    reason: Option<SelectionReason>,
    /// The tests.
    #[schema(max_items = 20)]
    tests: Vec<SkillTestBody>,
    /// When it was entered.
    #[schema(max_length = 35)]
    entered_at: DateTime<Utc>,
}

impl From<SelectionResult> for SelectionResultView {
    fn from(result: SelectionResult) -> Self {
        let test = |one: SkillTest| SkillTestBody {
            skill: one.skill,
            level: one.level,
            assessor_id: one.assessor,
        };
        Self {
            session_id: result.session.0,
            candidate_id: result.candidate.0,
            vacancy_id: result.vacancy.0,
            outcome: result.outcome,
            reason: result.reason,
            tests: result.tests.into_iter().map(test).collect(),
            entered_at: result.entered_at,
        }
    }
}
