//! How servers share the work on match runs: a server claims a run for some time, and each step that it stores names its
//! claim. A step under a claim that was lost changes nothing, so a run is worked on once even if clocks disagree.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::recruitment::match_run::{MatchRun, MatchRunId, RunAnswer, RunStatus},
    store::{
        backend::DbMulti,
        changes::Note,
        recruitment::match_runs::{
            DbConnection, DbInstant, DbUuid, Row, StoreError, Tx, answers, changed, match_runs, run,
        },
    },
};

/// The right of a server to work on a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The run.
    pub run: MatchRunId,
    /// What the server's steps name.
    pub lease: Uuid,
    /// Until when no other server takes the run up.
    pub until: DateTime<Utc>,
}

/// A step of a run: answers, and where the run then stands.
#[derive(Debug, Clone)]
pub struct Step {
    /// The answers.
    pub answers: Vec<RunAnswer>,
    /// The last question that was looked at; `None` if there was none.
    pub place: Option<Uuid>,
    /// Whether it was the last step.
    pub last: bool,
}

/// The run that has waited longest for a server, if one does: nobody works on it, or its server has gone silent.
pub fn waiting(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
) -> Result<Option<MatchRun>, StoreError> {
    let row: Option<Row> = match_runs::table
        .filter(match_runs::finished_at.is_null())
        .filter(match_runs::lease_until.is_null().or(match_runs::lease_until.lt(DbInstant(now))))
        .order((match_runs::updated_at, match_runs::id))
        .select(Row::as_select())
        .into_boxed::<DbMulti>()
        .first(conn)
        .optional()?;
    row.map(run).transpose()
}

/// Claims a run that still stands as it was seen. `None` if another server was faster.
pub fn claim(
    tx: &mut Tx<'_>,
    seen: &MatchRun,
    claim: Claim,
    note: Note,
) -> Result<Option<MatchRun>, StoreError> {
    let waiting = match_runs::table
        .filter(match_runs::id.eq(DbUuid(seen.id.0)))
        .filter(match_runs::version.eq(seen.version));
    let started_at = seen.started_at.unwrap_or(note.at);
    let rows = diesel::update(waiting)
        .set((
            match_runs::status.eq(RunStatus::Running.as_str()),
            match_runs::version.eq(seen.version + 1),
            match_runs::started_at.eq(Some(DbInstant(started_at))),
            match_runs::lease.eq(Some(DbUuid(claim.lease))),
            match_runs::lease_until.eq(Some(DbInstant(claim.until))),
        ))
        .execute(tx.conn())?;
    if rows == 0 {
        return Ok(None);
    }
    if seen.status == RunStatus::Queued {
        let change = changed(seen.id, seen.version + 1, note);
        tx.log(change.between(Some(seen.status), Some(RunStatus::Running)));
    }
    Ok(Some(MatchRun {
        status: RunStatus::Running,
        version: seen.version + 1,
        started_at: Some(started_at),
        ..seen.clone()
    }))
}

/// Selects the claimed run, as long as the claim holds.
macro_rules! held {
    ($claim:expr) => {
        match_runs::table
            .filter(match_runs::id.eq(DbUuid($claim.run.0)))
            .filter(match_runs::lease.eq(DbUuid($claim.lease)))
            .filter(match_runs::status.eq(RunStatus::Running.as_str()))
    };
}

/// Stores a step and keeps the claim. `false`, and nothing stored, if the claim is lost or the run was cancelled.
pub fn advance(tx: &mut Tx<'_>, claim: Claim, step: &Step, note: Note) -> Result<bool, StoreError> {
    let more = i64::try_from(step.answers.len()).unwrap_or(i64::MAX);
    let place = step.place.map(DbUuid);
    let rows = diesel::update(held!(claim))
        .set((
            match_runs::done.eq(match_runs::done + more),
            match_runs::version.eq(match_runs::version + 1),
            match_runs::updated_at.eq(DbInstant(note.at)),
            match_runs::lease_until.eq(Some(DbInstant(claim.until))),
            place.map(|place| match_runs::place.eq(Some(place))),
        ))
        .execute(tx.conn())?;
    if rows == 0 {
        return Ok(false);
    }
    answers::insert(tx, claim.run, &step.answers)?;
    if step.last {
        diesel::update(held!(claim))
            .set(match_runs::total.eq(match_runs::done))
            .execute(tx.conn())?;
        return end(tx, claim, RunStatus::Finished, None, note);
    }
    Ok(true)
}

/// Ends a claimed run. `false` if the claim is lost.
pub fn end(
    tx: &mut Tx<'_>,
    claim: Claim,
    status: RunStatus,
    failure: Option<&str>,
    note: Note,
) -> Result<bool, StoreError> {
    let version: Option<i64> = diesel::update(held!(claim))
        .set((
            match_runs::status.eq(status.as_str()),
            match_runs::version.eq(match_runs::version + 1),
            match_runs::updated_at.eq(DbInstant(note.at)),
            match_runs::finished_at.eq(Some(DbInstant(note.at))),
            match_runs::failure.eq(failure),
            match_runs::lease_until.eq(None::<DbInstant>),
        ))
        .returning(match_runs::version)
        .get_result(tx.conn())
        .optional()?;
    let Some(version) = version else { return Ok(false) };
    let change = changed(claim.run, version, note);
    tx.log(change.between(Some(RunStatus::Running), Some(status)));
    Ok(true)
}

/// Keeps a claim until its new moment. `false` if it is lost.
pub fn renew(tx: &mut Tx<'_>, claim: Claim) -> Result<bool, StoreError> {
    let rows = diesel::update(held!(claim))
        .set(match_runs::lease_until.eq(Some(DbInstant(claim.until))))
        .execute(tx.conn())?;
    Ok(rows > 0)
}

/// Gives a claim back, so that any server may take the run up at once, after those that have waited longer.
pub fn release(tx: &mut Tx<'_>, claim: Claim) -> Result<(), StoreError> {
    diesel::update(held!(claim))
        .set((match_runs::lease.eq(None::<DbUuid>), match_runs::lease_until.eq(None::<DbInstant>)))
        .execute(tx.conn())?;
    Ok(())
}
