//! What saved searches have found, each once, and whether it was told.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::recruitment::{
        saved_search::SavedSearchStatus,
        saved_search_match::{FoundRecord, SavedSearchMatch},
    },
    store::{
        backend::{DbConnection, each_backend},
        error::StoreError,
        records::document_schema,
        schema::saved_search_matches as table,
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

document_schema!(saved_searches, saved_search_facets);
use schema::saved_searches;

diesel::allow_tables_to_appear_in_same_query!(table, saved_searches);

type Row = (DbUuid, Option<DbUuid>, Option<DbUuid>, i64, DbInstant, DbInstant, Option<DbInstant>);

fn read(search: Uuid, row: Row) -> Result<SavedSearchMatch, StoreError> {
    let (id, candidate, vacancy, score, found_at, due, told_at) = row;
    let why = |why: &str| StoreError::CorruptRow {
        table: "saved_search_matches",
        id: id.0,
        why: why.to_owned(),
    };
    Ok(SavedSearchMatch {
        id: id.0,
        search,
        found: match (candidate, vacancy) {
            (Some(candidate), None) => FoundRecord::Candidate(candidate.0),
            (None, Some(vacancy)) => FoundRecord::Vacancy(vacancy.0),
            _ => return Err(why("neither a candidate nor a vacancy was found")),
        },
        score: u16::try_from(score).map_err(|_| why("no score"))?,
        found_at: found_at.0,
        due: due.0,
        told_at: told_at.map(|at| at.0),
    })
}

/// Keeps a match, unless its search has found the same before. Returns whether it is new.
pub fn insert(tx: &mut Tx<'_>, new: &SavedSearchMatch) -> Result<bool, StoreError> {
    let (candidate, vacancy) = match new.found {
        FoundRecord::Candidate(id) => (Some(DbUuid(id)), None),
        FoundRecord::Vacancy(id) => (None, Some(DbUuid(id))),
    };
    let row = (
        table::id.eq(DbUuid(new.id)),
        table::search.eq(DbUuid(new.search)),
        table::candidate.eq(candidate),
        table::vacancy.eq(vacancy),
        table::score.eq(i64::from(new.score)),
        table::found_at.eq(DbInstant(new.found_at)),
        table::due.eq(DbInstant(new.due)),
        table::told_at.eq(new.told_at.map(DbInstant)),
    );
    let rows = each_backend!(tx.conn(), conn => diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(rows > 0)
}

/// What a search has found, newest first, before a match.
pub fn list(
    conn: &mut DbConnection,
    search: Uuid,
    before: Option<Uuid>,
    limit: usize,
) -> Result<Vec<SavedSearchMatch>, StoreError> {
    use table::{candidate, due, found_at, id, score, told_at, vacancy};
    let mut query = table::table.into_boxed().filter(table::search.eq(DbUuid(search)));
    if let Some(before) = before {
        query = query.filter(id.lt(DbUuid(before)));
    }
    let rows: Vec<Row> = query
        .order(id.desc())
        .limit(at_most(limit))
        .select((id, candidate, vacancy, score, found_at, due, told_at))
        .load(conn)?;
    rows.into_iter().map(|row| read(search, row)).collect()
}

/// The searches that are asked and have found something that is due and was not told, at most so many.
pub fn untold(
    conn: &mut DbConnection,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Uuid>, StoreError> {
    let asked = saved_searches::table
        .filter(saved_searches::status.eq(SavedSearchStatus::Active.as_str()))
        .select(saved_searches::id);
    let ids: Vec<DbUuid> = table::table
        .filter(table::told_at.is_null())
        .filter(table::due.le(DbInstant(now)))
        .filter(table::search.eq_any(asked))
        .select(table::search)
        .distinct()
        .limit(at_most(limit))
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// Notes that what a search has found and is due is told now. Returns how many matches that are.
pub fn tell(tx: &mut Tx<'_>, search: Uuid, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let due = table::table
        .filter(table::search.eq(DbUuid(search)))
        .filter(table::told_at.is_null())
        .filter(table::due.le(DbInstant(now)));
    let told = table::told_at.eq(Some(DbInstant(now)));
    Ok(diesel::update(due).set(told).execute(tx.conn())?)
}
