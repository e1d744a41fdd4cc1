//! The ledger of what happened to workers.

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::law::duty::WorkerEvent,
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::worker_events as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of events.
#[derive(Debug)]
pub struct WorkerEvents;

type Row = (
    i64,
    DbUuid,
    DbUuid,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<DbUuid>,
    DbInstant,
    Option<DbUuid>,
);

fn event(row: Row) -> Result<WorkerEvent, StoreError> {
    let (n, id, candidate, name, on, citizenship, route, corrects, recorded_at, client) = row;
    Ok(WorkerEvent {
        n,
        id: id.0,
        candidate: candidate.0,
        name,
        on: day("worker_events", id.0, &on)?,
        citizenship,
        route,
        corrects: corrects.map(|one| one.0),
        recorded_at: recorded_at.0,
        client: client.map(|client| client.0),
    })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<WorkerEvent>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(event).collect()
}

/// An event of a candidate by its id.
pub fn find(
    conn: &mut DbConnection,
    candidate: Uuid,
    id: Uuid,
) -> Result<Option<WorkerEvent>, StoreError> {
    let of = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    Ok(load(conn, of.filter(table::id.eq(DbUuid(id))).into_boxed())?.pop())
}

/// Events of whomever with ids after one, in the order of their ids, without those that others correct; and the last id that
/// was looked at, if there may be more.
pub fn standing(
    conn: &mut DbConnection,
    after: Option<Uuid>,
    limit: usize,
) -> Result<(Vec<WorkerEvent>, Option<Uuid>), StoreError> {
    let later = table::table.filter(table::id.gt(DbUuid(after.unwrap_or(Uuid::nil()))));
    let page = load(conn, later.order(table::id).limit(at_most(limit)).into_boxed())?;
    let ids: Vec<DbUuid> = page.iter().map(|one| DbUuid(one.id)).collect();
    let corrected: Vec<Option<DbUuid>> =
        table::table.filter(table::corrects.eq_any(ids)).select(table::corrects).load(conn)?;
    let corrected: HashSet<Uuid> = corrected.into_iter().flatten().map(|id| id.0).collect();
    let last = page.last().map(|one| one.id).filter(|_| page.len() == limit);
    Ok((page.into_iter().filter(|one| !corrected.contains(&one.id)).collect(), last))
}

impl Ledger for WorkerEvents {
    /// Its number is not read.
    type New = WorkerEvent;
    type Entry = WorkerEvent;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: WorkerEvent) -> Result<(), StoreError> {
        let row = (
            table::id.eq(DbUuid(new.id)),
            table::candidate.eq(DbUuid(new.candidate)),
            table::event.eq(new.name),
            table::event_on.eq(new.on.to_string()),
            table::citizenship.eq(new.citizenship),
            table::route.eq(new.route),
            table::corrects.eq(new.corrects.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(WorkerEvent);
}
