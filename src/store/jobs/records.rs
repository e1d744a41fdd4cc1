//! Jobs as their owners see them: made, found, listed, cancelled, erased.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        job::{Job, JobKind, JobStatus},
        resource::{
            id::Id,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note, State},
        clock,
        error::StoreError,
        jobs::rows::{Query, body, changed, load},
        records::{
            present,
            tombstones::{self, Left},
        },
        schema::jobs,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The jobs that are not erased and that a reader with this reach sees.
fn within<'q, J: JobKind>(reach: Reach<J>) -> Query<'q> {
    let query = jobs::table.filter(jobs::erased_at.is_null()).into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => query,
        Extent::Owner(owner) | Extent::Shared(owner) => query.filter(jobs::owner.eq(DbUuid(owner))),
        Extent::Party(_) | Extent::Worker(_) | Extent::Public | Extent::Nothing => {
            query.filter(jobs::version.lt(0))
        }
    }
}

/// Stores a new job. It waits from now on, by the clock of the database.
pub fn insert<J: JobKind>(tx: &mut Tx<'_>, job: &Job<J>, note: Note) -> Result<(), StoreError> {
    let waits_since = clock::now(tx.conn())?;
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(DbUuid(job.id.0)),
            jobs::kind.eq(J::KIND.as_str()),
            jobs::owner.eq(DbUuid(job.owner)),
            jobs::role.eq(job.role.as_str()),
            jobs::status.eq(job.status.as_str()),
            jobs::version.eq(job.version),
            jobs::created_at.eq(DbInstant(job.created_at)),
            jobs::updated_at.eq(DbInstant(job.updated_at)),
            jobs::total.eq(i64::from(job.total)),
            jobs::done.eq(i64::from(job.done)),
            jobs::heartbeat_at.eq(DbInstant(waits_since)),
            jobs::body.eq(body(job)?),
        ))
        .execute(tx.conn())?;
    tx.log(changed(job.id, job.version, note).between(None, Some(job.status)));
    Ok(())
}

/// Loads a job, if it is in reach.
pub fn find<J: JobKind>(
    conn: &mut DbConnection,
    reach: Reach<J>,
    id: Id<J>,
) -> Result<Option<Job<J>>, StoreError> {
    Ok(load(conn, within(reach).filter(jobs::id.eq(DbUuid(id.0))))?.pop())
}

/// Which of these jobs are in reach.
pub fn present<J: JobKind>(
    conn: &mut DbConnection,
    reach: Reach<J>,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    present!(conn, within(reach), jobs::id, ids)
}

/// Lists the jobs in reach that are in one of these states (none is any), newest first, after (older than) `after`.
pub fn list<J: JobKind>(
    conn: &mut DbConnection,
    reach: Reach<J>,
    status: &[JobStatus],
    after: Option<Id<J>>,
    limit: usize,
) -> Result<Vec<Job<J>>, StoreError> {
    let mut query = within(reach);
    if !status.is_empty() {
        let words: Vec<&str> = status.iter().map(|status| status.as_str()).collect();
        query = query.filter(jobs::status.eq_any(words));
    }
    if let Some(after) = after {
        query = query.filter(jobs::id.lt(DbUuid(after.0)));
    }
    let limit = at_most(limit);
    load(conn, query.order(jobs::id.desc()).limit(limit))
}

/// How many jobs of a kind wait or run for this organisation.
pub fn count_open<J: JobKind>(conn: &mut DbConnection, owner: Uuid) -> Result<i64, StoreError> {
    Ok(jobs::table
        .filter(jobs::owner.eq(DbUuid(owner)))
        .filter(jobs::kind.eq(J::KIND.as_str()))
        .filter(jobs::finished_at.is_null())
        .count()
        .get_result(conn)?)
}

/// What an organisation keeps of a kind of job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// How many jobs.
    pub jobs: i64,
    /// How many items they have together.
    pub items: i64,
}

/// What an organisation keeps of a kind of job, ended or not.
pub fn kept<J: JobKind>(conn: &mut DbConnection, owner: Uuid) -> Result<Kept, StoreError> {
    let totals: Vec<i64> = jobs::table
        .filter(jobs::owner.eq(DbUuid(owner)))
        .filter(jobs::kind.eq(J::KIND.as_str()))
        .filter(jobs::erased_at.is_null())
        .select(jobs::total)
        .load(conn)?;
    let jobs = i64::try_from(totals.len()).unwrap_or(i64::MAX);
    Ok(Kept { jobs, items: totals.iter().sum() })
}

/// Cancels a job that waits or runs, whatever step it stands at. `false` if it has ended.
pub fn cancel<J: JobKind>(tx: &mut Tx<'_>, id: Id<J>, note: Note) -> Result<bool, StoreError> {
    let open = jobs::table.filter(jobs::id.eq(DbUuid(id.0))).filter(jobs::finished_at.is_null());
    let before: Option<String> = open.select(jobs::status).first(tx.conn()).optional()?;
    let version: Option<i64> = diesel::update(open)
        .set((
            jobs::status.eq(JobStatus::Cancelled.as_str()),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(DbInstant(note.at)),
            jobs::finished_at.eq(Some(DbInstant(note.at))),
            jobs::lease.eq(None::<DbUuid>),
            jobs::lease_until.eq(None::<DbInstant>),
        ))
        .returning(jobs::version)
        .get_result(tx.conn())
        .optional()?;
    let Some(version) = version else { return Ok(false) };
    let to = JobStatus::Cancelled.to_string();
    tx.log(changed(id, version, note).between(before, Some(to)));
    Ok(true)
}

/// Hides a job that stands at this version. `false` if it does not.
pub fn erase<J: JobKind>(tx: &mut Tx<'_>, job: &Job<J>, note: Note) -> Result<bool, StoreError> {
    let present = jobs::table
        .filter(jobs::id.eq(DbUuid(job.id.0)))
        .filter(jobs::version.eq(job.version))
        .filter(jobs::erased_at.is_null());
    let rows = diesel::update(present)
        .set((jobs::version.eq(job.version + 1), jobs::erased_at.eq(Some(DbInstant(note.at)))))
        .execute(tx.conn())?;
    if rows > 0 {
        let left = Left { kind: J::KIND, record: job.id.0, owner: job.owner, party: None };
        tombstones::private(tx.conn(), &left, note.at)?;
        let gone = changed(job.id, job.version + 1, note).between(Some(job.status), None);
        tx.log(Change { state: State::Deleted, ..gone });
    }
    Ok(rows > 0)
}

/// The jobs of a kind that ended before a moment, oldest first.
pub fn ended_before<J: JobKind>(
    conn: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Job<J>>, StoreError> {
    let query = jobs::table
        .filter(jobs::erased_at.is_null())
        .filter(jobs::finished_at.lt(DbInstant(before)))
        .into_boxed::<DbMulti>();
    load(conn, query.order(jobs::finished_at).limit(limit))
}
