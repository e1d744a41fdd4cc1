//! What is left of records that some, who could see them, see no more: those that are deleted, for their owner, and those
//! that are public no more, for the public. It is ids and moments alone, as in the change log.

#![expect(clippy::ref_option_ref, reason = "Diesel's derive of Insertable makes such references")]

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::resource::{
        Record, RecordKind, Resource,
        id::Id,
        reach::{Extent, Reach},
    },
    store::{
        backend::{DbConnection, DbMulti},
        error::StoreError,
        records::filter::Filter,
        schema::tombstones::{self, table},
        types::{DbInstant, DbUuid, at_most},
    },
};

/// What is left of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The record.
    pub id: Uuid,
    /// The state in which it is public no more; `None` of one that is deleted.
    pub state: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// The state of a record that stands, and is in a list no more.
const LEFT_FILTER: &str = "left_filter";

impl Tombstone {
    /// What a list tells of a record that does not pass its filter since it was changed.
    pub fn left_filter(id: Uuid, at: DateTime<Utc>) -> Self {
        Self { id, state: Some(LEFT_FILTER.to_owned()), at }
    }
}

#[derive(Insertable)]
#[diesel(table_name = tombstones, treat_none_as_default_value = false)]
struct NewRow<'r> {
    kind: &'static str,
    record: DbUuid,
    owner: DbUuid,
    state: Option<&'r str>,
    seen_by: &'static str,
    at: DbInstant,
    party: Option<DbUuid>,
}

/// Whose a record was that leaves a tombstone.
pub(in crate::store) struct Left {
    /// Its kind.
    pub(in crate::store) kind: RecordKind,
    /// The record.
    pub(in crate::store) record: Uuid,
    /// The organisation that owned it.
    pub(in crate::store) owner: Uuid,
    /// Another organisation that took part in it.
    pub(in crate::store) party: Option<Uuid>,
}

impl Left {
    fn of<R: Resource>(record: &Record<R>) -> Self {
        let party = record.body.parties().first().copied();
        Self { kind: R::KIND, record: record.id.0, owner: record.owner, party }
    }
}

/// The public could see it.
const PUBLIC: &str = "public";
/// Its owner could see it, and operators.
const OWNER: &str = "owner";

fn is_public<R: Resource>(record: &Record<R>) -> bool {
    R::PUBLIC == Some(record.status)
}

/// Follows a record from one state to the next.
pub(super) fn moved<R: Resource>(
    conn: &mut DbConnection,
    before: &Record<R>,
    after: &Record<R>,
) -> Result<(), StoreError> {
    let left = Left::of(before);
    match (is_public(before), is_public(after)) {
        (true, false) => {
            put(conn, &left, (PUBLIC, Some(&after.status.to_string())), after.updated_at)
        }
        (false, true) => forget(conn, &left),
        _ => Ok(()),
    }
}

/// Leaves a tombstone of a record that is deleted.
pub(in crate::store) fn deleted<R: Resource>(
    conn: &mut DbConnection,
    record: &Record<R>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let seen_by = if is_public(record) { PUBLIC } else { OWNER };
    put(conn, &Left::of(record), (seen_by, None), at)
}

/// Leaves a tombstone of something deleted that only its organisations could see.
pub(in crate::store) fn private(
    conn: &mut DbConnection,
    left: &Left,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    put(conn, left, (OWNER, None), at)
}

fn put(
    conn: &mut DbConnection,
    left: &Left,
    (seen_by, state): (&'static str, Option<&str>),
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    forget(conn, left)?;
    let (kind, at) = (left.kind.as_str(), DbInstant(at));
    let (record, owner, party) = (DbUuid(left.record), DbUuid(left.owner), left.party.map(DbUuid));
    let row = NewRow { kind, record, owner, state, seen_by, at, party };
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

fn forget(conn: &mut DbConnection, left: &Left) -> Result<(), StoreError> {
    diesel::delete(table.find((left.kind.as_str(), DbUuid(left.record)))).execute(conn)?;
    Ok(())
}

type Query<'q> = tombstones::BoxedQuery<'q, DbMulti>;

/// What is left of a kind for somebody with this reach.
fn within<'q, T>(kind: RecordKind, reach: Reach<T>) -> Query<'q> {
    let of_kind = table.filter(tombstones::kind.eq(kind.as_str())).into_boxed::<DbMulti>();
    let deleted = tombstones::state.is_null();
    match reach.extent() {
        Extent::All => of_kind.filter(deleted),
        Extent::Owner(owner) => of_kind.filter(deleted).filter(tombstones::owner.eq(DbUuid(owner))),
        Extent::Shared(organisation) => {
            let own = tombstones::owner.eq(DbUuid(organisation)).nullable();
            let party = tombstones::party.eq(Some(DbUuid(organisation)));
            of_kind.filter(deleted).filter(own.or(party))
        }
        Extent::Party(party) => {
            of_kind.filter(deleted).filter(tombstones::party.eq(Some(DbUuid(party))))
        }
        Extent::Public => of_kind.filter(tombstones::seen_by.eq(PUBLIC)),
        Extent::Worker(_) | Extent::Nothing => {
            of_kind.filter(tombstones::seen_by.ne_all([PUBLIC, OWNER]))
        }
    }
}

fn load(conn: &mut DbConnection, query: Query<'_>) -> Result<Vec<Tombstone>, StoreError> {
    let rows: Vec<(DbUuid, Option<String>, DbInstant)> =
        query.select((tombstones::record, tombstones::state, tombstones::at)).load(conn)?;
    let read = |(id, state, at): (DbUuid, _, DbInstant)| Tombstone { id: id.0, state, at: at.0 };
    Ok(rows.into_iter().map(read).collect())
}

/// What is left of those among some records that were in reach.
pub fn among<T>(
    conn: &mut DbConnection,
    (kind, reach): (RecordKind, Reach<T>),
    ids: &[Uuid],
) -> Result<Vec<Tombstone>, StoreError> {
    let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
    load(conn, within(kind, reach).filter(tombstones::record.eq_any(ids)))
}

/// The organisations that owned what is left of some records, and those that took part in them, each with the record.
pub fn organisations(
    conn: &mut DbConnection,
    kind: RecordKind,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
    let left = table.filter(tombstones::kind.eq(kind.as_str()));
    let rows: Vec<(DbUuid, DbUuid, Option<DbUuid>)> = left
        .filter(tombstones::record.eq_any(ids))
        .select((tombstones::record, tombstones::owner, tombstones::party))
        .load(conn)?;
    let both = |(record, owner, party): (DbUuid, DbUuid, Option<DbUuid>)| {
        [Some(owner), party].into_iter().flatten().map(move |whose| (whose.0, record.0))
    };
    Ok(rows.into_iter().flat_map(both).collect())
}

/// What is left, since the moment that the filter names, of records that were in reach: newest first, older than `after`.
/// Nobody knows any more what else the filter would say of them, but their owner.
pub fn list<R: Resource>(
    conn: &mut DbConnection,
    reach: Reach<R>,
    filter: &Filter,
    after: Option<Id<R>>,
    limit: usize,
) -> Result<Vec<Tombstone>, StoreError> {
    let Some(since) = filter.changed_since else { return Ok(Vec::new()) };
    let mut query = within(R::KIND, reach).filter(tombstones::at.ge(DbInstant(since)));
    if let Some(owner) = filter.owner {
        query = query.filter(tombstones::owner.eq(DbUuid(owner)));
    }
    if let Some(after) = after {
        query = query.filter(tombstones::record.lt(DbUuid(after.0)));
    }
    load(conn, query.order(tombstones::record.desc()).limit(at_most(limit)))
}
