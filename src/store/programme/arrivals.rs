//! The ledger of arrivals.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, programme::arrival::Arrival},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, read_of_applications, reads_of_candidates},
        schema::arrivals as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most, day},
    },
};

/// The ledger of arrivals.
#[derive(Debug)]
pub struct Arrivals;

type Row = (
    i64,
    DbUuid,
    DbUuid,
    DbUuid,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<DbUuid>,
    DbInstant,
    Option<DbUuid>,
);

fn arrival(row: Row) -> Result<Arrival, StoreError> {
    let (n, id, candidate, application, entered, border, stay, told_by, evidence, corrects, at, by) =
        row;
    let (name, id) = ("arrivals", id.0);
    let corrupt = |error: Invalid| StoreError::CorruptRow { table: name, id, why: error.0 };
    Ok(Arrival {
        n,
        id,
        application: application.0,
        candidate: candidate.0,
        entered_on: day(name, id, &entered)?,
        border_point: border.parse().map_err(corrupt)?,
        place_of_stay: stay.parse().map_err(corrupt)?,
        told_by: told_by.parse().map_err(corrupt)?,
        evidence,
        corrects: corrects.map(|one| one.0),
        recorded_at: at.0,
        client: by.map(|client| client.0),
    })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<Arrival>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(arrival).collect()
}

read_of_applications!(Arrival);

impl Ledger for Arrivals {
    /// Its number is not read.
    type New = Arrival;
    type Entry = Arrival;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: Arrival) -> Result<(), StoreError> {
        let row = (
            table::id.eq(DbUuid(new.id)),
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::entered_on.eq(new.entered_on.to_string()),
            table::border_point.eq(new.border_point.to_string()),
            table::place_of_stay.eq(new.place_of_stay.to_string()),
            table::told_by.eq(new.told_by.as_str()),
            table::evidence.eq(new.evidence),
            table::corrects.eq(new.corrects.map(DbUuid)),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(Arrival);
}
