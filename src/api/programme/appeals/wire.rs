//! Appeals on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::programme::appeals::NewAppealDecision,
    domain::{
        access::scope::Role,
        programme::{
            appeal::{Appeal, AppealDecision, AppealVerdict},
            closing::ClosingReason,
        },
    },
};

/// A worker's wish that a closing be decided again.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AppealInput {
    /// Where the proof of the worker's word is kept; left out in the own channel. Not a name, and not a document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-12-02/4")]
    pub(super) evidence: Option<String>,
}

impl Exemplary for AppealInput {
    fn example() -> Value {
        json!({"evidence": "recording 2026-12-02/4"})
    }
}

/// What an operator decides on an appeal.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AppealDecisionInput {
    /// What.
    verdict: AppealVerdict,
    /// Why, as the worker reads it. Not a name.
    #[validate(length(min = 1, max = 500))]
    #[schema(
        min_length = 1,
        max_length = 500,
        example = "the test was not the one that was announced"
    )]
    reason: String,
}

impl Exemplary for AppealDecisionInput {
    fn example() -> Value {
        json!({"verdict": "upheld", "reason": "the test was not the one that was announced"})
    }
}

impl From<AppealDecisionInput> for NewAppealDecision {
    fn from(input: AppealDecisionInput) -> Self {
        let AppealDecisionInput { verdict, reason } = input;
        Self { verdict, reason }
    }
}

/// What was decided on an appeal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AppealDecisionView {
    /// What.
    verdict: AppealVerdict,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<AppealDecision> for AppealDecisionView {
    fn from(decision: AppealDecision) -> Self {
        let AppealDecision { verdict, reason, at, .. } = decision;
        Self { verdict, reason, at }
    }
}

/// An appeal against the closing of an application.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AppealView {
    /// Its id.
    id: Uuid,
    /// The application.
    application_id: Uuid,
    /// Why it was closed.
    closing_reason: ClosingReason,
    /// The last day on which this could be appealed.
    #[schema(max_length = 10, example = "2026-12-11")]
    until: NaiveDate,
    /// Where the proof of the worker's word is kept; employers do not see it.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// The session in which the worker said it; `null` if the agency wrote it down.
    #[schema(required)]
    session_id: Option<Uuid>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is the worker.
    #[schema(required)]
    client_id: Option<Uuid>,
    /// What was decided; `null` while it waits.
    #[schema(required)]
    decision: Option<AppealDecisionView>,
}

impl From<(Appeal, Option<Role>)> for AppealView {
    fn from((appeal, reader): (Appeal, Option<Role>)) -> Self {
        Self {
            id: appeal.id,
            application_id: appeal.application,
            closing_reason: appeal.closing,
            until: appeal.until,
            evidence: appeal.evidence.filter(|_| reader != Some(Role::Employer)),
            session_id: appeal.session,
            recorded_at: appeal.recorded_at,
            client_id: appeal.client,
            decision: appeal.decision.map(Into::into),
        }
    }
}
