//! The audit's entries, sealed as they are written.

#![expect(clippy::ref_option_ref, reason = "Diesel's derive of Insertable makes such references")]

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        Invalid,
        access::scope::Role,
        resource::RecordKind,
        trust::audit::{AuditEntry, AuditKey, Changed, Head, Kept},
    },
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        changes::{Change, Note},
        error::StoreError,
        schema::{audit_entries as table, changes, clients, head},
        types::{DbInstant, DbUuid, at_most},
    },
};

/// Something that was read, to be entered when the transaction commits.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// Who, what, when.
    pub note: Note,
}

#[derive(Clone, Copy, Insertable)]
#[diesel(table_name = table, treat_none_as_default_value = false)]
struct NewRow<'a> {
    n: i64,
    at: DbInstant,
    client: Option<DbUuid>,
    action: &'a str,
    kind: &'static str,
    record: DbUuid,
    change: Option<i64>,
    reason: Option<&'a str>,
    seal: &'a str,
}

impl<'a> NewRow<'a> {
    fn of(entry: &'a AuditEntry, seal: &'a str) -> Self {
        Self {
            n: entry.n,
            at: DbInstant(entry.at),
            client: entry.client.map(DbUuid),
            action: &entry.action,
            kind: entry.kind.as_str(),
            record: DbUuid(entry.record),
            change: entry.change.as_ref().map(|change| change.n),
            reason: entry.change.as_ref().and_then(|change| change.reason.as_deref()),
            seal,
        }
    }
}

/// What a transaction enters, numbered but for the entries themselves: its changes after number `change`, then its readings.
pub(in crate::store) fn entries(
    (list, change): (&[Change], i64),
    readings: &[Reading],
    key: Option<&AuditKey>,
) -> Vec<AuditEntry> {
    let entry = |note: &Note, (kind, record), change| AuditEntry {
        n: 0,
        at: note.at,
        client: note.actor,
        action: note.action.clone(),
        kind,
        record,
        change,
    };
    let changed = list.iter().zip(change + 1..).map(|(one, n)| {
        let digest = |reason: &String| key.map(|key| key.digest(n, reason)).unwrap_or_default();
        let reason = one.note.reason.as_ref().map(digest);
        let (version, from, to) = (one.version, one.from.clone(), one.to.clone());
        entry(&one.note, (one.kind, one.record), Some(Changed { n, version, from, to, reason }))
    });
    let read = readings.iter().map(|one| entry(&one.note, (one.kind, one.record), None));
    changed.chain(read).collect()
}

/// Writes entries after the head, each sealed over the one before; returns the new head. Without the key the seals are
/// empty, which a check tells.
pub(in crate::store) fn append(
    conn: &mut DbConnection,
    mut after: Head,
    mut entries: Vec<AuditEntry>,
    key: Option<&AuditKey>,
) -> Result<Head, StoreError> {
    let mut seals = Vec::with_capacity(entries.len());
    for (entry, n) in entries.iter_mut().zip(after.entry + 1..) {
        entry.n = n;
        let seal = key.map(|key| key.seal(&after.seal, entry)).unwrap_or_default();
        after = Head { entry: n, seal: seal.clone() };
        seals.push(seal);
    }
    let rows: Vec<NewRow<'_>> =
        entries.iter().zip(&seals).map(|(entry, seal)| NewRow::of(entry, seal)).collect();
    insert_rows!(conn, table::table, rows);
    diesel::update(head::table).set(head::seal.eq(&after.seal)).execute(conn)?;
    Ok(after)
}

/// Which entries to read.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Of this client.
    pub client: Option<Uuid>,
    /// Of the clients of this organisation.
    pub organisation: Option<Uuid>,
    /// With this verb.
    pub action: Option<String>,
    /// About records of this kind.
    pub kind: Option<RecordKind>,
    /// About this record.
    pub record: Option<Uuid>,
    /// From this moment on.
    pub since: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// An entry, and for whom its client works.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The entry; its change is not read.
    pub entry: AuditEntry,
    /// The number of its change; `None` for a reading.
    pub change: Option<i64>,
    /// The client's organisation and its role, while the client is known.
    pub of: Option<(Uuid, Role)>,
}

type Query<'q> = table::BoxedQuery<'q, DbMulti>;
type Row =
    (i64, DbInstant, Option<DbUuid>, String, String, DbUuid, Option<i64>, Option<String>, String);

fn load(conn: &mut DbConnection, query: Query<'_>, limit: usize) -> Result<Vec<Row>, StoreError> {
    Ok(query.order(table::n).limit(at_most(limit)).load(conn)?)
}

fn read(row: &Row) -> Result<AuditEntry, StoreError> {
    let (n, at, client, action, kind, record, ..) = row;
    let corrupt = |error: Invalid| StoreError::CorruptRow {
        table: "audit_entries",
        id: record.0,
        why: error.0,
    };
    Ok(AuditEntry {
        n: *n,
        at: at.0,
        client: client.map(|client| client.0),
        action: action.clone(),
        kind: kind.parse().map_err(corrupt)?,
        record: record.0,
        change: None,
    })
}

