//! What befell a complainant in the time in which that may be retaliation.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, resource::RecordKind},
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        schema::complaint_signals as table,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// That something befell a complainant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetaliationSignal {
    /// The complaint.
    pub complaint: Uuid,
    /// The kind of the record: an application or a contract.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// The state that it has entered.
    pub state: String,
    /// When that was noticed.
    pub noticed_at: DateTime<Utc>,
}

type Row = (DbUuid, String, DbUuid, String, DbInstant);

/// Notes it, once for each record and state.
pub fn insert(tx: &mut Tx<'_>, signal: &RetaliationSignal) -> Result<(), StoreError> {
    let row = (
        table::complaint.eq(DbUuid(signal.complaint)),
        table::kind.eq(signal.kind.as_str()),
        table::record.eq(DbUuid(signal.record)),
        table::state.eq(signal.state.as_str()),
        table::noticed_at.eq(DbInstant(signal.noticed_at)),
    );
    each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(())
}

/// What befell the complainant of a complaint, oldest first.
pub fn of_complaint(
    conn: &mut DbConnection,
    complaint: Uuid,
) -> Result<Vec<RetaliationSignal>, StoreError> {
    let of_complaint = table::table.filter(table::complaint.eq(DbUuid(complaint)));
    let rows: Vec<Row> = of_complaint.order((table::noticed_at, table::record)).load(conn)?;
    let read = |(complaint, kind, record, state, noticed_at): Row| {
        let corrupt = |error: Invalid| StoreError::CorruptRow {
            table: "complaint_signals",
            id: complaint.0,
            why: error.0,
        };
        Ok(RetaliationSignal {
            complaint: complaint.0,
            kind: kind.parse().map_err(corrupt)?,
            record: record.0,
            state,
            noticed_at: noticed_at.0,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Forgets what befell the complainant of a complaint, who was erased.
pub fn forget(tx: &mut Tx<'_>, complaint: Uuid) -> Result<(), StoreError> {
    let of_complaint = table::table.filter(table::complaint.eq(DbUuid(complaint)));
    diesel::delete(of_complaint).execute(tx.conn())?;
    Ok(())
}
