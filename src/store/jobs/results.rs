//! What jobs found: one row for each item, numbered in the order in which it is shown.

use std::collections::HashSet;

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        job::{JobKind, JobResult},
        resource::{RecordKind, id::Id},
    },
    store::{
        backend::{DbConnection, DbMulti, each_backend},
        error::StoreError,
        jobs::rows::{corrupt, json},
        schema::{job_results as results, jobs},
        tx::Tx,
        types::{DbJson, DbUuid, at_most},
    },
};

/// Rows that are sent to the database at a time.
const ROWS: usize = 500;

/// A result with its number.
pub type Numbered<O> = (i64, JobResult<O>);

#[derive(Insertable)]
#[diesel(table_name = results)]
struct NewRow {
    job: DbUuid,
    n: i64,
    item: DbUuid,
    outcome: DbJson,
}

/// Stores what a step found; `before` is how many items were done before it.
pub fn insert<J: JobKind>(
    tx: &mut Tx<'_>,
    job: Id<J>,
    before: i64,
    found: &[JobResult<J::Outcome>],
) -> Result<(), StoreError> {
    let row = |(n, result): (i64, &JobResult<J::Outcome>)| {
        let outcome = json(job, &result.outcome)?;
        Ok(NewRow { job: DbUuid(job.0), n, item: DbUuid(result.item), outcome })
    };
    let rows: Vec<NewRow> = (before..).zip(found).map(row).collect::<Result<_, StoreError>>()?;
    for part in rows.chunks(ROWS) {
        each_backend!(tx.conn(), conn => diesel::insert_into(results::table).values(part).execute(conn))?;
    }
    Ok(())
}

/// What a job found, with its numbers, after the number `after`.
pub fn list<J: JobKind>(
    conn: &mut DbConnection,
    job: Id<J>,
    after: Option<i64>,
    limit: usize,
) -> Result<Vec<Numbered<J::Outcome>>, StoreError> {
    let mut query = results::table.filter(results::job.eq(DbUuid(job.0))).into_boxed::<DbMulti>();
    if let Some(after) = after {
        query = query.filter(results::n.gt(after));
    }
    let rows: Vec<(i64, DbUuid, DbJson)> = query
        .order(results::n)
        .limit(at_most(limit))
        .select((results::n, results::item, results::outcome))
        .load(conn)?;
    rows.into_iter()
        .map(|(n, item, outcome)| {
            let outcome = serde_json::from_str(&outcome.0).map_err(|error| corrupt(job, &error))?;
            Ok((n, JobResult { item: item.0, outcome }))
        })
        .collect()
}

/// Replaces what was found for the item with this number.
pub fn replace<J: JobKind>(
    tx: &mut Tx<'_>,
    job: Id<J>,
    n: i64,
    outcome: &J::Outcome,
) -> Result<(), StoreError> {
    let outcome = json(job, outcome)?;
    diesel::update(results::table.find((DbUuid(job.0), n)))
        .set(results::outcome.eq(outcome))
        .execute(tx.conn())?;
    Ok(())
}

/// Which of these a job has found something for.
pub fn among(
    conn: &mut DbConnection,
    job: Uuid,
    items: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    let items: Vec<DbUuid> = items.iter().copied().map(DbUuid).collect();
    let found: Vec<DbUuid> = results::table
        .filter(results::job.eq(DbUuid(job)))
        .filter(results::item.eq_any(items))
        .select(results::item)
        .load(conn)?;
    Ok(found.into_iter().map(|item| item.0).collect())
}

/// The jobs of a kind that found something for a record, oldest first.
pub fn jobs_about(
    conn: &mut DbConnection,
    kind: RecordKind,
    item: Uuid,
) -> Result<Vec<Uuid>, StoreError> {
    let of_kind = jobs::table.filter(jobs::kind.eq(kind.as_str())).select(jobs::id);
    let ids: Vec<DbUuid> = results::table
        .filter(results::item.eq(DbUuid(item)))
        .filter(results::job.eq_any(of_kind))
        .select(results::job)
        .distinct()
        .order(results::job)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Forgets what any job found for a record, so that an erased record leaves nothing here.
pub fn forget_item(tx: &mut Tx<'_>, item: Uuid) -> Result<(), StoreError> {
    diesel::delete(results::table.filter(results::item.eq(DbUuid(item)))).execute(tx.conn())?;
    Ok(())
}
