//! Documents on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::law::document::{DocumentKind, WorkerDocument};

/// A document of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkerDocumentView {
    /// Its kind.
    kind: DocumentKind,
    /// The day on which it was issued.
    #[schema(max_length = 10, example = "2026-11-20")]
    issued_on: NaiveDate,
    /// Its last day; `null` if it has none.
    #[schema(required, max_length = 10)]
    valid_until: Option<NaiveDate>,
    /// Whether it holds today.
    valid: bool,
    /// Who issued it.
    #[schema(max_length = 200)]
    authority: String,
    /// Whether its number was told. Nobody reads the number.
    has_number: bool,
    /// The region that it holds for.
    #[schema(required, max_length = 100)]
    region: Option<String>,
    /// The occupation that it holds for.
    #[schema(required, max_length = 200)]
    occupation: Option<String>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<(WorkerDocument, NaiveDate)> for WorkerDocumentView {
    fn from((document, today): (WorkerDocument, NaiveDate)) -> Self {
        Self {
            valid: document.holds_on(today),
            kind: document.kind,
            issued_on: document.issued_on,
            valid_until: document.valid_until,
            authority: document.authority,
            has_number: document.number_hash.is_some(),
            region: document.region,
            occupation: document.occupation,
            recorded_at: document.recorded_at,
            client_id: document.client,
        }
    }
}
