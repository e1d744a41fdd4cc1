//! The ledger of gates that applications went past, as they stood then.

use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{Invalid, programme::gate::GateSnapshot},
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        ledger::{Ledger, read_of_applications, reads_of_candidates},
        schema::gate_snapshots as table,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid, at_most, parsed},
    },
};

/// The ledger of gates.
#[derive(Debug)]
pub struct GateSnapshots;

type Row = (
    i64,
    DbUuid,
    DbUuid,
    i64,
    String,
    Option<String>,
    Option<DbUuid>,
    Option<String>,
    DbJson,
    DbInstant,
);

fn snapshot(row: Row) -> Result<GateSnapshot, StoreError> {
    let (n, candidate, application, version, _, route, rule_set, rule_set_name, gate, at) = row;
    let id = application.0;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "gate_snapshots", id, why: error.0 };
    Ok(GateSnapshot {
        n,
        candidate: candidate.0,
        application: id,
        application_version: version,
        gate: parsed(&gate).map_err(corrupt)?,
        route,
        rule_set: rule_set.map(|set| set.0),
        rule_set_name,
        taken_at: at.0,
    })
}

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Vec<GateSnapshot>, StoreError> {
    let rows: Vec<Row> = query.select(table::all_columns).load(conn)?;
    rows.into_iter().map(snapshot).collect()
}

read_of_applications!(GateSnapshot);

impl Ledger for GateSnapshots {
    /// Its number is not read.
    type New = GateSnapshot;
    type Entry = GateSnapshot;
    type Subject = Uuid;

    fn append(tx: &mut Tx<'_>, new: GateSnapshot) -> Result<(), StoreError> {
        let row = (
            table::candidate.eq(DbUuid(new.candidate)),
            table::application.eq(DbUuid(new.application)),
            table::application_version.eq(new.application_version),
            table::gate.eq(new.gate.kind.as_str()),
            table::route.eq(new.route),
            table::rule_set.eq(new.rule_set.map(DbUuid)),
            table::rule_set_name.eq(new.rule_set_name),
            table::snapshot.eq(DbJson(json!(new.gate).to_string())),
            table::taken_at.eq(DbInstant(new.taken_at)),
        );
        diesel::insert_into(table::table).values(row).execute(tx.conn())?;
        Ok(())
    }

    reads_of_candidates!(GateSnapshot);
}
