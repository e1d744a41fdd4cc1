//! What match runs found: one row for each question, with its matches as compact JSON.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::recruitment::match_run::{MatchRunId, Ranked, RunAnswer},
    store::{
        backend::{DbConnection, DbMulti, each_backend},
        error::StoreError,
        schema::{match_run_answers as answers, match_runs},
        tx::Tx,
        types::{DbJson, DbUuid},
    },
};

/// Rows that are removed in one transaction.
const SLICE: i64 = 500;

/// The form of a match in the database: id, total, parts.
type Compact = (Uuid, u16, [u16; 6]);

#[derive(Insertable)]
#[diesel(table_name = answers)]
struct NewRow {
    run: DbUuid,
    question: DbUuid,
    matches: DbJson,
}

fn corrupt(run: MatchRunId, error: &serde_json::Error) -> StoreError {
    StoreError::CorruptRow { table: "match_run_answers", id: run.0, why: error.to_string() }
}

fn row(run: MatchRunId, answer: &RunAnswer) -> Result<NewRow, StoreError> {
    let compact: Vec<Compact> =
        answer.matches.iter().map(|one| (one.id, one.total, one.parts)).collect();
    let text = serde_json::to_string(&compact).map_err(|error| corrupt(run, &error))?;
    Ok(NewRow { run: DbUuid(run.0), question: DbUuid(answer.question), matches: DbJson(text) })
}

/// Stores answers of a run.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    run: MatchRunId,
    found: &[RunAnswer],
) -> Result<(), StoreError> {
    let rows: Vec<NewRow> =
        found.iter().map(|answer| row(run, answer)).collect::<Result<_, _>>()?;
    for part in rows.chunks(500) {
        each_backend!(tx.conn(), conn => diesel::insert_into(answers::table).values(part).execute(conn))?;
    }
    Ok(())
}

/// The answers of a run, in the order in which it finds them (newest question first), after the question `after`.
pub fn list(
    conn: &mut DbConnection,
    run: MatchRunId,
    after: Option<Uuid>,
    limit: usize,
) -> Result<Vec<RunAnswer>, StoreError> {
    let mut query = answers::table.filter(answers::run.eq(DbUuid(run.0))).into_boxed::<DbMulti>();
    if let Some(after) = after {
        query = query.filter(answers::question.lt(DbUuid(after)));
    }
    let rows: Vec<(DbUuid, DbJson)> = query
        .order(answers::question.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((answers::question, answers::matches))
        .load(conn)?;
    rows.into_iter()
        .map(|(question, matches)| {
            let compact: Vec<Compact> =
                serde_json::from_str(&matches.0).map_err(|error| corrupt(run, &error))?;
            let ranked = |(id, total, parts)| Ranked { id, total, parts };
            let matches = compact.into_iter().map(ranked).collect();
            Ok(RunAnswer { question: question.0, matches })
        })
        .collect()
}

/// Forgets every answer for a record, so that an erased record leaves none.
pub fn forget_question(tx: &mut Tx<'_>, question: Uuid) -> Result<(), StoreError> {
    diesel::delete(answers::table.filter(answers::question.eq(DbUuid(question))))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether something of an erased run is still there.
pub fn erased_is_left(conn: &mut DbConnection) -> Result<bool, StoreError> {
    Ok(erased(conn)?.is_some())
}

/// Removes a slice of what is left of an erased run; returns how many rows went.
pub fn purge(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let Some(run) = erased(tx.conn())? else { return Ok(0) };
    let slice: Vec<DbUuid> = answers::table
        .filter(answers::run.eq(run))
        .order(answers::question)
        .limit(SLICE)
        .select(answers::question)
        .load(tx.conn())?;
    let Some(last) = slice.last().copied() else {
        return Ok(diesel::delete(match_runs::table.find(run)).execute(tx.conn())?);
    };
    let of_slice = answers::table.filter(answers::run.eq(run)).filter(answers::question.le(last));
    Ok(diesel::delete(of_slice).execute(tx.conn())?)
}

fn erased(conn: &mut DbConnection) -> Result<Option<DbUuid>, StoreError> {
    Ok(match_runs::table
        .filter(match_runs::erased_at.is_not_null())
        .select(match_runs::id)
        .order(match_runs::erased_at)
        .first(conn)
        .optional()?)
}
