//! What was said about a complaint, sealed with the key of the case.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{Invalid, casework::complaint::CaseAuthor},
    store::{
        backend::DbConnection,
        error::StoreError,
        schema::complaint_messages as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// A message, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedMessage {
    /// Its id.
    pub id: Uuid,
    /// The complaint.
    pub complaint: Uuid,
    /// Who wrote it.
    pub author: CaseAuthor,
    /// What it says, sealed.
    pub sealed: String,
    /// When.
    pub at: DateTime<Utc>,
}

type Row = (DbUuid, DbUuid, String, String, DbInstant);

fn message((id, complaint, author, sealed, at): Row) -> Result<SealedMessage, StoreError> {
    let id = id.0;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "complaint_messages", id, why: error.0 };
    let author = author.parse().map_err(corrupt)?;
    Ok(SealedMessage { id, complaint: complaint.0, author, sealed, at: at.0 })
}

/// Enters a message.
pub fn insert(tx: &mut Tx<'_>, new: &SealedMessage) -> Result<(), StoreError> {
    let row = (
        table::id.eq(DbUuid(new.id)),
        table::complaint.eq(DbUuid(new.complaint)),
        table::author.eq(new.author.as_str()),
        table::sealed.eq(&new.sealed),
        table::at.eq(DbInstant(new.at)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// The last so many messages about a complaint, oldest first.
pub fn last(
    conn: &mut DbConnection,
    complaint: Uuid,
    limit: usize,
) -> Result<Vec<SealedMessage>, StoreError> {
    let rows: Vec<Row> = table::table
        .filter(table::complaint.eq(DbUuid(complaint)))
        .order(table::id.desc())
        .limit(at_most(limit))
        .load(conn)?;
    rows.into_iter().rev().map(message).collect()
}

/// How many messages about a complaint there are.
pub fn count(conn: &mut DbConnection, complaint: Uuid) -> Result<i64, StoreError> {
    let about = table::table.filter(table::complaint.eq(DbUuid(complaint)));
    Ok(about.count().get_result(conn)?)
}
