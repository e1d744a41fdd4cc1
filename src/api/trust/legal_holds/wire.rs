//! Legal holds on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    domain::{
        trust::legal_hold::{LegalHold, LegalHoldEntry, LegalHoldState},
        values::text::ExternalRef,
    },
};

/// How a hold stands from now on.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct LegalHoldInput {
    /// The matter, as the operator calls it. Not a name, and not a document's number.
    matter: ExternalRef,
    /// Whether it is set or lifted.
    state: LegalHoldState,
    /// Why.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "inquiry of the labour inspectorate")]
    reason: String,
}

impl Exemplary for LegalHoldInput {
    fn example() -> Value {
        json!({"matter": "A65-1234/2026", "state": "set", "reason": "inquiry of the labour inspectorate"})
    }
}

impl From<LegalHoldInput> for LegalHold {
    fn from(LegalHoldInput { matter, state, reason }: LegalHoldInput) -> Self {
        Self { matter, state, reason }
    }
}

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
