//! What is told of the work on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{casework::complaints::filing::ComplaintReceiptView, http::decode::Exemplary},
    app::programme::employment::{NewEmploymentEntry, ToldOfWork},
    domain::programme::employment::{EmploymentEntry, EmploymentKind, PayMonth},
};

/// What somebody tells of the work.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct EmploymentEntryInput {
    /// What is told.
    kind: EmploymentKind,
    /// The day, of a `first_day` or a `notice`.
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(max_length = 10, example = "2026-11-24")]
    day: Option<NaiveDate>,
    /// The month, of a `check_in`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    month: Option<PayMonth>,
    /// Whether that month was paid in full, of a `check_in`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paid_in_full: Option<bool>,
}

impl Exemplary for EmploymentEntryInput {
    fn example() -> Value {
        json!({"kind": "check_in", "month": "2026-11", "paid_in_full": true})
    }
}

impl From<EmploymentEntryInput> for NewEmploymentEntry {
    fn from(input: EmploymentEntryInput) -> Self {
        let EmploymentEntryInput { kind, day, month, paid_in_full } = input;
        Self { kind, day, month, paid_in_full }
    }
}

/// What was told of the work.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EmploymentEntryView {
    /// Its id.
    id: Uuid,
    /// The application.
    application_id: Uuid,
    /// What was told.
    kind: EmploymentKind,
    /// The day, of a `first_day` or a `notice`.
    #[schema(required, max_length = 10, example = "2026-11-24")]
    day: Option<NaiveDate>,
    /// The month, of a `check_in`.
    #[schema(required)]
    month: Option<PayMonth>,
    /// Whether that month was paid in full, of a `check_in`.
    #[schema(required)]
    paid_in_full: Option<bool>,
    /// The session in which the worker said it; `null` if the employer told it.
    #[schema(required)]
    session_id: Option<Uuid>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is the worker.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<EmploymentEntry> for EmploymentEntryView {
    fn from(entry: EmploymentEntry) -> Self {
        Self {
            id: entry.id,
            application_id: entry.application,
            kind: entry.kind,
            day: entry.day,
            month: entry.month,
            paid_in_full: entry.paid_in_full,
            session_id: entry.session,
            recorded_at: entry.recorded_at,
            client_id: entry.client,
        }
    }
}

/// What was told of the work, and the case that this opened.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EmploymentReceiptView {
    /// What was told.
    entry: EmploymentEntryView,
    /// The case, with a code and a PIN to come back to it, told once; left out where none was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<ComplaintReceiptView>,
}

impl From<ToldOfWork> for EmploymentReceiptView {
    fn from(told: ToldOfWork) -> Self {
        Self { entry: told.entry.into(), case: told.case.map(Into::into) }
    }
}
