//! Where workers are reached, as keyed hashes, and what shows that a contact is the worker's own.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::worker_session::{ContactConfirmer, ContactWay, WorkerContact},
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::worker_contacts as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

type Row = (DbUuid, String, String, Option<DbInstant>, Option<DbInstant>, Option<String>);

fn read(row: Row) -> Result<WorkerContact, StoreError> {
    let (candidate, way, mark, first_code_at, confirmed_at, confirmed_by) = row;
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "worker_contacts",
        id: candidate.0,
        why: error.0,
    };
    let confirmer = confirmed_by.map(|by| by.parse()).transpose().map_err(corrupt)?;
    Ok(WorkerContact {
        way: way.parse().map_err(corrupt)?,
        mark,
        first_code_at: first_code_at.map(|at| at.0),
        confirmed: confirmed_at.map(|at| at.0).zip(confirmer),
    })
}

/// The contacts of a candidate.
pub fn of_candidate(
    conn: &mut DbConnection,
    candidate: Uuid,
) -> Result<Vec<WorkerContact>, StoreError> {
    let of_candidate = table::table.filter(table::candidate.eq(DbUuid(candidate)));
    let rows: Vec<Row> = of_candidate.order(table::way).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// A contact of a candidate.
pub fn find(
    conn: &mut DbConnection,
    candidate: Uuid,
    way: ContactWay,
) -> Result<Option<WorkerContact>, StoreError> {
    let row: Option<Row> =
        table::table.find((DbUuid(candidate), way.as_str())).first(conn).optional()?;
    row.map(read).transpose()
}

/// Whether another candidate is reached there too.
pub fn is_shared(conn: &mut DbConnection, candidate: Uuid, mark: &str) -> Result<bool, StoreError> {
    let others =
        table::table.filter(table::mark.eq(mark)).filter(table::candidate.ne(DbUuid(candidate)));
    Ok(others.count().get_result::<i64>(conn)? > 0)
}

/// Stores what is known of a contact, in the place of what was known before.
pub fn put(tx: &mut Tx<'_>, candidate: Uuid, contact: &WorkerContact) -> Result<(), StoreError> {
    remove(tx, candidate, contact.way)?;
    let (at, by) = told(contact.confirmed);
    let row = (
        table::candidate.eq(DbUuid(candidate)),
        table::way.eq(contact.way.as_str()),
        table::mark.eq(&contact.mark),
        table::first_code_at.eq(contact.first_code_at.map(DbInstant)),
        table::confirmed_at.eq(at.map(DbInstant)),
        table::confirmed_by.eq(by),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

fn told(
    confirmed: Option<(DateTime<Utc>, ContactConfirmer)>,
) -> (Option<DateTime<Utc>>, Option<&'static str>) {
    confirmed.map(|(at, by)| (at, by.as_str())).unzip()
}

/// Removes a contact.
pub fn remove(tx: &mut Tx<'_>, candidate: Uuid, way: ContactWay) -> Result<(), StoreError> {
    let of_way = table::table
        .filter(table::candidate.eq(DbUuid(candidate)))
        .filter(table::way.eq(way.as_str()));
    diesel::delete(of_way).execute(tx.conn())?;
    Ok(())
}
