//! Legal holds on the wire.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    trust::legal_hold::{LegalHold, LegalHoldEntry, LegalHoldState},
    values::text::ExternalRef,
};

/// An entry in the ledger of legal holds.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LegalHoldView {
    /// The matter.
    #[schema(max_length = 128)]
    matter: ExternalRef,
    /// How its hold stands.
    state: LegalHoldState,
    /// Why it was set or lifted.
    #[schema(max_length = 500)]
    reason: String,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<LegalHoldEntry> for LegalHoldView {
    fn from(LegalHoldEntry { hold, recorded_at, client, .. }: LegalHoldEntry) -> Self {
        let LegalHold { matter, state, reason } = hold;
        Self { matter, state, reason, recorded_at, client_id: client }
    }
}
