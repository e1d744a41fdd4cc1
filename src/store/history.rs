//! The change log as the history of each record: who, when, from which state to which, why.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::{dsl::min, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{Invalid, access::scope::Role, resource::RecordKind},
    store::{
        backend::{DbConnection, DbMulti},
        changes::Change,
        error::StoreError,
        ledger::Ledger,
        schema::{changes, clients},
        tx::Tx,
        types::{DbInstant, DbUuid, at_most},
    },
};

/// The ledger of all changes.
#[derive(Debug)]
pub struct History;

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the change.
    pub n: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The API client that did it; `None` is Koprik itself.
    pub client: Option<Uuid>,
    /// The role of the client's organisation, while the client is known.
    pub role: Option<Role>,
    /// The verb, such as `create` or `published`.
    pub action: String,
    /// The state before; `None` for a new record, or where it was not recorded.
    pub from: Option<String>,
    /// The state after; `None` for a deleted record, or where it was not recorded.
    pub to: Option<String>,
    /// The record's version after it.
    pub version: i64,
    /// The reason that was given, unless it was erased.
    pub reason: Option<String>,
}

type Row = (
    (i64, DbUuid, i64, String, Option<DbUuid>, Option<String>),
    (DbInstant, Option<String>, Option<String>),
    Option<String>,
);

type Query<'q> = diesel::helper_types::IntoBoxed<
    'q,
    diesel::helper_types::LeftJoin<
        changes::table,
        diesel::helper_types::On<
            clients::table,
            diesel::dsl::Eq<changes::actor, diesel::dsl::Nullable<clients::id>>,
        >,
    >,
    DbMulti,
>;

fn entries<'q>() -> Query<'q> {
    changes::table
        .left_join(clients::table.on(changes::actor.eq(clients::id.nullable())))
        .into_boxed::<DbMulti>()
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Entry>, StoreError> {
    use changes::{action, actor, at, from_state, n, reason, record, to_state, version};
    let columns = (
        (n, record, version, action, actor, reason),
        (at, from_state, to_state),
        clients::role.nullable(),
    );
    let rows: Vec<Row> = query.order(n).select(columns).load(conn)?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: Row) -> Result<Entry, StoreError> {
    let ((n, record, version, action, client, reason), (at, from, to), role) = row;
    let corrupt =
        |error: Invalid| StoreError::CorruptRow { table: "clients", id: record.0, why: error.0 };
    Ok(Entry {
        n,
        at: at.0,
        client: client.map(|client| client.0),
        role: role.map(|role| role.parse()).transpose().map_err(corrupt)?,
        action,
        from,
        to,
        version,
        reason,
    })
}

impl Ledger for History {
    type New = Change;
    type Entry = Entry;
    type Subject = (RecordKind, Uuid);

    fn append(tx: &mut Tx<'_>, new: Change) -> Result<(), StoreError> {
        tx.log(new);
        Ok(())
    }

    fn get(conn: &mut DbConnection, n: i64) -> Result<Option<Entry>, StoreError> {
        Ok(load(conn, entries().filter(changes::n.eq(n)))?.pop())
    }

    fn list(
        conn: &mut DbConnection,
        (kind, record): (RecordKind, Uuid),
        after: i64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let of_record = entries()
            .filter(changes::record.eq(DbUuid(record)))
            .filter(changes::kind.eq(kind.as_str()))
            .filter(changes::n.gt(after))
            .limit(at_most(limit));
        load(conn, of_record)
    }
}

/// The records of a kind that were deleted.
pub fn deleted(conn: &mut DbConnection, kind: RecordKind) -> Result<HashSet<Uuid>, StoreError> {
    let ids: Vec<DbUuid> = changes::table
        .filter(changes::kind.eq(kind.as_str()))
        .filter(changes::action.eq("delete"))
        .select(changes::record)
        .load(conn)?;
    Ok(ids.into_iter().map(|id| id.0).collect())
}

/// When records last moved to a state, of those that ever did.
pub fn moved_to(
    conn: &mut DbConnection,
    (kind, records): (RecordKind, &[Uuid]),
    state: &str,
) -> Result<HashMap<Uuid, DateTime<Utc>>, StoreError> {
    let records: Vec<DbUuid> = records.iter().copied().map(DbUuid).collect();
    let moves: Vec<(DbUuid, DbInstant)> = changes::table
        .filter(changes::record.eq_any(records))
        .filter(changes::kind.eq(kind.as_str()))
        .filter(changes::to_state.eq(state).or(changes::action.eq(state)))
        .filter(changes::from_state.is_null().or(changes::from_state.ne(state)))
        .order(changes::n)
        .select((changes::record, changes::at))
        .load(conn)?;
    Ok(moves.into_iter().map(|(record, at)| (record.0, at.0)).collect())
}

/// The number of the first change of a record.
pub fn begun(
    conn: &mut DbConnection,
    kind: RecordKind,
    record: Uuid,
) -> Result<Option<i64>, StoreError> {
    let of_record = changes::table
        .filter(changes::record.eq(DbUuid(record)))
        .filter(changes::kind.eq(kind.as_str()));
    Ok(of_record.select(min(changes::n)).first(conn)?)
}

/// Whether a record has ever entered a state.
pub fn has_been(
    conn: &mut DbConnection,
    (kind, record): (RecordKind, Uuid),
    state: &str,
) -> Result<bool, StoreError> {
    let entered = changes::table
        .filter(changes::record.eq(DbUuid(record)))
        .filter(changes::kind.eq(kind.as_str()))
        .filter(changes::to_state.eq(state).or(changes::action.eq(state)));
    Ok(entered.count().get_result::<i64>(conn)? > 0)
}

/// Takes out the reasons that were given for changes of a record: also of those that are not numbered yet.
pub(super) fn forget_reasons(tx: &mut Tx<'_>, record: Uuid) -> Result<(), StoreError> {
    let given = changes::table
        .filter(changes::record.eq(DbUuid(record)))
        .filter(changes::reason.is_not_null());
    diesel::update(given).set(changes::reason.eq(None::<String>)).execute(tx.conn())?;
    for change in tx.changes.iter_mut().filter(|change| change.record == record) {
        change.note.reason = None;
    }
    Ok(())
}
