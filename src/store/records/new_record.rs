//! New records: all that is written of one is made ready before the transaction, and many are written together.
//!
//! Being data and no code, they can be tried together first, and one by one if that fails.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::{Note, Record, Stored, Written, changed, written};
use crate::{
    domain::concepts::facet::Facet,
    store::{
        backend::DbConnection,
        changes::Change,
        error::StoreError,
        idempotency::{self, Key, Remembered},
        schema::{
            agencies, agency_facets, candidate_facets, candidates, employer_facets, employers,
            vacancies, vacancy_facets,
        },
        taxonomy::unresolved_texts,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid},
    },
};

/// A new row of any records table.
#[derive(Insertable)]
#[diesel(table_name = employers)]
#[diesel(table_name = agencies)]
#[diesel(table_name = vacancies)]
#[diesel(table_name = candidates)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct NewRow {
    id: DbUuid,
    owner: DbUuid,
    external_ref: Option<String>,
    status: String,
    version: i64,
    created_at: DbInstant,
    updated_at: DbInstant,
    search: String,
    body: DbJson,
}

/// A new row of any facets table. They are ordered as the table is, so that neighbours are written one after another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Insertable)]
#[diesel(table_name = employer_facets)]
#[diesel(table_name = agency_facets)]
#[diesel(table_name = vacancy_facets)]
#[diesel(table_name = candidate_facets)]
pub(super) struct NewFacet {
    kind: &'static str,
    value: String,
    record: DbUuid,
}

impl NewFacet {
    pub(super) fn of(record: Uuid, facet: &Facet) -> Self {
        Self { kind: facet.kind.as_str(), value: facet.value.clone(), record: DbUuid(record) }
    }
}

/// A new record with all that comes with it.
pub struct NewRecord {
    row: NewRow,
    facets: Vec<Facet>,
    texts: Vec<unresolved_texts::NewRow>,
    key: Option<idempotency::NewRow>,
    change: Change,
    write: fn(&mut DbConnection, &[&NewRecord]) -> Result<(), StoreError>,
}

impl NewRecord {
    /// Makes a record ready.
    pub fn of<R: Stored>(record: &Record<R>, note: Note) -> Result<Self, StoreError> {
        let Written { external_ref, status, updated_at, search, body } = written(record)?;
        let row = NewRow {
            id: DbUuid(record.id.0),
            owner: DbUuid(record.owner),
            external_ref,
            status,
            version: record.version,
            created_at: DbInstant(record.created_at),
            updated_at,
            search,
            body,
        };
        Ok(Self {
            row,
            facets: facets(record).into_iter().collect(),
            texts: unresolved_texts::rows(record),
            key: None,
            change: changed(record, note),
            write: R::write_new,
        })
    }

    /// Remembers with it that `key` made it be as `snapshot` says.
    #[must_use]
    pub fn remembered(mut self, key: Key, snapshot: String, at: DateTime<Utc>) -> Self {
        self.key = Some(idempotency::NewRow::of(key, self.row.id.0, snapshot, at));
        self
    }

    /// Writes it alone, unless an earlier request with its key did: then what that did.
    pub(in crate::store) fn insert_once(
        &self,
        conn: &mut DbConnection,
    ) -> Result<Option<Remembered>, StoreError> {
        let past = self.key.as_ref().map(|key| key.past(conn)).transpose()?.flatten();
        if past.is_none() {
            insert_all(conn, &[self])?;
        }
        Ok(past)
    }

    /// The change that it is.
    pub(in crate::store) fn into_change(self) -> Change {
        self.change
    }
}

/// The facets of a record, each once.
pub(super) fn facets<R: Stored>(record: &Record<R>) -> BTreeSet<Facet> {
    record.body.facets().into_iter().collect()
}

pub(super) fn rows<'a>(all: &[&'a NewRecord]) -> Vec<&'a NewRow> {
    all.iter().map(|fresh| &fresh.row).collect()
}

pub(super) fn facet_rows(all: &[&NewRecord]) -> Vec<NewFacet> {
    let of = |fresh: &&NewRecord| {
        let record = fresh.row.id.0;
        fresh.facets.iter().map(|facet| NewFacet::of(record, facet)).collect::<Vec<_>>()
    };
    let mut rows: Vec<NewFacet> = all.iter().flat_map(of).collect();
    rows.sort_unstable();
    rows
}

/// Writes new records of any kinds, and what comes with them, in a few statements.
pub(in crate::store) fn insert_all(
    conn: &mut DbConnection,
    all: &[&NewRecord],
) -> Result<(), StoreError> {
    let mut all = all.to_vec();
    all.sort_by_key(|fresh| fresh.change.kind);
    for alike in all.chunk_by(|one, next| one.change.kind == next.change.kind) {
        (alike[0].write)(conn, alike)?;
    }
    let texts: Vec<&unresolved_texts::NewRow> = all.iter().flat_map(|fresh| &fresh.texts).collect();
    unresolved_texts::insert(conn, &texts)?;
    let keys: Vec<&idempotency::NewRow> =
        all.iter().filter_map(|fresh| fresh.key.as_ref()).collect();
    idempotency::insert_all(conn, &keys)
}

/// Writes new records and enters the changes.
pub fn insert(tx: &mut Tx<'_>, all: Vec<NewRecord>) -> Result<(), StoreError> {
    insert_all(tx.conn(), &all.iter().collect::<Vec<_>>())?;
    for fresh in all {
        tx.log(fresh.change);
    }
    Ok(())
}
