//! The change log as those read it who are told of changes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, resource::RecordKind},
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::changes,
        types::{DbInstant, DbUuid},
    },
};

/// A change as the log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub n: i64,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// The record's version after it.
    pub version: i64,
    /// The verb.
    pub action: String,
    /// The state before; `None` for a new record, or for one without states.
    pub from: Option<String>,
    /// The state after; `None` for a deleted record, or for one without states.
    pub to: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

type Row = (i64, String, DbUuid, i64, String, Option<String>, Option<String>, DbInstant);

/// The changes of these kinds after one number up to another, oldest first.
pub fn between(
    conn: &mut DbConnection,
    (after, last): (i64, i64),
    kinds: &[RecordKind],
) -> Result<Vec<Entry>, StoreError> {
    use changes::{action, at, from_state, kind, n, record, to_state, version};
    let words: Vec<&str> = kinds.iter().map(|one| one.as_str()).collect();
    let rows: Vec<Row> = changes::table
        .filter(n.gt(after))
        .filter(n.le(last))
        .filter(kind.eq_any(words))
        .order(n)
        .select((n, kind, record, version, action, from_state, to_state, at))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

fn read((n, kind, record, version, action, from, to, at): Row) -> Result<Entry, StoreError> {
    let record = record.0;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "changes", id: record, why: error.0 };
    let kind = kind.parse().map_err(corrupt)?;
    Ok(Entry { n, kind, record, version, action, from, to, at: at.0 })
}
