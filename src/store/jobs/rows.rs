//! A job and its row.

use diesel::prelude::*;

use crate::{
    domain::{
        Invalid,
        job::{Job, JobKind},
        resource::id::Id,
    },
    store::{
        backend::{DbConnection, DbMulti},
        changes::{Change, Note},
        error::StoreError,
        format,
        schema::jobs,
        types::{DbInstant, DbJson, DbUuid},
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = jobs)]
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
    position: Option<DbJson>,
    failure: Option<String>,
    body: DbJson,
}

/// A query of jobs.
pub(super) type Query<'q> = jobs::BoxedQuery<'q, DbMulti>;

/// Loads jobs of one kind.
pub(super) fn load<J: JobKind>(
    conn: &mut DbConnection,
    query: Query<'_>,
) -> Result<Vec<Job<J>>, StoreError> {
    let of_kind = query.filter(jobs::kind.eq(J::KIND.as_str()));
    let rows: Vec<Row> = of_kind.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(job).collect()
}

fn job<J: JobKind>(row: Row) -> Result<Job<J>, StoreError> {
    let id = Id::new(row.id.0);
    let word = |error: Invalid| corrupt(id, &error.0);
    let json = |error: serde_json::Error| corrupt(id, &error);
    let at = |moment: Option<DbInstant>| moment.map(|at| at.0);
    let position = row.position.map(|position| serde_json::from_str(&position.0)).transpose();
    Ok(Job {
        id,
        owner: row.owner.0,
        role: row.role.parse().map_err(word)?,
        status: row.status.parse().map_err(word)?,
        version: row.version,
        created_at: row.created_at.0,
        updated_at: row.updated_at.0,
        started_at: at(row.started_at),
        finished_at: at(row.finished_at),
        total: u32::try_from(row.total).map_err(|error| corrupt(id, &error))?,
        done: u32::try_from(row.done).map_err(|error| corrupt(id, &error))?,
        position: position.map_err(json)?,
        failure: row.failure,
        body: format::read(&row.body.0).map_err(json)?,
    })
}

/// What a job asks, with its format. Where it stands and what it finds have no format of their own: they go with it.
pub(super) fn body<J: JobKind>(job: &Job<J>) -> Result<DbJson, StoreError> {
    format::write(&job.body).map(DbJson).map_err(|error| corrupt(job.id, &error))
}

/// What a step or a result is stored as.
pub(super) fn json<J: JobKind>(
    id: Id<J>,
    value: &impl serde::Serialize,
) -> Result<DbJson, StoreError> {
    serde_json::to_string(value).map(DbJson).map_err(|error| corrupt(id, &error))
}

/// That a row of a job is not what it must be.
pub(super) fn corrupt<J: JobKind>(id: Id<J>, why: &impl ToString) -> StoreError {
    StoreError::CorruptRow { table: "jobs", id: id.0, why: why.to_string() }
}

/// The entry of a job in the change log.
pub(super) fn changed<J: JobKind>(id: Id<J>, version: i64, note: Note) -> Change {
    Change::new(J::KIND, id.0, version, note)
}
