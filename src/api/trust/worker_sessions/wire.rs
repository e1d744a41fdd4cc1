//! Sessions of workers on the wire. No contact is ever in them, and a code only where it is handed over.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::trust::own_channel::beginning::{BegunSession, NewSession},
    domain::{
        access::worker::WorkerAct,
        resource::id::Id,
        trust::worker_session::{
            CodeDelivery, ContactConfirmer, ContactWay, OwnChannel, SPEAKS, WorkerCode,
            WorkerContact, WorkerSession,
        },
        values::language::Lang,
    },
};

/// For whom a session begins, and for what.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkerSessionInput {
    /// The candidate that the worker is.
    candidate_id: Uuid,
    /// What the code is for.
    act: WorkerAct,
    /// The record that it is for: an offer, a contract or an application of this candidate.
    record_id: Uuid,
    /// How the worker is reached.
    channel: OwnChannel,
    /// The language in which the worker reads.
    language: Lang,
}

impl Exemplary for WorkerSessionInput {
    fn example() -> Value {
        json!({
            "candidate_id": "0198c0de-0000-7000-8000-000000000002", "act": "answer_offer",
            "record_id": "0198c0de-0000-7000-8000-000000000007", "channel": "sms", "language": "uz-Latn"
        })
    }
}

impl From<WorkerSessionInput> for NewSession {
    fn from(input: WorkerSessionInput) -> Self {
        let WorkerSessionInput { candidate_id, act, record_id, channel, language } = input;
        Self { candidate: Id::new(candidate_id), act, record: record_id, channel, language }
    }
}

/// A session of a worker.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkerSessionView {
    /// Its id.
    id: Uuid,
    /// The candidate that the worker is.
    candidate_id: Uuid,
    /// What the code is for.
    act: WorkerAct,
    /// The record that it is for.
    record_id: Uuid,
    /// How the worker is reached.
    channel: OwnChannel,
    /// How far the code has come.
    delivery: CodeDelivery,
    /// When it began.
    #[schema(max_length = 35)]
    begun_at: DateTime<Utc>,
    /// Until when the code is taken.
    #[schema(max_length = 35)]
    expires_at: DateTime<Utc>,
    /// When the code was shown; `null` while it was not.
    #[schema(required, max_length = 35)]
    opened_at: Option<DateTime<Utc>>,
    /// When the act was done; `null` while it was not.
    #[schema(required, max_length = 35)]
    used_at: Option<DateTime<Utc>>,
    /// The code, for staff to hand over: told once, and only where the worker is reached in person.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<WorkerCode>,
}

impl From<WorkerSession> for WorkerSessionView {
    fn from(session: WorkerSession) -> Self {
        Self {
            id: session.id,
            candidate_id: session.candidate,
            act: session.act,
            record_id: session.record,
            channel: session.channel,
            delivery: session.delivery,
            begun_at: session.begun_at,
            expires_at: session.expires_at,
            opened_at: session.opened_at,
            used_at: session.used_at,
            code: None,
        }
    }
}

impl From<BegunSession> for WorkerSessionView {
    fn from(BegunSession { session, code }: BegunSession) -> Self {
        Self { code, ..session.into() }
    }
}

/// The code that the worker was sent.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkerCodeInput {
    /// The code. Blanks and dashes in it do not matter.
    pub(super) code: WorkerCode,
}

impl Exemplary for WorkerCodeInput {
    fn example() -> Value {
        json!({"code": "40281736"})
    }
}

/// The token of a worker.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkerTokenView {
    /// The token, for `Authorization: Bearer`.
    #[schema(max_length = 2000, pattern = "^[A-Za-z0-9._-]+$")]
    access_token: String,
    /// Its type.
    #[schema(max_length = 6, example = "Bearer")]
    token_type: &'static str,
    /// For how many seconds it holds.
    #[schema(minimum = 0, maximum = 1800, example = 1800)]
    expires_in: i64,
    /// The candidate that the worker is.
    candidate_id: Uuid,
    /// The one thing that the worker may do with it, once.
    act: WorkerAct,
    /// The record that this is about.
    record_id: Uuid,
}

impl WorkerTokenView {
    /// The token of a session that is open.
    pub(super) fn of(session: &WorkerSession, access_token: String) -> Self {
        Self {
            access_token,
            token_type: "Bearer",
            expires_in: SPEAKS.num_seconds(),
            candidate_id: session.candidate,
            act: session.act,
            record_id: session.record,
        }
    }
}

/// Which contact of a worker is confirmed.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ContactConfirmationInput {
    /// What it is.
    pub(super) way: ContactWay,
}

impl Exemplary for ContactConfirmationInput {
    fn example() -> Value {
        json!({"way": "phone"})
    }
}

/// A contact that is confirmed. What it is is not told.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ContactConfirmationView {
    /// What it is.
    way: ContactWay,
    /// When it was confirmed.
    #[schema(required, max_length = 35)]
    confirmed_at: Option<DateTime<Utc>>,
    /// What has confirmed it.
    #[schema(required)]
    confirmed_by: Option<ContactConfirmer>,
}

impl From<WorkerContact> for ContactConfirmationView {
    fn from(contact: WorkerContact) -> Self {
        let (confirmed_at, confirmed_by) = contact.confirmed.unzip();
        Self { way: contact.way, confirmed_at, confirmed_by }
    }
}
