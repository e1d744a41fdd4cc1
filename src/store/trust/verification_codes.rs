//! The codes that were issued. None is ever changed, given to something else, or taken out.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        trust::verification_code::{CodeKind, VerificationCode},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        schema::verification_codes as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// A code, and what it was issued for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCode {
    /// The code.
    pub code: VerificationCode,
    /// The kind of the record.
    pub kind: CodeKind,
    /// The record.
    pub record: Uuid,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

type Row = (String, String, DbUuid, DbInstant);

fn load(
    conn: &mut DbConnection,
    query: table::BoxedQuery<'_, DbMulti>,
) -> Result<Option<IssuedCode>, StoreError> {
    let row: Option<Row> = query.select(table::all_columns).first(conn).optional()?;
    let Some((code, kind, record, issued_at)) = row else { return Ok(None) };
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "verification_codes",
        id: record.0,
        why: error.0,
    };
    Ok(Some(IssuedCode {
        code: code.parse().map_err(corrupt)?,
        kind: kind.parse().map_err(corrupt)?,
        record: record.0,
        issued_at: issued_at.0,
    }))
}

/// What a code was issued for, if it was.
pub fn find(
    conn: &mut DbConnection,
    code: &VerificationCode,
) -> Result<Option<IssuedCode>, StoreError> {
    load(conn, table::table.filter(table::code.eq(code.as_str().to_owned())).into_boxed())
}

/// The code of a record, if it has one.
pub fn of_record(
    conn: &mut DbConnection,
    kind: CodeKind,
    record: Uuid,
) -> Result<Option<IssuedCode>, StoreError> {
    let of = table::table.filter(table::kind.eq(kind.as_str()));
    load(conn, of.filter(table::record.eq(DbUuid(record))).into_boxed())
}

/// Writes down that a code was issued.
pub fn insert(tx: &mut Tx<'_>, issued: &IssuedCode) -> Result<(), StoreError> {
    let row = (
        table::code.eq(issued.code.as_str().to_owned()),
        table::kind.eq(issued.kind.as_str()),
        table::record.eq(DbUuid(issued.record)),
        table::issued_at.eq(DbInstant(issued.issued_at)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}
