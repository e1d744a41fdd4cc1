//! Trips: an agency gives seats to those whose contract is signed, and tells who set out.

pub(crate) mod wire;

use actix_web::{http::StatusCode, web::Path};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        programme::trips::wire::{BoardingInput, SeatInput, TripSeatView, TripView},
        request::context::{Answer, Context},
        resource::{
            history::ReadHistoryQuery,
            list::{self, PageQuery},
            page::{Page, newest_first},
            routes::{ListQuery, Records},
            viewed::{Viewed, rendered},
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    app::{AppError, resource::Filter},
    domain::{
        access::scope::Scope,
        programme::trip::{TripBody, TripSeat, TripStatus},
        resource::{RecordKind, id::Id},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListTripsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<TripStatus>>)]
    status: Option<String>,
    /// Of this agency.
    agency_id: Option<Uuid>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What does not pass the other filters any more is not told:
    /// leave them out to hear of it.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListQuery for ListTripsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<TripStatus>("status", self.status.as_deref())?;
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            owner: self.agency_id,
            references: list::references(self.external_ref)?,
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

const READ: Access = Access::Scope(Scope::ApplicationsRead);
const WRITE: Access = Access::Scope(Scope::ApplicationsWrite);

/// The routes of trips.
pub(in crate::api) fn routes() -> Group {
    Records::<TripBody>::new("a trip", "Trips of those who set out, with their seats")
        .list::<ListTripsQuery>("Agencies see their own, operators all.")
        .create("An agency plans a trip. It begins as `planned`, while seats are given.")
        .get("Its agency reads it, and operators.")
        .replace()
        .update(json!({"seats": 40}))
        .transition(
            "`boarded → arrived → closed` by the agency, and `planned → closed` where a trip is given up: whoever had a seat \
             has missed it. `boarded` follows from what is told of the boarding.",
            json!({"to": "arrived"}),
        )
        .also(seats_route())
        .also(seat_route())
        .also(unseat_route())
        .also(board_route())
        .history()
        .group()
}

fn path(rest: &str) -> String {
    format!("{}/{{id}}/{rest}", TripBody::PATH)
}

fn seats_route() -> Route {
    Route::get(path("seats"), READ)
        .says(
            "list_trip_seats",
            "List the seats of a trip",
            "For whom a seat is kept, who set out, and who did not.",
        )
        .id("id", "Id of the trip")
        .query::<ReadHistoryQuery>()
        .page::<Page<TripSeatView>>("A page, newest first")
        .to(list_seats)
}

fn seat_route() -> Route {
    Route::post(path("seats"), WRITE)
        .says(
            "give_trip_seat",
            "Keep a seat on a trip for somebody",
            "The agency keeps a seat for a candidate of its own whose contract is signed. Nobody has two. The planned \
             departure is the day of the trip from then on, and the check `travel` passes.",
        )
        .id("id", "Id of the trip")
        .body::<SeatInput>()
        .json::<TripSeatView>(201, "The seat")
        .problems(&[404, 409])
        .to(give_seat)
}

fn unseat_route() -> Route {
    Route::delete(path("seats/{application_id}"), WRITE)
        .says("take_trip_seat", "Take a seat back", "While nobody has set out on it.")
        .id("id", "Id of the trip")
        .id("application_id", "Id of the application")
        .answers(204, "Taken back")
        .problems(&[404])
        .to(take_seat)
}

fn board_route() -> Route {
    Route::post(path("boardings"), WRITE)
        .says(
            "board_trip",
            "Tell who set out on a trip",
            "The agency tells of everybody with a seat whether they set out: `boarded` and `missed` together are all of them. \
             Whoever boards is `departed`, which needs the gate `for_departure` to be open; if it is shut for one, nobody \
             boards, and the refusal says for whom and why. Who missed the trip may be given a seat on another.",
        )
        .id("id", "Id of the trip")
        .body::<BoardingInput>()
        .json::<TripView>(200, "The trip as it now is")
        .with(&[ETAG])
        .problems(&[404, 409])
        .to(board)
}

async fn list_seats(context: Context) -> Answer {
    let id = context.id::<TripBody>()?;
    let ReadHistoryQuery { limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().seats(&context.actor, id, before, limit)?)
    };
    newest_first::<TripSeat, TripSeatView>(context, (limit, cursor), read, |one| one.application.0)
        .await
}

async fn give_seat(context: Context, body: Body) -> Answer {
    let id = context.id::<TripBody>()?;
    context
        .run_write(move |context| {
            let SeatInput { application_id } = body.json()?;
            let seat = context.app().seat(&context.actor, id, Id::new(application_id))?;
            Reply::json(StatusCode::CREATED, &TripSeatView::from(seat))
        })
        .await
}

async fn take_seat(context: Context, path: Path<(String, String)>) -> Answer {
    let id = context.id::<TripBody>()?;
    let application = Uuid::parse_str(&path.1);
    let application = application.map_err(|_| AppError::NoSuch(RecordKind::Application))?;
    context
        .run_write(move |context| {
            context.app().unseat(&context.actor, id, Id::new(application))?;
            Ok::<_, ApiError>(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

async fn board(context: Context, body: Body) -> Answer {
    let id = context.id::<TripBody>()?;
    context
        .run_write(move |context| {
            let boarding = body.json::<BoardingInput>()?.into();
            let trip = context.app().board(&context.actor, id, boarding)?;
            rendered(StatusCode::OK, &trip)
        })
        .await
}
