//! Seats on trips. The database gives no more than a trip has, and none twice.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        programme::{
            application::ApplicationId,
            trip::{SeatState, TripId, TripSeat},
        },
        resource::id::Id,
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::trip_seats as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

type Row = (DbUuid, DbUuid, DbUuid, String, DbInstant);

fn seat((trip, application, candidate, state, at): Row) -> Result<TripSeat, StoreError> {
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "trip_seats",
        id: application.0,
        why: error.0,
    };
    Ok(TripSeat {
        trip: Id::new(trip.0),
        application: Id::new(application.0),
        candidate: Id::new(candidate.0),
        state: state.parse().map_err(corrupt)?,
        seated_at: at.0,
    })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<TripSeat>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(seat).collect()
}

/// The seats of a trip, by the ids of the applications from the newest, before one of them.
pub fn of_trip(
    conn: &mut DbConnection,
    trip: TripId,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<TripSeat>, StoreError> {
    let mut of = table::table.filter(table::trip.eq(DbUuid(trip.0))).into_boxed::<DbMulti>();
    if let Some(before) = before {
        of = of.filter(table::application.lt(DbUuid(before)));
    }
    load(conn, of.order(table::application.desc()).limit(at_most(limit)))
}

/// The seat of an application, unless its trip set out without it.
pub fn of_application(
    conn: &mut DbConnection,
    application: ApplicationId,
) -> Result<Option<TripSeat>, StoreError> {
    let of = table::table
        .filter(table::application.eq(DbUuid(application.0)))
        .filter(table::state.ne(SeatState::Missed.as_str()));
    Ok(load(conn, of.into_boxed::<DbMulti>())?.pop())
}

/// Every seat that somebody had, oldest first.
pub fn of_candidate(conn: &mut DbConnection, candidate: Uuid) -> Result<Vec<TripSeat>, StoreError> {
    let of = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    load(conn, of.into_boxed::<DbMulti>().order((table::seated_at, table::trip)))
}

/// Gives a seat, also to whom the trip once missed.
pub fn give(tx: &mut Tx<'_>, seat: &TripSeat) -> Result<(), StoreError> {
    take(tx, seat.trip, seat.application)?;
    let row = (
        table::trip.eq(DbUuid(seat.trip.0)),
        table::application.eq(DbUuid(seat.application.0)),
        table::candidate.eq(DbUuid(seat.candidate.0)),
        table::state.eq(seat.state.as_str()),
        table::seated_at.eq(DbInstant(seat.seated_at)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Takes a seat back on which nobody has set out. Returns whether there was one.
pub fn take(tx: &mut Tx<'_>, trip: TripId, application: ApplicationId) -> Result<bool, StoreError> {
    let there = table::table
        .filter(table::trip.eq(DbUuid(trip.0)))
        .filter(table::application.eq(DbUuid(application.0)))
        .filter(table::state.ne(SeatState::Boarded.as_str()));
    Ok(diesel::delete(there).execute(tx.conn())? > 0)
}

/// Notes what became of a seat that was kept.
pub fn became(
    tx: &mut Tx<'_>,
    (trip, application): (TripId, ApplicationId),
    state: SeatState,
) -> Result<(), StoreError> {
    let there = table::table
        .filter(table::trip.eq(DbUuid(trip.0)))
        .filter(table::application.eq(DbUuid(application.0)));
    diesel::update(there).set(table::state.eq(state.as_str())).execute(tx.conn())?;
    Ok(())
}
