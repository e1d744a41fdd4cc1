//! How servers share the work: a server claims a job for some time, and each step that it stores names its claim. A step
//! under a claim that was lost changes nothing, so each item is done once whatever happens.
//!
//! Claims are timed by the clock of the database, on which all servers agree. A claim holds from its last heartbeat until
//! it runs out; a moment outside of that, as after the database's own clock was set back, lets it go.

use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel::{dsl::case_when, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        job::{Job, JobKind, JobStatus, Step},
        resource::{RecordKind, id::Id},
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::Note,
        clock,
        error::StoreError,
        jobs::rows::{changed, corrupt, json, load},
        schema::jobs,
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// The right of a server to work on a job.
#[derive(Debug)]
pub struct Claim<J> {
    /// The job.
    pub job: Id<J>,
    /// What the server's steps name.
    pub lease: Uuid,
    /// How long no other server takes the job up after each heartbeat.
    pub time: Duration,
}

impl<J> Clone for Claim<J> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<J> Copy for Claim<J> {}

/// Selects the jobs that are open and that no server works on at a moment.
macro_rules! free {
    ($now:expr) => {{
        let now = DbInstant($now);
        let gone = jobs::heartbeat_at.gt(now).or(jobs::lease_until.le(now).assume_not_null());
        jobs::table.filter(jobs::finished_at.is_null()).filter(jobs::lease.is_null().or(gone))
    }};
}

/// Selects the claimed job, as long as the claim holds.
macro_rules! held {
    ($claim:expr) => {
        jobs::table
            .filter(jobs::id.eq(DbUuid($claim.job.0)))
            .filter(jobs::lease.eq(DbUuid($claim.lease)))
            .filter(jobs::status.eq(JobStatus::Running.as_str()))
    };
}

/// A heartbeat of a claim at a moment.
macro_rules! heartbeat {
    ($claim:expr, $now:expr) => {
        (
            jobs::heartbeat_at.eq(DbInstant($now)),
            jobs::lease_until.eq(Some(DbInstant($now + $claim.time))),
        )
    };
}

/// The job of one of these kinds that has waited longest for a server, if one does: nobody works on it, or its server
/// has gone silent.
pub fn waiting(
    conn: &mut DbConnection,
    kinds: &[RecordKind],
) -> Result<Option<(RecordKind, Uuid)>, StoreError> {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    let now = clock::now(conn)?;
    let row: Option<(String, DbUuid)> = free!(now)
        .filter(jobs::kind.eq_any(kinds))
        .order((jobs::heartbeat_at, jobs::id))
        .select((jobs::kind, jobs::id))
        .into_boxed::<DbMulti>()
        .first(conn)
        .optional()?;
    let Some((kind, DbUuid(id))) = row else { return Ok(None) };
    let kind = kind.parse().map_err(|error: Invalid| StoreError::CorruptRow {
        table: "jobs",
        id,
        why: error.0,
    })?;
    Ok(Some((kind, id)))
}

/// Claims a job, if no server works on it. `None` if another was faster, or the job has ended.
pub fn claim<J: JobKind>(
    tx: &mut Tx<'_>,
    claim: Claim<J>,
    note: Note,
) -> Result<Option<Job<J>>, StoreError> {
    let now = clock::now(tx.conn())?;
    let free = free!(now).filter(jobs::id.eq(DbUuid(claim.job.0))).into_boxed::<DbMulti>();
    let Some(seen) = load::<J>(tx.conn(), free)?.pop() else { return Ok(None) };
    let (version, started_at) = (seen.version + 1, seen.started_at.unwrap_or(note.at));
    let as_seen =
        jobs::table.filter(jobs::id.eq(DbUuid(claim.job.0))).filter(jobs::version.eq(seen.version));
    let rows = diesel::update(as_seen)
        .set((
            jobs::status.eq(JobStatus::Running.as_str()),
            jobs::version.eq(version),
            jobs::started_at.eq(Some(DbInstant(started_at))),
            jobs::lease.eq(Some(DbUuid(claim.lease))),
            heartbeat!(claim, now),
        ))
        .execute(tx.conn())?;
    if rows == 0 {
        return Ok(None);
    }
    if seen.status == JobStatus::Queued {
        let began = (Some(JobStatus::Queued), Some(JobStatus::Running));
        tx.log(changed(seen.id, version, note).between(began.0, began.1));
    }
    let (status, started_at) = (JobStatus::Running, Some(started_at));
    Ok(Some(Job { status, version, started_at, ..seen }))
}

/// Notes the progress of a step, and keeps the claim. Returns how many items were done before it; `None`, and nothing
/// noted, if the claim is lost or the job was cancelled.
pub fn advance<J: JobKind>(
    tx: &mut Tx<'_>,
    claim: Claim<J>,
    step: &Step<J>,
    at: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let now = clock::now(tx.conn())?;
    let more = i64::try_from(step.results.len()).map_err(|error| corrupt(claim.job, &error))?;
    let position = step.position.as_ref().map(|position| json(claim.job, position)).transpose()?;
    let done: Option<i64> = diesel::update(held!(claim))
        .set((
            jobs::done.eq(jobs::done + more),
            // An item may come to the job after its items were counted.
            jobs::total.eq(case_when(jobs::total.lt(jobs::done + more), jobs::done + more)
                .otherwise(jobs::total)),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(DbInstant(at)),
            position.map(|position| jobs::position.eq(Some(position))),
            heartbeat!(claim, now),
        ))
        .returning(jobs::done)
        .get_result(tx.conn())
        .optional()?;
    Ok(done.map(|done| done - more))
}

/// Ends a claimed job after its last step. `false` if the claim is lost.
pub fn finish<J: JobKind>(
    tx: &mut Tx<'_>,
    claim: Claim<J>,
    note: Note,
) -> Result<bool, StoreError> {
    diesel::update(held!(claim)).set(jobs::total.eq(jobs::done)).execute(tx.conn())?;
    end(tx, claim, None, note)
}

/// Ends a claimed job by a fault. `false` if the claim is lost.
pub fn fail<J: JobKind>(
    tx: &mut Tx<'_>,
    claim: Claim<J>,
    why: &str,
    note: Note,
) -> Result<bool, StoreError> {
    end(tx, claim, Some(why), note)
}

fn end<J: JobKind>(
    tx: &mut Tx<'_>,
    claim: Claim<J>,
    failure: Option<&str>,
    note: Note,
) -> Result<bool, StoreError> {
    let status = failure.map_or(JobStatus::Finished, |_| JobStatus::Failed);
    let version: Option<i64> = diesel::update(held!(claim))
        .set((
            jobs::status.eq(status.as_str()),
            jobs::version.eq(jobs::version + 1),
            jobs::updated_at.eq(DbInstant(note.at)),
            jobs::finished_at.eq(Some(DbInstant(note.at))),
            jobs::failure.eq(failure),
            jobs::lease.eq(None::<DbUuid>),
            jobs::lease_until.eq(None::<DbInstant>),
        ))
        .returning(jobs::version)
        .get_result(tx.conn())
        .optional()?;
    let Some(version) = version else { return Ok(false) };
    tx.log(changed(claim.job, version, note).between(Some(JobStatus::Running), Some(status)));
    Ok(true)
}

/// Keeps a claim for its time from now on. `false` if it is lost.
pub fn renew<J: JobKind>(tx: &mut Tx<'_>, claim: Claim<J>) -> Result<bool, StoreError> {
    let now = clock::now(tx.conn())?;
    let rows = diesel::update(held!(claim)).set(heartbeat!(claim, now)).execute(tx.conn())?;
    Ok(rows > 0)
}

/// Gives a claim back, so that any server may take the job up at once, after those that have waited longer.
pub fn release<J: JobKind>(tx: &mut Tx<'_>, claim: Claim<J>) -> Result<(), StoreError> {
    let now = clock::now(tx.conn())?;
    diesel::update(held!(claim))
        .set((
            jobs::heartbeat_at.eq(DbInstant(now)),
            jobs::lease.eq(None::<DbUuid>),
            jobs::lease_until.eq(None::<DbInstant>),
        ))
        .execute(tx.conn())?;
    Ok(())
}
