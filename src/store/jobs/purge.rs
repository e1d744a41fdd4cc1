//! Removes erased jobs slice by slice, so that no transaction is long.

use diesel::prelude::*;

use crate::store::{
    backend::DbConnection,
    error::StoreError,
    schema::{job_results as results, jobs},
    tx::Tx,
    types::DbUuid,
};

/// Rows that are removed in one transaction.
const SLICE: i64 = 500;

/// Whether something of an erased job is still there.
pub fn is_due(conn: &mut DbConnection) -> Result<bool, StoreError> {
    Ok(erased(conn)?.is_some())
}

/// Removes a slice of what is left of an erased job; returns how many rows went.
pub fn purge(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let Some(job) = erased(tx.conn())? else { return Ok(0) };
    let of_job = || results::table.filter(results::job.eq(job));
    let slice: Vec<i64> =
        of_job().order(results::n).limit(SLICE).select(results::n).load(tx.conn())?;
    let Some(last) = slice.last() else {
        return Ok(diesel::delete(jobs::table.find(job)).execute(tx.conn())?);
    };
    Ok(diesel::delete(of_job().filter(results::n.le(*last))).execute(tx.conn())?)
}

fn erased(conn: &mut DbConnection) -> Result<Option<DbUuid>, StoreError> {
    Ok(jobs::table
        .filter(jobs::erased_at.is_not_null())
        .select(jobs::id)
        .order(jobs::erased_at)
        .first(conn)
        .optional()?)
}
