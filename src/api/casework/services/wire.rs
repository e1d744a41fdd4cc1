//! A service of a centre as it was found.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{casework::centres::wire::ServiceBody, wire::text::Title},
    app::casework::services::Found,
    domain::{
        casework::{
            centre::{PhoneNumber, WebAddress},
            opening::{Opening, OpeningState},
        },
        values::place::Municipality,
    },
};

/// How a centre stands at the moment that was asked about.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OpeningView {
    /// Whether it is open.
    state: OpeningState,
    /// Until when it is open.
    #[schema(max_length = 35)]
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<Utc>>,
    /// When it opens next, if it is closed now and opens within three weeks.
    #[schema(max_length = 35)]
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_next: Option<DateTime<Utc>>,
}

/// Something that a centre does for people.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ServiceView {
    /// Id of the centre, as at `/v1/centres/{id}`.
    centre_id: Uuid,
    /// Name of the centre by language.
    name: Title,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Title>,
    /// The municipality of Tatarstan that it lies in, if it lies there.
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<Municipality>,
    /// Its telephones.
    #[schema(max_items = 10)]
    phones: Vec<PhoneNumber>,
    /// Its page on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<WebAddress>,
    /// What it does.
    service: ServiceBody,
    /// How far away it is as the crow flies, in kilometres, where both places are known.
    #[schema(minimum = 0, maximum = 20038, example = 3.2)]
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_km: Option<f64>,
    /// Whether it is open.
    opening: OpeningView,
    /// Whether nobody has assured for 180 days that all this is so: call before you send somebody there.
    stale: bool,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ServicesView {
    /// The services, the nearest first.
    #[schema(max_items = 100)]
    pub(super) items: Vec<ServiceView>,
}

impl From<Option<Opening>> for OpeningView {
    fn from(opening: Option<Opening>) -> Self {
        let (state, until, opens_next) = match opening {
            Some(Opening::Open { until }) => (OpeningState::Open, Some(until), None),
            Some(Opening::Closed { opens_next }) => (OpeningState::Closed, None, opens_next),
            Some(Opening::Unknown) | None => (OpeningState::Unknown, None, None),
        };
        Self { state, until, opens_next }
    }
}

impl From<Found> for ServiceView {
    fn from(found: Found) -> Self {
        let body = found.centre.body;
        Self {
            centre_id: found.centre.id.0,
            name: (&body.name).into(),
            address: body.address.as_ref().map(Into::into),
            municipality: body.municipality,
            phones: body.phones,
            url: body.url,
            service: (&found.service).into(),
            distance_km: found.distance_km.map(|km| (km * 10.0).round() / 10.0),
            opening: found.opening.into(),
            stale: found.stale,
        }
    }
}
