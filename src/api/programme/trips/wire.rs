//! Trips on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
    },
    app::{App, programme::trips::Boarding, resource::visible::Visible},
    domain::{
        FieldError,
        programme::trip::{SeatState, TripBody, TripSeat, TripStatus},
        resource::{Record, id::Id},
        values::{
            place::{HomeRegion, Municipality},
            text::ExternalRef,
        },
    },
};

/// From where to where an agency takes people, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TripInput {
    /// The agency's own reference, unique among its trips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// The job order for whose workers it is, if it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_order_id: Option<Uuid>,
    /// The day on which it sets out.
    #[schema(max_length = 10, example = "2027-02-25")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub departs_on: NaiveDate,
    /// The region where it begins.
    pub from: HomeRegion,
    /// The municipality where it ends (ОКТМО).
    pub to: Municipality,
    /// Who carries.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Uzbekistan Airways HY 683")]
    pub carrier: String,
    /// How many it takes.
    #[validate(range(min = 1, max = 1_000))]
    #[schema(minimum = 1, maximum = 1_000, example = 30)]
    pub seats: u32,
}

impl Exemplary for TripInput {
    fn example() -> Value {
        json!({
            "external_ref": "TRIP-0042", "departs_on": "2027-02-25", "from": "UZ-SA", "to": "92701000",
            "carrier": "Uzbekistan Airways HY 683", "seats": 30
        })
    }
}

/// For whom a seat is to be kept.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SeatInput {
    /// An application whose contract is signed, of a candidate of the agency.
    pub application_id: Uuid,
}

impl Exemplary for SeatInput {
    fn example() -> Value {
        json!({"application_id": "0198c0de-0000-7000-8000-000000000006"})
    }
}

/// Who set out on a trip, and who did not: together everybody with a seat.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct BoardingInput {
    /// The applications of those who set out.
    #[validate(length(max = 1_000))]
    #[schema(max_items = 1_000)]
    pub boarded: Vec<Uuid>,
    /// The applications of those who did not.
    #[serde(default)]
    #[validate(length(max = 1_000))]
    #[schema(max_items = 1_000)]
    pub missed: Vec<Uuid>,
}

impl Exemplary for BoardingInput {
    fn example() -> Value {
        json!({"boarded": ["0198c0de-0000-7000-8000-000000000006"], "missed": []})
    }
}

impl From<BoardingInput> for Boarding {
    fn from(input: BoardingInput) -> Self {
        let BoardingInput { boarded, missed } = input;
        Self { boarded, missed }
    }
}

/// A seat on a trip.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TripSeatView {
    /// The trip.
    trip_id: Uuid,
    /// Whose application it is for.
    application_id: Uuid,
    /// Who that is.
    candidate_id: Uuid,
    /// What became of it.
    state: SeatState,
    /// When it was given.
    #[schema(max_length = 35)]
    seated_at: DateTime<Utc>,
}

impl From<TripSeat> for TripSeatView {
    fn from(seat: TripSeat) -> Self {
        Self {
            trip_id: seat.trip.0,
            application_id: seat.application.0,
            candidate_id: seat.candidate.0,
            state: seat.state,
            seated_at: seat.seated_at,
        }
    }
}

/// A trip.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TripView {
    #[serde(flatten)]
    pub head: Head<TripStatus>,
    /// The agency.
    pub agency_id: Uuid,
    #[serde(flatten)]
    pub input: TripInput,
}

impl Viewed for TripBody {
    type View = TripView;
    const PATH: &'static str = "/v1/trips";

    fn view(seen: &Visible<Self>) -> TripView {
        let record = &seen.record;
        TripView { head: Head::of(seen), agency_id: record.owner, input: Self::input(record) }
    }
}

impl Wire for TripBody {
    type Input = TripInput;

    fn input(record: &Record<Self>) -> TripInput {
        let body = &record.body;
        TripInput {
            external_ref: record.external_ref.clone(),
            job_order_id: body.order.map(|order| order.0),
            departs_on: body.departs_on,
            from: body.from.clone(),
            to: body.to.clone(),
            carrier: body.carrier.clone(),
            seats: body.seats,
        }
    }

    fn accept(
        input: TripInput,
        _app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let TripInput { external_ref, job_order_id, departs_on, from, to, carrier, seats } = input;
        let order = job_order_id.map(Id::new);
        Ok((external_ref, Self { order, departs_on, from, to, carrier, seats }))
    }
}
