//! Documents on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::law::documents::SeenDocument,
    domain::{
        concepts::occupation::IscoUnit,
        law::document::{DocumentKind, WorkerDocument},
    },
};

/// A document that somebody has seen. No scan, no picture, no diagnosis.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkerDocumentInput {
    /// Its kind.
    kind: DocumentKind,
    /// The day on which it was issued.
    #[schema(max_length = 10, example = "2026-11-20")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    issued_on: NaiveDate,
    /// Its last day.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 10, example = "2027-11-19")]
    valid_until: Option<NaiveDate>,
    /// Who issued it.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "МВД по Республике Татарстан")]
    authority: String,
    /// Its number. It is hashed with a key at once, and nobody reads it again.
    #[serde(default)]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "16 № 2400001234")]
    number: Option<String>,
    /// The address where a registration registers the worker. It is hashed with a key at once, and nobody reads it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "Казань, улица Баумана, 1")]
    address: Option<String>,
    /// The region that it holds for. A patent opens work only in the region that it names: say `RU-TA` or `Республика Татарстан`.
    #[serde(default)]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Республика Татарстан")]
    region: Option<String>,
    /// The occupation that it holds for.
    #[serde(default)]
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "каменщик")]
    occupation: Option<String>,
    /// The occupation that it holds for, as a code of ISCO-08: work in another is outside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bound_isco08: Option<IscoUnit>,
    /// The employer that it holds for: work for another is outside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bound_employer_id: Option<Uuid>,
}

impl Exemplary for WorkerDocumentInput {
    fn example() -> Value {
        json!({
            "kind": "patent", "issued_on": "2026-11-20", "valid_until": "2027-11-19",
            "authority": "МВД по Республике Татарстан", "number": "16 № 2400001234", "region": "Республика Татарстан"
        })
    }
}

impl From<WorkerDocumentInput> for SeenDocument {
    fn from(input: WorkerDocumentInput) -> Self {
        let WorkerDocumentInput { kind, issued_on, valid_until, authority, .. } = input;
        let WorkerDocumentInput {
            number,
            address,
            region,
            occupation,
            bound_isco08,
            bound_employer_id,
            ..
        } = input;
        Self {
            kind,
            issued_on,
            valid_until,
            authority,
            number,
            address,
            region,
            occupation,
            bound_isco08,
            bound_employer: bound_employer_id,
        }
    }
}

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
    /// Whether the address was told. Nobody reads the address.
    has_address: bool,
    /// The region that it holds for.
    #[schema(required, max_length = 100)]
    region: Option<String>,
    /// The occupation that it holds for.
    #[schema(required, max_length = 200)]
    occupation: Option<String>,
    /// The occupation that it holds for, as a code of ISCO-08.
    #[schema(required)]
    bound_isco08: Option<IscoUnit>,
    /// The employer that it holds for.
    #[schema(required)]
    bound_employer_id: Option<Uuid>,
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
            has_address: document.address_hash.is_some(),
            region: document.region,
            occupation: document.occupation,
            bound_isco08: document.bound_isco08,
            bound_employer_id: document.bound_employer,
            recorded_at: document.recorded_at,
            client_id: document.client,
        }
    }
}