/// The entries that pass a filter after number `after`, oldest first, at most `limit`.
pub fn list(
    conn: &mut DbConnection,
    filter: &AuditFilter,
    after: i64,
    limit: usize,
) -> Result<Vec<Listed>, StoreError> {
    let query = filtered(conn, filter)?.filter(table::n.gt(after));
    let rows = load(conn, query, limit)?;
    let of = organisations(conn, rows.iter().filter_map(|row| row.2).collect())?;
    let listed = |row: &Row| {
        let of = row.2.and_then(|client| of.get(&client.0).copied());
        Ok(Listed { entry: read(row)?, change: row.6, of })
    };
    rows.iter().map(listed).collect()
}

fn filtered<'q>(conn: &mut DbConnection, filter: &AuditFilter) -> Result<Query<'q>, StoreError> {
    let mut query = table::table.into_boxed::<DbMulti>();
    if let Some(client) = filter.client {
        query = query.filter(table::client.eq(DbUuid(client)));
    }
    if let Some(organisation) = filter.organisation {
        let of = clients::table.filter(clients::organisation.eq(DbUuid(organisation)));
        let ids: Vec<DbUuid> = of.select(clients::id).load(conn)?;
        query = query.filter(table::client.eq_any(ids));
    }
    if let Some(action) = &filter.action {
        query = query.filter(table::action.eq(action.clone()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(table::kind.eq(kind.as_str()));
    }
    if let Some(record) = filter.record {
        query = query.filter(table::record.eq(DbUuid(record)));
    }
    if let Some(since) = filter.since {
        query = query.filter(table::at.ge(DbInstant(since)));
    }
    if let Some(until) = filter.until {
        query = query.filter(table::at.lt(DbInstant(until)));
    }
    Ok(query)
}

fn organisations(
    conn: &mut DbConnection,
    ids: Vec<DbUuid>,
) -> Result<HashMap<Uuid, (Uuid, Role)>, StoreError> {
    let known = clients::table.filter(clients::id.eq_any(ids));
    let rows: Vec<(DbUuid, DbUuid, String)> =
        known.select((clients::id, clients::organisation, clients::role)).load(conn)?;
    let read = |(id, organisation, role): (DbUuid, DbUuid, String)| {
        let corrupt =
            |error: Invalid| StoreError::CorruptRow { table: "clients", id: id.0, why: error.0 };
        Ok((id.0, (organisation.0, role.parse().map_err(corrupt)?)))
    };
    rows.into_iter().map(read).collect()
}

/// The readings of a record, oldest first, at most `limit`.
pub fn readings(
    conn: &mut DbConnection,
    record: Uuid,
    limit: usize,
) -> Result<Vec<AuditEntry>, StoreError> {
    let of_record = table::table
        .filter(table::record.eq(DbUuid(record)))
        .filter(table::change.is_null())
        .into_boxed::<DbMulti>();
    load(conn, of_record, limit)?.iter().map(read).collect()
}

/// The head of the chain.
pub fn head(conn: &mut DbConnection) -> Result<Head, StoreError> {
    let (entry, seal) = head::table.select((head::entry, head::seal)).first(conn)?;
    Ok(Head { entry, seal })
}

/// The seal of an entry, if it is there.
pub fn seal(conn: &mut DbConnection, entry: i64) -> Result<Option<String>, StoreError> {
    Ok(table::table.find(entry).select(table::seal).first(conn).optional()?)
}

type ChangeRow = (
    (i64, String, DbUuid, i64, String, Option<DbUuid>),
    (Option<String>, DbInstant, Option<String>, Option<String>),
);

/// The entries after number `after` as they are kept, with what the change log says of them, at most `limit`.
pub fn kept(conn: &mut DbConnection, after: i64, limit: usize) -> Result<Vec<Kept>, StoreError> {
    let rows = load(conn, table::table.filter(table::n.gt(after)).into_boxed::<DbMulti>(), limit)?;
    let numbers: Vec<i64> = rows.iter().filter_map(|row| row.6).collect();
    let (columns, more) = (
        (
            changes::n,
            changes::kind,
            changes::record,
            changes::version,
            changes::action,
            changes::actor,
        ),
        (changes::reason, changes::at, changes::from_state, changes::to_state),
    );
    let told: Vec<ChangeRow> =
        changes::table.filter(changes::n.eq_any(numbers)).select((columns, more)).load(conn)?;
    let mut told: HashMap<i64, ChangeRow> = told.into_iter().map(|row| (row.0.0, row)).collect();
    rows.into_iter()
        .map(|row| {
            let change = row.6.and_then(|n| told.remove(&n));
            with_change(row, change)
        })
        .collect()
}

fn with_change(row: Row, change: Option<ChangeRow>) -> Result<Kept, StoreError> {
    let mut entry = read(&row)?;
    let (.., number, digest, seal) = row;
    let Some(n) = number else {
        return Ok(Kept { entry, agrees: digest.is_none(), reason: None, seal });
    };
    let mut changed = Changed { n, version: 0, from: None, to: None, reason: digest };
    let Some(((_, kind, record, version, action, actor), (reason, at, from, to))) = change else {
        entry.change = Some(changed);
        return Ok(Kept { entry, agrees: false, reason: None, seal });
    };
    let agrees = kind == entry.kind.as_str()
        && (record.0, action, actor.map(|actor| actor.0), at.0)
            == (entry.record, entry.action.clone(), entry.client, entry.at);
    (changed.version, changed.from, changed.to) = (version, from, to);
    entry.change = Some(changed);
    Ok(Kept { entry, agrees, reason, seal })
}
