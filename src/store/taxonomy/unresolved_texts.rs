//! The texts on open records that name nothing known: kept in step with the records by their own writes.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::{dsl, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        concepts::wording::{Text, TextKind},
        resource::{Record, RecordKind, Resource},
        values::language::Lang,
    },
    store::{
        backend::{DbConnection, insert_rows},
        error::StoreError,
        schema::unmapped_texts::{self as table, dsl::unmapped_texts},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// A text that waits, with all the records that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queued {
    /// What it should name, the folded text, and its language; the queue's order ends in it.
    pub place: CursorPosition,
    /// One of its spellings.
    pub text: String,
    /// When it was first seen on one of the records.
    pub first_seen: DateTime<Utc>,
    /// When it was last seen.
    pub last_seen: DateTime<Utc>,
}

/// Where a text stands in the queue: those on many records come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorPosition {
    /// On how many records it stands.
    pub records: i64,
    /// What it should name.
    pub kind: TextKind,
    /// The folded text.
    pub key: String,
    /// Its language, if known.
    pub lang: Option<Lang>,
}

/// A record with a text that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
}

#[derive(Insertable)]
#[diesel(table_name = table)]
pub(in crate::store) struct NewRow {
    record: DbUuid,
    record_kind: &'static str,
    kind: &'static str,
    key: String,
    lang: &'static str,
    text: String,
    seen_at: DbInstant,
}

fn lang_text(lang: Option<Lang>) -> &'static str {
    lang.map_or("", Lang::as_str)
}

impl NewRow {
    fn of<R: Resource>(record: &Record<R>, text: &Text<'_>) -> Self {
        Self {
            record: DbUuid(record.id.0),
            record_kind: R::KIND.as_str(),
            kind: text.kind.as_str(),
            key: text.key(),
            lang: lang_text(text.lang),
            text: text.text.to_owned(),
            seen_at: DbInstant(record.updated_at),
        }
    }

    /// What tells the texts of one record apart.
    fn place(&self) -> (&str, &str, &str) {
        (self.kind, &self.key, self.lang)
    }
}

/// The texts of a record that wait, each once.
pub(in crate::store) fn rows<R: Resource>(record: &Record<R>) -> Vec<NewRow> {
    if !R::is_editable(record.status) {
        return Vec::new();
    }
    let texts = record.body.texts();
    let waiting = texts.iter().filter(|text| text.is_unmapped());
    let mut rows: Vec<NewRow> = waiting.map(|text| NewRow::of(record, text)).collect();
    rows.sort_by(|one, other| one.place().cmp(&other.place()));
    rows.dedup_by(|one, other| one.place() == other.place());
    rows
}

/// Enters texts that are not there yet.
pub(in crate::store) fn insert(
    conn: &mut DbConnection,
    rows: &[&NewRow],
) -> Result<(), StoreError> {
    insert_rows!(conn, unmapped_texts, rows);
    Ok(())
}

/// Enters the texts of a changed record, and takes out those that it no longer has or that are mapped.
pub(in crate::store) fn keep<R: Resource>(
    conn: &mut DbConnection,
    record: &Record<R>,
) -> Result<(), StoreError> {
    let id = DbUuid(record.id.0);
    let known: Vec<(String, String, String)> = unmapped_texts
        .filter(table::record.eq(id))
        .select((table::kind, table::key, table::lang))
        .load(conn)?;
    let known: BTreeSet<(&str, &str, &str)> =
        known.iter().map(|(kind, key, lang)| (&**kind, &**key, &**lang)).collect();
    let wanted = rows(record);
    for place in known.difference(&wanted.iter().map(NewRow::place).collect()) {
        let (kind, key, lang) = *place;
        diesel::delete(unmapped_texts.find((id, kind, key, lang))).execute(conn)?;
    }
    let new: Vec<&NewRow> = wanted.iter().filter(|row| !known.contains(&row.place())).collect();
    insert(conn, &new)
}

/// The texts of a record that wait, in the order of what they should name.
pub fn of_record(conn: &mut DbConnection, record: Uuid) -> Result<Vec<String>, StoreError> {
    let of_record = unmapped_texts.filter(table::record.eq(DbUuid(record)));
    let ordered = of_record.order_by((table::kind, table::key, table::lang));
    Ok(ordered.select(table::text).load(conn)?)
}

