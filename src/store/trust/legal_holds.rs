//! The ledger of legal holds: the newest entry of a matter says how its hold stands.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::legal_hold::{LegalHold, LegalHoldEntry, LegalHoldState},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::legal_holds as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The ledger of legal holds.
#[derive(Debug)]
pub struct LegalHolds;

type Query<'q> = table::BoxedQuery<'q, DbMulti>;
type Row = (i64, DbUuid, String, String, String, DbInstant, Option<DbUuid>);

fn entry(
    (n, candidate, matter, state, reason, at, client): Row,
) -> Result<LegalHoldEntry, StoreError> {
    let id = candidate.0;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "legal_holds", id, why: error.0 };
    let hold = LegalHold {
        matter: matter.parse().map_err(corrupt)?,
        state: state.parse().map_err(corrupt)?,
        reason,
    };
    let client = client.map(|client| client.0);
    Ok(LegalHoldEntry { n, candidate: id, hold, recorded_at: at.0, client })
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<LegalHoldEntry>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(entry).collect()
}

/// The newest entry about a candidate in a matter.
pub fn newest(
    conn: &mut DbConnection,
    candidate: Uuid,
    matter: &str,
) -> Result<Option<LegalHoldEntry>, StoreError> {
    let of_matter = table::table
        .filter(table::candidate.eq(DbUuid(candidate)))
        .filter(table::matter.eq(matter.to_owned()))
        .into_boxed::<DbMulti>();
    Ok(load(conn, of_matter.order(table::n.desc()).limit(1))?.pop())
}

/// Whether a hold on a record is open.
pub fn is_held(conn: &mut DbConnection, record: Uuid) -> Result<bool, StoreError> {
    let rows: Vec<(String, String)> = table::table
        .filter(table::candidate.eq(DbUuid(record)))
        .order(table::n)
        .select((table::matter, table::state))
        .load(conn)?;
    let newest: HashMap<String, String> = rows.into_iter().collect();
    Ok(newest.values().any(|state| state == LegalHoldState::Set.as_str()))
}

impl Ledger for LegalHolds {
    /// Its number is not read.
    type New = LegalHoldEntry;
    type Entry = LegalHoldEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: LegalHoldEntry) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::matter.eq(new.hold.matter.as_str().to_owned()),
            table::state.eq(new.hold.state.as_str()),
            table::reason.eq(new.hold.reason),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(LegalHoldEntry);
}
