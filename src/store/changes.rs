//! The change log: gapless numbers in commit order, from which the index and every other follower live.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{
    backend::{DbConnection, insert_rows},
    error::StoreError,
    schema::{changes, head},
    types::{DbInstant, DbUuid},
};
use crate::domain::{
    parties::{agency::Agency, employer::Employer},
    recruitment::{candidate::Candidate, vacancy::Vacancy},
    resource::RecordKind,
};

/// What became of a record.
#[derive(Debug, Clone)]
pub enum State {
    /// An employer as it now is.
    Employer(Box<Employer>),
    /// An agency as it now is.
    Agency(Box<Agency>),
    /// A vacancy as it now is.
    Vacancy(Box<Vacancy>),
    /// A candidate as it now is.
    Candidate(Box<Candidate>),
    /// It is gone.
    Deleted(RecordKind, Uuid),
    /// Something that its reader looks up, such as a client that was revoked.
    Reload(RecordKind, Uuid),
}

/// Who changed something, how, why and when.
#[derive(Debug, Clone)]
pub struct Note {
    /// The API client; `None` is Koprik itself.
    pub actor: Option<Uuid>,
    /// The verb, such as `create` or `published`.
    pub action: String,
    /// The reason that was given, if any.
    pub reason: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A change that a job has made, not yet numbered.
#[derive(Debug, Clone)]
pub struct Change {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// Its version after the change.
    pub version: i64,
    /// Who, how, why, when.
    pub note: Note,
    /// What became of it.
    pub state: State,
}

#[derive(Insertable)]
#[diesel(table_name = changes, treat_none_as_default_value = false)]
struct NewRow<'a> {
    n: i64,
    kind: &'static str,
    record: DbUuid,
    version: i64,
    action: &'a str,
    actor: Option<DbUuid>,
    reason: Option<String>,
    at: DbInstant,
}

/// Takes the next numbers from the head row and writes the log rows. Returns the last number.
///
/// The head row is locked from here to the commit, so nothing slow may follow.
pub(super) fn append(conn: &mut DbConnection, list: &[Change]) -> Result<i64, StoreError> {
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    let newest: i64 = diesel::update(head::table)
        .set(head::n.eq(head::n + count))
        .returning(head::n)
        .get_result(conn)?;
    let rows: Vec<NewRow<'_>> = list
        .iter()
        .zip(newest - count + 1..)
        .map(|(change, n)| NewRow {
            n,
            kind: change.kind.as_str(),
            record: DbUuid(change.record),
            version: change.version,
            action: &change.note.action,
            actor: change.note.actor.map(DbUuid),
            reason: change.note.reason.clone(),
            at: DbInstant(change.note.at),
        })
        .collect();
    insert_rows!(conn, changes::table, rows.iter().collect::<Vec<_>>());
    Ok(newest)
}

/// The number of the newest change.
pub fn position(conn: &mut DbConnection) -> Result<i64, StoreError> {
    Ok(head::table.select(head::n).first(conn)?)
}

/// A row of the log that somebody follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Its number.
    pub n: i64,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
}

/// The changes after number `after`, oldest first, at most `limit`.
pub fn since(conn: &mut DbConnection, after: i64, limit: i64) -> Result<Vec<Logged>, StoreError> {
    let rows: Vec<(i64, String, DbUuid)> = changes::table
        .filter(changes::n.gt(after))
        .order(changes::n)
        .limit(limit)
        .select((changes::n, changes::kind, changes::record))
        .load(conn)?;
    rows.into_iter()
        .map(|(n, kind, record)| {
            let kind = kind.parse().map_err(|error: crate::domain::Invalid| {
                StoreError::CorruptRow { table: "changes", id: record.0, why: error.to_string() }
            })?;
            Ok(Logged { n, kind, record: record.0 })
        })
        .collect()
}