/// Takes out every text of a record that is deleted.
pub(in crate::store) fn forget(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    diesel::delete(unmapped_texts.filter(table::record.eq(DbUuid(record)))).execute(tx.conn())?;
    Ok(())
}

type Row = (String, String, String, Option<String>, i64, Option<DbInstant>, Option<DbInstant>);

/// The texts that wait, those on many records first, after `after`.
pub fn queue(
    conn: &mut DbConnection,
    kind: Option<TextKind>,
    after: Option<&CursorPosition>,
    limit: usize,
) -> Result<Vec<Queued>, StoreError> {
    let kinds: Vec<&str> = kind.map_or_else(
        || TextKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        |one| vec![one.as_str()],
    );
    let groups = unmapped_texts
        .filter(table::kind.eq_any(kinds))
        .group_by((table::kind, table::key, table::lang))
        .select((
            table::kind,
            table::key,
            table::lang,
            dsl::min(table::text),
            dsl::count_star(),
            dsl::min(table::seen_at),
            dsl::max(table::seen_at),
        ))
        .order_by((dsl::count_star().desc(), table::kind, table::key, table::lang))
        .limit(at_most(limit));
    let rows: Vec<Row> = match after {
        None => groups.load(conn)?,
        Some(CursorPosition { records, kind, key, lang }) => {
            let (kind, lang) = (kind.as_str(), lang_text(*lang));
            let later = table::kind.gt(kind).or(table::kind
                .eq(kind)
                .and(table::key.gt(key).or(table::key.eq(key).and(table::lang.gt(lang)))));
            let rarer = dsl::count_star().lt(records);
            groups.having(rarer.or(dsl::count_star().eq(records).and(later))).load(conn)?
        }
    };
    rows.into_iter().map(queued).collect()
}

fn queued(row: Row) -> Result<Queued, StoreError> {
    let (kind, key, lang, text, records, first_seen, last_seen) = row;
    let corrupt = |error: Invalid| corrupt(Uuid::nil(), error.0);
    let missing = || corrupt(Invalid::expected("a row in each group"));
    let lang = if lang.is_empty() { None } else { Some(lang.parse().map_err(corrupt)?) };
    Ok(Queued {
        place: CursorPosition { records, kind: kind.parse().map_err(corrupt)?, key, lang },
        text: text.ok_or_else(missing)?,
        first_seen: first_seen.ok_or_else(missing)?.0,
        last_seen: last_seen.ok_or_else(missing)?.0,
    })
}

fn corrupt(id: Uuid, why: String) -> StoreError {
    StoreError::CorruptRow { table: "unmapped_texts", id, why }
}

/// The records with this folded text, in the order of their ids.
pub fn waiting_for(
    conn: &mut DbConnection,
    kind: TextKind,
    key: &str,
    limit: usize,
) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<(DbUuid, String)> = unmapped_texts
        .filter(table::kind.eq(kind.as_str()))
        .filter(table::key.eq(key))
        .select((table::record, table::record_kind))
        .distinct()
        .order_by(table::record)
        .limit(at_most(limit))
        .load(conn)?;
    rows.into_iter().map(waiting).collect()
}

/// The records with any text that waits, in the order of their ids, after `after`.
pub fn waiting_after(
    conn: &mut DbConnection,
    after: Uuid,
    limit: usize,
) -> Result<Vec<Waiting>, StoreError> {
    let rows: Vec<(DbUuid, String)> = unmapped_texts
        .filter(table::record.gt(DbUuid(after)))
        .select((table::record, table::record_kind))
        .distinct()
        .order_by(table::record)
        .limit(at_most(limit))
        .load(conn)?;
    rows.into_iter().map(waiting).collect()
}

fn waiting((record, kind): (DbUuid, String)) -> Result<Waiting, StoreError> {
    let kind = kind.parse().map_err(|error: Invalid| corrupt(record.0, error.0))?;
    Ok(Waiting { kind, record: record.0 })
}
