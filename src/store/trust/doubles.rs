//! Doubles: candidates whose identity was refused because the person is registered under another candidate.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::store::{
    backend::{DbConnection, DbMulti},
    error::StoreError,
    schema::identity_doubles as table,
    tx::Tx,
    types::{DbInstant, DbUuid, at_most},
};

/// A candidate under which the person of another is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// The candidate.
    pub registered: Uuid,
    /// When it was first found.
    pub found_at: DateTime<Utc>,
}

/// Notes that the person of a candidate is registered under another. `false` if that is noted already.
pub fn note(tx: &mut Tx<'_>, candidate: Uuid, new: &Double) -> Result<bool, StoreError> {
    let key = (DbUuid(candidate), DbUuid(new.registered));
    let there: Option<DbUuid> =
        table::table.find(key).select(table::candidate).first(tx.conn()).optional()?;
    if there.is_some() {
        return Ok(false);
    }
    let row = (
        table::candidate.eq(key.0),
        table::registered.eq(key.1),
        table::found_at.eq(DbInstant(new.found_at)),
    );
    diesel::insert_into(table::table).values(row).execute(tx.conn())?;
    Ok(true)
}

/// The doubles of a candidate, the newest of them first, before the id `before`, at most `limit`.
pub fn list(
    conn: &mut DbConnection,
    candidate: Uuid,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<Double>, StoreError> {
    let mut of_candidate =
        table::table.filter(table::candidate.eq(DbUuid(candidate))).into_boxed::<DbMulti>();
    if let Some(before) = before {
        of_candidate = of_candidate.filter(table::registered.lt(DbUuid(before)));
    }
    let rows: Vec<(DbUuid, DbInstant)> = of_candidate
        .order(table::registered.desc())
        .limit(at_most(limit))
        .select((table::registered, table::found_at))
        .load(conn)?;
    let double =
        |(registered, at): (DbUuid, DbInstant)| Double { registered: registered.0, found_at: at.0 };
    Ok(rows.into_iter().map(double).collect())
}
