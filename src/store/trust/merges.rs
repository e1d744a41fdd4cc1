//! The ledger of merges: the newest entry about a candidate says whether another stands for it.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::merge::{MergeEntry, MergeState},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, reads_of_candidates},
        schema::candidate_merges as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The ledger of merges.
#[derive(Debug)]
pub struct Merges;

type Query<'q> = table::BoxedQuery<'q, DbMulti>;
type Row = (i64, DbUuid, DbUuid, String, String, String, DbInstant, Option<DbUuid>);

fn entry(
    (n, candidate, survivor, state, status, reason, at, client): Row,
) -> Result<MergeEntry, StoreError> {
    let id = candidate.0;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "candidate_merges", id, why: error.0 };
    Ok(MergeEntry {
        n,
        candidate: id,
        survivor: Some(survivor.0),
        state: state.parse().map_err(corrupt)?,
        status_before: status.parse().map_err(corrupt)?,
        reason,
        recorded_at: at.0,
        client: client.map(|client| client.0),
    })
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<MergeEntry>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(entry).collect()
}

/// The newest entry about a candidate.
pub fn newest(conn: &mut DbConnection, candidate: Uuid) -> Result<Option<MergeEntry>, StoreError> {
    let of_candidate =
        table::table.filter(table::candidate.eq(DbUuid(candidate))).into_boxed::<DbMulti>();
    Ok(load(conn, of_candidate.order(table::n.desc()).limit(1))?.pop())
}

/// Whether a candidate stands for another.
pub fn stands_for_another(conn: &mut DbConnection, survivor: Uuid) -> Result<bool, StoreError> {
    let ever: Vec<DbUuid> = table::table
        .filter(table::survivor.eq(DbUuid(survivor)))
        .select(table::candidate)
        .distinct()
        .load(conn)?;
    let rows: Vec<(DbUuid, DbUuid, String)> = table::table
        .filter(table::candidate.eq_any(ever))
        .order(table::n)
        .select((table::candidate, table::survivor, table::state))
        .load(conn)?;
    let newest: HashMap<Uuid, (Uuid, String)> =
        rows.into_iter().map(|(candidate, into, state)| (candidate.0, (into.0, state))).collect();
    let stands =
        |(into, state): &(Uuid, String)| *into == survivor && state == MergeState::Merged.as_str();
    Ok(newest.values().any(stands))
}

impl Ledger for Merges {
    /// Its number is not read.
    type New = MergeEntry;
    type Entry = MergeEntry;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: MergeEntry) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::survivor.eq(DbUuid(new.survivor.unwrap_or_default())),
            table::state.eq(new.state.as_str()),
            table::status_before.eq(new.status_before.as_str()),
            table::reason.eq(new.reason),
            table::recorded_at.eq(DbInstant(new.recorded_at)),
            table::recorded_by.eq(new.client.map(DbUuid)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(MergeEntry);
}
