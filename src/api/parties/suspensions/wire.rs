//! Suspensions on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::parties::suspensions::{NewSuspension, Suspension},
    domain::parties::{
        likeness::LicenceHolder,
        suspension::{SuspensionAppeal, SuspensionDecision, SuspensionVerdict},
    },
};

/// Whom to suspend.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SuspensionInput {
    /// The agency or the employer.
    pub organisation_id: Uuid,
    /// Why. The organisation reads it; no name of a person.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "workers were asked for a fee")]
    pub reason: String,
    /// What shows it, and where that is kept. The organisation reads it; no name of a person.
    #[validate(length(min = 1, max = 2000))]
    #[schema(
        min_length = 1,
        max_length = 2000,
        example = "inspection 2026/118, file 4 of the working group"
    )]
    pub evidence: String,
}

impl Exemplary for SuspensionInput {
    fn example() -> Value {
        json!({
            "organisation_id": "0198c0de-0000-7000-8000-000000000004", "reason": "workers were asked for a fee",
            "evidence": "inspection 2026/118, file 4 of the working group"
        })
    }
}

impl From<SuspensionInput> for NewSuspension {
    fn from(input: SuspensionInput) -> Self {
        let SuspensionInput { organisation_id: organisation, reason, evidence } = input;
        Self { organisation, reason, evidence }
    }
}

/// What the organisation says.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SuspensionAppealInput {
    /// Why the suspension should be lifted. No name of a person.
    #[validate(length(min = 1, max = 5000))]
    #[schema(
        min_length = 1,
        max_length = 5000,
        example = "the fee was paid back on 2026-12-03, receipts are attached to file 4"
    )]
    pub text: String,
}

impl Exemplary for SuspensionAppealInput {
    fn example() -> Value {
        json!({"text": "the fee was paid back on 2026-12-03, receipts are attached to file 4"})
    }
}

/// What is decided on an appeal.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SuspensionDecisionInput {
    /// What.
    pub verdict: SuspensionVerdict,
    /// Why. The organisation reads it.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "every fee was paid back")]
    pub reason: String,
}

impl Exemplary for SuspensionDecisionInput {
    fn example() -> Value {
        json!({"verdict": "lifted", "reason": "every fee was paid back"})
    }
}

/// That an organisation was suspended, what it says to that, and what was decided.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SuspensionView {
    /// Its id.
    id: Uuid,
    /// What was suspended.
    holder: LicenceHolder,
    /// The organisation.
    organisation_id: Uuid,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// What shows it.
    #[schema(max_length = 2000)]
    evidence: String,
    /// The operator's organisation.
    imposed_by: Uuid,
    /// When.
    #[schema(max_length = 35)]
    imposed_at: DateTime<Utc>,
    /// The last day on which it can be appealed; `null` if no rule of its day says so.
    #[schema(required, max_length = 10, example = "2026-12-11")]
    appeal_until: Option<NaiveDate>,
    /// What the organisation says; `null` while it has not.
    #[schema(required)]
    appeal: Option<SuspensionAppealView>,
    /// What was decided; `null` while nobody has.
    #[schema(required)]
    decision: Option<SuspensionDecisionView>,
}

/// What an organisation says against its suspension.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SuspensionAppealView {
    /// Why it should be lifted.
    #[schema(max_length = 5000)]
    text: String,
    /// When that was said.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

/// What was decided on an appeal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SuspensionDecisionView {
    /// What.
    verdict: SuspensionVerdict,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// The operator's organisation.
    decided_by: Uuid,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<Suspension> for SuspensionView {
    fn from(one: Suspension) -> Self {
        let said = |SuspensionAppeal { text, at, .. }| SuspensionAppealView { text, at };
        let decided = |SuspensionDecision { verdict, reason, organisation, at }| {
            SuspensionDecisionView { verdict, reason, decided_by: organisation, at }
        };
        Self {
            id: one.id,
            holder: one.holder,
            organisation_id: one.organisation,
            reason: one.reason,
            evidence: one.evidence,
            imposed_by: one.imposed_by,
            imposed_at: one.imposed_at,
            appeal_until: one.until,
            appeal: one.appeal.map(said),
            decision: one.decision.map(decided),
        }
    }
}
