//! What this installation changed of the built-in taxonomy: numbered without gaps, never changed, never deleted.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::resource::RecordKind,
    store::{
        backend::DbConnection,
        changes::{Change, Note},
        error::StoreError,
        schema::amendments,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// A stored amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its number, from 1.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// What it does, such as `mapping`.
    pub kind: String,
    /// What it says, as its writer reads it.
    pub payload: String,
    /// The version of the taxonomy that it made.
    pub version: String,
    /// The API client that made it; `None` is an operator of the server.
    pub actor: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

type Row = (i64, DbUuid, String, String, String, Option<DbUuid>, DbInstant);

fn stored((n, id, kind, payload, version, actor, at): Row) -> Amendment {
    Amendment { n, id: id.0, kind, payload, version, actor: actor.map(|id| id.0), at: at.0 }
}

/// Stores an amendment and enters the change. `false` if its number is not the next, [`StoreError::Taken`] if another
/// server takes it at the same time: somebody was faster.
pub fn insert(tx: &mut Tx<'_>, new: &Amendment, note: Note) -> Result<bool, StoreError> {
    if newest(tx.conn())? + 1 != new.n {
        return Ok(false);
    }
    diesel::insert_into(amendments::table)
        .values((
            amendments::n.eq(new.n),
            amendments::id.eq(DbUuid(new.id)),
            amendments::kind.eq(&new.kind),
            amendments::payload.eq(&new.payload),
            amendments::version.eq(&new.version),
            amendments::actor.eq(new.actor.map(DbUuid)),
            amendments::at.eq(DbInstant(new.at)),
        ))
        .execute(tx.conn())?;
    tx.log(Change::new(RecordKind::Taxonomy, new.id, new.n, note));
    Ok(true)
}

/// The number of the newest amendment; 0 if there is none.
fn newest(conn: &mut DbConnection) -> Result<i64, StoreError> {
    let last = amendments::table.select(amendments::n).order(amendments::n.desc()).first(conn);
    Ok(last.optional()?.unwrap_or(0))
}

/// The amendments after number `after`, oldest first.
pub fn since(conn: &mut DbConnection, after: i64) -> Result<Vec<Amendment>, StoreError> {
    let rows: Vec<Row> =
        amendments::table.filter(amendments::n.gt(after)).order(amendments::n).load(conn)?;
    Ok(rows.into_iter().map(stored).collect())
}

/// The amendments of a kind before number `before`, newest first, at most `limit`.
pub fn list(
    conn: &mut DbConnection,
    kind: &str,
    before: i64,
    limit: usize,
) -> Result<Vec<Amendment>, StoreError> {
    let rows: Vec<Row> = amendments::table
        .filter(amendments::kind.eq(kind))
        .filter(amendments::n.lt(before))
        .order(amendments::n.desc())
        .limit(at_most(limit))
        .load(conn)?;
    Ok(rows.into_iter().map(stored).collect())
}
