//! The channel of whoever complained, on the wire. Code and PIN stand in bodies, so that no address holds them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        casework::complaints::wire::{
            CaseClockView, ComplaintMessageView, RemedyBody, clocks, waited_hours,
        },
        http::decode::Exemplary,
    },
    app::casework::complaints::own_channel::OwnCase,
    domain::casework::{
        case_code::{CaseCode, CasePin},
        complaint::{ComplainantMove, ComplaintStatus, ComplaintTopic, WorkerAgrees},
    },
};

/// Which case.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OwnCaseInput {
    /// The code of the case.
    pub code: CaseCode,
    /// Its PIN.
    pub pin: CasePin,
}

impl Exemplary for OwnCaseInput {
    fn example() -> Value {
        json!({"code": "7K3M-9QX2-TB41-0RWC-V5HD-8EJA-64", "pin": "402817"})
    }
}

/// What whoever complained writes.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OwnMessageInput {
    /// The code of the case.
    pub code: CaseCode,
    /// Its PIN.
    pub pin: CasePin,
    /// What to say.
    #[validate(length(min = 1))]
    #[schema(min_length = 1, max_length = 10000, example = "Сегодня заплатили половину.")]
    pub text: String,
}

impl Exemplary for OwnMessageInput {
    fn example() -> Value {
        json!({
            "code": "7K3M-9QX2-TB41-0RWC-V5HD-8EJA-64", "pin": "402817", "text": "Сегодня заплатили половину."
        })
    }
}

/// What whoever complained wants to become of it.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OwnTransitionInput {
    /// The code of the case.
    pub code: CaseCode,
    /// Its PIN.
    pub pin: CasePin,
    /// The new state.
    pub to: ComplainantMove,
}

impl Exemplary for OwnTransitionInput {
    fn example() -> Value {
        json!({"code": "7K3M-9QX2-TB41-0RWC-V5HD-8EJA-64", "pin": "402817", "to": "withdrawn"})
    }
}

/// A case as whoever complained sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OwnCaseView {
    /// Its state.
    status: ComplaintStatus,
    /// What it is about.
    topic: ComplaintTopic,
    /// When it came.
    #[schema(max_length = 35)]
    received_at: DateTime<Utc>,
    /// By when what must have happened.
    #[schema(max_items = 4)]
    clocks: Vec<CaseClockView>,
    /// Whether an answer is waited for, which lets the clocks stand for a time.
    waiting_for_you: bool,
    /// For how many whole hours an answer was waited for before.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    waited_hours: i64,
    /// Whether it was taken back and stays open as an observation, since it is grave.
    is_observation: bool,
    /// What was said, oldest first.
    #[schema(max_items = 500)]
    messages: Vec<ComplaintMessageView>,
    /// What came of it; left out until that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    outcome: Option<String>,
    /// What was put right; left out until that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<RemedyBody>,
    /// Whether you agree, as it was written down; left out until that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    worker_agrees: Option<WorkerAgrees>,
}

impl From<OwnCase> for OwnCaseView {
    fn from(OwnCase { complaint, messages, outcome, now }: OwnCase) -> Self {
        let body = complaint.body;
        let ending = body.outcome.as_ref();
        Self {
            status: complaint.status,
            topic: body.topic,
            received_at: complaint.created_at,
            clocks: clocks(&body.clock, now),
            waiting_for_you: body.clock.paused_at.is_some(),
            waited_hours: waited_hours(&body.clock),
            is_observation: body.observed_since.is_some(),
            messages: messages.into_iter().map(Into::into).collect(),
            outcome,
            remedy: ending.map(|one| one.remedy.into()),
            worker_agrees: ending.map(|one| one.worker_agrees),
        }
    }
}
