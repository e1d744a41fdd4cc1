//! The change log: gapless numbers in commit order, from which the index and every other follower live.

#![expect(clippy::ref_option_ref, reason = "Diesel's derive of Insertable makes such references")]

use std::{any::Any, fmt::Display, sync::Arc};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        resource::{Record, RecordKind, Resource},
        trust::audit::Head,
    },
    store::{
        backend::{DbConnection, insert_rows},
        error::StoreError,
        schema::{changes, head},
        types::{DbInstant, DbUuid, at_most},
    },
};

/// What became of a record, for those who follow the log.
#[derive(Debug, Clone)]
pub enum State {
    /// As it now is: a [`Record`] of its kind.
    Is(Arc<dyn Any + Send + Sync>),
    /// It is gone.
    Deleted,
    /// Not at hand: whoever needs it reads it.
    Unread,
}

impl State {
    /// The record, if it is of this kind and at hand.
    pub fn record<R: Resource>(&self) -> Option<&Record<R>> {
        if let Self::Is(record) = self { record.downcast_ref() } else { None }
    }
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
    /// The state before, for kinds that have states; `None` for a new record.
    pub from: Option<String>,
    /// The state after; `None` for a deleted record.
    pub to: Option<String>,
    /// What became of it.
    pub state: State,
}

impl Change {
    /// A change of something without states, of which followers read what they need.
    pub fn new(kind: RecordKind, record: Uuid, version: i64, note: Note) -> Self {
        Self { kind, record, version, note, from: None, to: None, state: State::Unread }
    }

    /// The same change, from one state to another.
    #[must_use]
    pub fn between<S: Display>(mut self, from: Option<S>, to: Option<S>) -> Self {
        let text = |state: S| state.to_string();
        (self.from, self.to) = (from.map(text), to.map(text));
        self
    }

    /// That a record, which had the state `from` if it is not new, became as it now is.
    pub(super) fn of<R: Resource>(from: Option<R::Status>, record: &Record<R>, note: Note) -> Self {
        let state = State::Is(Arc::new(record.clone()));
        let change = Self::new(R::KIND, record.id.0, record.version, note);
        Self { state, ..change.between(from, Some(record.status)) }
    }

    /// That a record is gone.
    pub(super) fn deletion<R: Resource>(record: &Record<R>, note: Note) -> Self {
        let change = Self::new(R::KIND, record.id.0, record.version + 1, note);
        Self { state: State::Deleted, ..change.between(Some(record.status), None) }
    }
}

/// A numbered change, for those who follow the log.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its number.
    pub n: i64,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// What became of it.
    pub state: State,
}

#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = changes, treat_none_as_default_value = false)]
struct NewRow<'a> {
    n: i64,
    kind: &'static str,
    record: DbUuid,
    version: i64,
    action: &'a str,
    actor: Option<DbUuid>,
    reason: Option<&'a str>,
    at: DbInstant,
    from_state: Option<&'a str>,
    to_state: Option<&'a str>,
}

/// Takes the next numbers of so many changes and of so many entries of the audit from the head row. Returns the number of
/// the last change before, and the head of the audit before.
///
/// The head row is locked from here to the commit, so nothing slow may follow.
pub(super) fn take_numbers(
    conn: &mut DbConnection,
    changes: usize,
    entries: usize,
) -> Result<(i64, Head), StoreError> {
    let (changes, entries) = (at_most(changes), at_most(entries));
    let (n, entry, seal): (i64, i64, String) = diesel::update(head::table)
        .set((head::n.eq(head::n + changes), head::entry.eq(head::entry + entries)))
        .returning((head::n, head::entry, head::seal))
        .get_result(conn)?;
    Ok((n - changes, Head { entry: entry - entries, seal }))
}

/// Writes the log rows after number `before`. Returns them as followers see them.
pub(super) fn append(
    conn: &mut DbConnection,
    list: Vec<Change>,
    before: i64,
) -> Result<Vec<Logged>, StoreError> {
    let rows: Vec<NewRow<'_>> = list
        .iter()
        .zip(before + 1..)
        .map(|(change, n)| NewRow {
            n,
            kind: change.kind.as_str(),
            record: DbUuid(change.record),
            version: change.version,
            action: &change.note.action,
            actor: change.note.actor.map(DbUuid),
            reason: change.note.reason.as_deref(),
            at: DbInstant(change.note.at),
            from_state: change.from.as_deref(),
            to_state: change.to.as_deref(),
        })
        .collect();
    insert_rows!(conn, changes::table, rows);
    let numbered = list.into_iter().zip(before + 1..);
    Ok(numbered
        .map(|(Change { kind, record, state, .. }, n)| Logged { n, kind, record, state })
        .collect())
}

/// The number of the newest change.
pub fn position(conn: &mut DbConnection) -> Result<i64, StoreError> {
    Ok(head::table.select(head::n).first(conn)?)
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
            let kind = kind.parse().map_err(|error: Invalid| StoreError::CorruptRow {
                table: "changes",
                id: record.0,
                why: error.0,
            })?;
            Ok(Logged { n, kind, record: record.0, state: State::Unread })
        })
        .collect()
}
