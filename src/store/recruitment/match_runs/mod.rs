//! Match runs as their owners see them: made, found, listed, stopped, erased. How servers work on them is in [`work`],
//! what they found in [`answers`].

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        recruitment::match_run::{MatchRun, MatchRunBody, MatchRunId, RunStatus},
        resource::{
            RecordKind,
            id::Id,
            reach::{Extent, Reach},
        },
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note, State},
        error::StoreError,
        schema::match_runs,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid},
    },
};

pub mod answers;
pub mod work;

#[derive(Queryable, Selectable)]
#[diesel(table_name = match_runs)]
struct Row {
    id: DbUuid,
    owner: DbUuid,
    role: String,
    status: String,
    version: i64,
    created_at: DbInstant,
    updated_at: DbInstant,
    started_at: Option<DbInstant>,
    finished_at: Option<DbInstant>,
    total: i64,
    done: i64,
    place: Option<DbUuid>,
    failure: Option<String>,
    body: DbJson,
}

type Query<'q> = match_runs::BoxedQuery<'q, DbMulti>;

/// The runs that are not erased and that a reader with this reach sees.
fn within<'q>(reach: Reach<MatchRunBody>) -> Query<'q> {
    let query = match_runs::table.filter(match_runs::erased_at.is_null()).into_boxed::<DbMulti>();
    match reach.extent() {
        Extent::All => query,
        Extent::Owner(owner) => query.filter(match_runs::owner.eq(DbUuid(owner))),
        Extent::Party(_) | Extent::Public | Extent::Nothing => {
            query.filter(match_runs::version.lt(0))
        }
    }
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<MatchRun>, StoreError> {
    let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(run).collect()
}

fn run(row: Row) -> Result<MatchRun, StoreError> {
    let id = row.id.0;
    let corrupt = |why: String| StoreError::CorruptRow { table: "match_runs", id, why };
    let count = |number: i64| u32::try_from(number).map_err(|error| corrupt(error.to_string()));
    Ok(MatchRun {
        id: Id::new(id),
        owner: row.owner.0,
        role: row.role.parse().map_err(|error: Invalid| corrupt(error.0))?,
        status: row.status.parse().map_err(|error: Invalid| corrupt(error.0))?,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
        started_at: row.started_at.map(|at| at.0),
        finished_at: row.finished_at.map(|at| at.0),
        total: count(row.total)?,
        done: count(row.done)?,
        place: row.place.map(|place| place.0),
        failure: row.failure,
        body: serde_json::from_str(&row.body.0).map_err(|error| corrupt(error.to_string()))?,
    })
}

fn changed(id: MatchRunId, version: i64, note: Note) -> Change {
    Change::new(RecordKind::MatchRun, id.0, version, note)
}

/// Stores a new run.
pub fn insert(tx: &mut Tx<'_>, run: &MatchRun, note: Note) -> Result<(), StoreError> {
    let body = serde_json::to_string(&run.body).map_err(|error| StoreError::CorruptRow {
        table: "match_runs",
        id: run.id.0,
        why: error.to_string(),
    })?;
    diesel::insert_into(match_runs::table)
        .values((
            match_runs::id.eq(DbUuid(run.id.0)),
            match_runs::owner.eq(DbUuid(run.owner)),
            match_runs::role.eq(run.role.as_str()),
            match_runs::status.eq(run.status.as_str()),
            match_runs::version.eq(run.version),
            match_runs::created_at.eq(DbInstant(run.created_at)),
            match_runs::updated_at.eq(DbInstant(run.updated_at)),
            match_runs::total.eq(i64::from(run.total)),
            match_runs::done.eq(i64::from(run.done)),
            match_runs::body.eq(DbJson(body)),
        ))
        .execute(tx.conn())?;
    tx.log(changed(run.id, run.version, note).between(None, Some(run.status)));
    Ok(())
}

/// Loads a run, if it is in reach.
pub fn find(
    conn: &mut DbConnection,
    reach: Reach<MatchRunBody>,
    id: MatchRunId,
) -> Result<Option<MatchRun>, StoreError> {
    Ok(load(conn, within(reach).filter(match_runs::id.eq(DbUuid(id.0))))?.pop())
}

/// Lists the runs in reach that are in one of these states (none is any), newest first, after (older than) `after`.
pub fn list(
    conn: &mut DbConnection,
    reach: Reach<MatchRunBody>,
    status: &[RunStatus],
    after: Option<MatchRunId>,
    limit: usize,
) -> Result<Vec<MatchRun>, StoreError> {
    let mut query = within(reach);
    if !status.is_empty() {
        let words: Vec<&str> = status.iter().map(|status| status.as_str()).collect();
        query = query.filter(match_runs::status.eq_any(words));
    }
    if let Some(after) = after {
        query = query.filter(match_runs::id.lt(DbUuid(after.0)));
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    load(conn, query.order(match_runs::id.desc()).limit(limit))
}

/// How many runs of this organisation wait or run.
pub fn count_open(conn: &mut DbConnection, owner: Uuid) -> Result<i64, StoreError> {
    Ok(match_runs::table
        .filter(match_runs::owner.eq(DbUuid(owner)))
        .filter(match_runs::finished_at.is_null())
        .count()
        .get_result(conn)?)
}

/// Cancels a run that waits or runs, whatever step it stands at. `false` if it has ended.
pub fn cancel(tx: &mut Tx<'_>, run: &MatchRun, note: Note) -> Result<bool, StoreError> {
    let open = match_runs::table
        .filter(match_runs::id.eq(DbUuid(run.id.0)))
        .filter(match_runs::finished_at.is_null());
    let version: Option<i64> = diesel::update(open)
        .set((
            match_runs::status.eq(RunStatus::Cancelled.as_str()),
            match_runs::version.eq(match_runs::version + 1),
            match_runs::updated_at.eq(DbInstant(note.at)),
            match_runs::finished_at.eq(Some(DbInstant(note.at))),
            match_runs::lease_until.eq(None::<DbInstant>),
        ))
        .returning(match_runs::version)
        .get_result(tx.conn())
        .optional()?;
    let Some(version) = version else { return Ok(false) };
    let to = RunStatus::Cancelled;
    tx.log(changed(run.id, version, note).between(Some(run.status), Some(to)));
    Ok(true)
}

/// Hides a run that has ended and stands at this version. `false` if it does not.
pub fn erase(tx: &mut Tx<'_>, run: &MatchRun, note: Note) -> Result<bool, StoreError> {
    let present = match_runs::table
        .filter(match_runs::id.eq(DbUuid(run.id.0)))
        .filter(match_runs::version.eq(run.version))
        .filter(match_runs::erased_at.is_null());
    let rows = diesel::update(present)
        .set((
            match_runs::version.eq(run.version + 1),
            match_runs::erased_at.eq(Some(DbInstant(note.at))),
        ))
        .execute(tx.conn())?;
    if rows > 0 {
        let change = changed(run.id, run.version + 1, note).between(Some(run.status), None);
        tx.log(Change { state: State::Deleted, ..change });
    }
    Ok(rows > 0)
}

/// The runs that ended before a moment, oldest first.
pub fn ended_before(
    conn: &mut DbConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MatchRun>, StoreError> {
    let query = match_runs::table
        .filter(match_runs::erased_at.is_null())
        .filter(match_runs::finished_at.lt(DbInstant(before)))
        .into_boxed::<DbMulti>();
    load(conn, query.order(match_runs::finished_at).limit(limit))
}
