//! What is left of records that some, who could see them, see no more: those that are deleted, for their owner, and those
//! that are public no more, for the public. It is ids and moments alone, as in the change log.

#![expect(clippy::ref_option_ref, reason = "Diesel's derive of Insertable makes such references")]

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::resource::{
        Record, Resource,
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

#[derive(Insertable)]
#[diesel(table_name = tombstones, treat_none_as_default_value = false)]
struct NewRow<'r> {
    kind: &'static str,
    record: DbUuid,
    owner: DbUuid,
    state: Option<&'r str>,
    seen_by: &'static str,
    at: DbInstant,
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
    match (is_public(before), is_public(after)) {
        (true, false) => put(conn, before, Some(&after.status.to_string()), after.updated_at),
        (false, true) => forget(conn, before),
        _ => Ok(()),
    }
}

/// Leaves a tombstone of a record that is deleted.
pub(super) fn deleted<R: Resource>(
    conn: &mut DbConnection,
    record: &Record<R>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    put(conn, record, None, at)
}

fn put<R: Resource>(
    conn: &mut DbConnection,
    record: &Record<R>,
    state: Option<&str>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    forget(conn, record)?;
    let seen_by = if is_public(record) { PUBLIC } else { OWNER };
    let (kind, at) = (R::KIND.as_str(), DbInstant(at));
    let (record, owner) = (DbUuid(record.id.0), DbUuid(record.owner));
    let row = NewRow { kind, record, owner, state, seen_by, at };
    diesel::insert_into(table).values(row).execute(conn)?;
    Ok(())
}

fn forget<R: Resource>(conn: &mut DbConnection, record: &Record<R>) -> Result<(), StoreError> {
    diesel::delete(table.find((R::KIND.as_str(), DbUuid(record.id.0)))).execute(conn)?;
    Ok(())
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
    let of_kind = table
        .filter(tombstones::kind.eq(R::KIND.as_str()))
        .filter(tombstones::at.ge(DbInstant(since)))
        .into_boxed::<DbMulti>();
    let mut query = match reach.extent() {
        Extent::All => of_kind.filter(tombstones::state.is_null()),
        Extent::Owner(owner) => {
            of_kind.filter(tombstones::state.is_null()).filter(tombstones::owner.eq(DbUuid(owner)))
        }
        Extent::Public => of_kind.filter(tombstones::seen_by.eq(PUBLIC)),
        Extent::Party(_) | Extent::Nothing => return Ok(Vec::new()),
    };
    if let Some(owner) = filter.owner {
        query = query.filter(tombstones::owner.eq(DbUuid(owner)));
    }
    if let Some(after) = after {
        query = query.filter(tombstones::record.lt(DbUuid(after.0)));
    }
    let rows: Vec<(DbUuid, Option<String>, DbInstant)> = query
        .order(tombstones::record.desc())
        .limit(at_most(limit))
        .select((tombstones::record, tombstones::state, tombstones::at))
        .load(conn)?;
    let read = |(id, state, at): (DbUuid, _, DbInstant)| Tombstone { id: id.0, state, at: at.0 };
    Ok(rows.into_iter().map(read).collect())
}
