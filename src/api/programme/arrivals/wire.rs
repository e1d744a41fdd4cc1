//! Arrivals on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::programme::arrivals::NewArrival,
    domain::{
        access::scope::Role,
        programme::arrival::{Arrival, ArrivalTeller, BorderPoint},
        values::place::Municipality,
    },
};

/// An arrival as somebody tells of it.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ArrivalInput {
    /// The day of the entry into the country.
    #[schema(max_length = 10, example = "2026-11-24")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    entered_on: NaiveDate,
    /// Where.
    border_point: BorderPoint,
    /// The municipality where the worker stays (ОКТМО).
    place_of_stay: Municipality,
    /// Where the proof of the worker's word is kept; employers leave it out. Not a name, and not a document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "recording 2026-11-24/19")]
    evidence: Option<String>,
    /// The id of the entry that was told wrongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corrects: Option<Uuid>,
}

impl Exemplary for ArrivalInput {
    fn example() -> Value {
        json!({
            "entered_on": "2026-11-24", "border_point": "RUKZN", "place_of_stay": "92701000", "evidence": "recording 2026-11-24/19"
        })
    }
}

impl From<ArrivalInput> for NewArrival {
    fn from(input: ArrivalInput) -> Self {
        let ArrivalInput { entered_on, border_point, place_of_stay, evidence, corrects } = input;
        Self { entered_on, border_point, place_of_stay, evidence, corrects }
    }
}

/// What was told of an arrival.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ArrivalView {
    /// Its id.
    id: Uuid,
    /// The day of the entry into the country.
    #[schema(max_length = 10, example = "2026-11-24")]
    entered_on: NaiveDate,
    /// Where.
    border_point: BorderPoint,
    /// The municipality where the worker stays.
    place_of_stay: Municipality,
    /// Whose word it is.
    told_by: ArrivalTeller,
    /// Where the proof of the worker's word is kept; employers do not see it.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    /// The id of the entry that it corrects.
    #[schema(required)]
    corrects: Option<Uuid>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<(Arrival, Option<Role>)> for ArrivalView {
    fn from((arrival, reader): (Arrival, Option<Role>)) -> Self {
        Self {
            id: arrival.id,
            entered_on: arrival.entered_on,
            border_point: arrival.border_point,
            place_of_stay: arrival.place_of_stay,
            told_by: arrival.told_by,
            evidence: arrival.evidence.filter(|_| reader != Some(Role::Employer)),
            corrects: arrival.corrects,
            recorded_at: arrival.recorded_at,
            client_id: arrival.client,
        }
    }
}
