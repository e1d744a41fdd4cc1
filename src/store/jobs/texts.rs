//! Texts that were sent to be imported, in pieces: written while they arrive, read piece by piece, and gone when the job
//! that reads them has ended.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::store::{
    backend::DbConnection,
    error::StoreError,
    schema::{import_pieces as pieces, import_texts as texts},
    tx::Tx,
    types::{DbInstant, DbUuid},
};

/// Begins a text of this organisation.
pub fn begin(
    tx: &mut Tx<'_>,
    (id, owner): (Uuid, Uuid),
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(texts::table)
        .values((
            texts::id.eq(DbUuid(id)),
            texts::owner.eq(DbUuid(owner)),
            texts::created_at.eq(DbInstant(at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How many texts of this organisation are kept.
pub fn count(conn: &mut DbConnection, owner: Uuid) -> Result<i64, StoreError> {
    Ok(texts::table.filter(texts::owner.eq(DbUuid(owner))).count().get_result(conn)?)
}

/// Adds what follows at this byte.
pub fn add(tx: &mut Tx<'_>, id: Uuid, begins_at: i64, piece: &str) -> Result<(), StoreError> {
    diesel::insert_into(pieces::table)
        .values((
            pieces::import_text.eq(DbUuid(id)),
            pieces::begins_at.eq(begins_at),
            pieces::piece.eq(piece),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives a text to the job that reads it. `false` if it is not there, or has a job.
pub fn give(tx: &mut Tx<'_>, id: Uuid, job: Uuid) -> Result<bool, StoreError> {
    let free = texts::table.filter(texts::id.eq(DbUuid(id))).filter(texts::job.is_null());
    Ok(diesel::update(free).set(texts::job.eq(Some(DbUuid(job)))).execute(tx.conn())? > 0)
}

/// The piece that holds this byte, with the byte that it begins at; `None` behind the end.
pub fn piece(
    conn: &mut DbConnection,
    id: Uuid,
    at: i64,
) -> Result<Option<(i64, String)>, StoreError> {
    Ok(pieces::table
        .filter(pieces::import_text.eq(DbUuid(id)))
        .filter(pieces::begins_at.le(at))
        .order(pieces::begins_at.desc())
        .select((pieces::begins_at, pieces::piece))
        .first(conn)
        .optional()?)
}

/// Removes a text.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    diesel::delete(texts::table.find(DbUuid(id))).execute(tx.conn())?;
    Ok(())
}

/// Removes the text of a job.
pub fn remove_of(tx: &mut Tx<'_>, job: Uuid) -> Result<(), StoreError> {
    diesel::delete(texts::table.filter(texts::job.eq(DbUuid(job)))).execute(tx.conn())?;
    Ok(())
}

/// Removes texts that were begun before a moment and have no job: their sender went away. Returns how many.
pub fn remove_lost(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<usize, StoreError> {
    let lost =
        texts::table.filter(texts::job.is_null()).filter(texts::created_at.lt(DbInstant(before)));
    Ok(diesel::delete(lost).execute(tx.conn())?)
}
