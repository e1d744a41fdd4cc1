//! Rows of documents, as they are written and read: all kinds have the same columns.

use std::{collections::BTreeSet, marker::PhantomData};

use crate::{
    domain::{
        Invalid,
        concepts::facet::Facet,
        folding::fold,
        resource::{Record, Resource, id::Id},
        values::clean::clean,
    },
    store::{
        error::StoreError,
        format,
        types::{DbInstant, DbJson, DbUuid},
    },
};

/// A row as it is read.
pub(super) type Row = (DbUuid, DbUuid, Option<String>, String, i64, DbInstant, DbInstant, DbJson);

/// A new row with its facets, made ready before the transaction.
#[derive(Debug)]
pub struct NewRow {
    pub(super) id: DbUuid,
    pub(super) owner: DbUuid,
    pub(super) version: i64,
    pub(super) created_at: DbInstant,
    pub(super) changing: Changing,
    pub(super) facets: BTreeSet<Facet>,
}

/// The columns that an insert and an update both write.
#[derive(Debug)]
pub(super) struct Changing {
    pub(super) external_ref: Option<String>,
    pub(super) status: String,
    pub(super) updated_at: DbInstant,
    pub(super) search: String,
    pub(super) body: DbJson,
}

impl NewRow {
    /// The row of a new record.
    pub(super) fn of<R: Resource>(record: &Record<R>) -> Result<Self, StoreError> {
        Ok(Self {
            id: DbUuid(record.id.0),
            owner: DbUuid(record.owner),
            version: record.version,
            created_at: DbInstant(record.created_at),
            changing: Changing::of(record)?,
            facets: facets(record),
        })
    }
}

impl Changing {
    /// The columns of a record as it now is.
    pub(super) fn of<R: Resource>(record: &Record<R>) -> Result<Self, StoreError> {
        let body = format::write(&record.body).map_err(|error| StoreError::CorruptRow {
            table: R::KIND.as_str(),
            id: record.id.0,
            why: error.to_string(),
        })?;
        let titles: Vec<String> =
            record.body.titles().iter().map(|(_, title)| fold(&clean(title))).collect();
        Ok(Self {
            external_ref: record.external_ref.as_ref().map(ToString::to_string),
            status: record.status.to_string(),
            updated_at: DbInstant(record.updated_at),
            search: titles.join("\n"),
            body: DbJson(body),
        })
    }
}

/// The facets of a record, each once.
pub(super) fn facets<R: Resource>(record: &Record<R>) -> BTreeSet<Facet> {
    record.body.facets().into_iter().chain(record.body.words()).collect()
}

/// A record that was fetched and not yet read, so that another thread can do that.
#[derive(Debug)]
pub struct Unread<R> {
    table: &'static str,
    row: Row,
    kind: PhantomData<fn() -> R>,
}

impl<R: Resource> Unread<R> {
    /// A row of this table.
    pub(super) fn new(table: &'static str, row: Row) -> Self {
        Self { table, row, kind: PhantomData }
    }

    /// Its id.
    pub fn id(&self) -> Id<R> {
        Id::new(self.row.0.0)
    }

    /// Reads it.
    pub fn read(self) -> Result<Record<R>, StoreError> {
        let (id, owner, external_ref, status, version, created_at, updated_at, body) = self.row;
        let corrupt = |why: String| StoreError::CorruptRow { table: self.table, id: id.0, why };
        Ok(Record {
            id: Id::new(id.0),
            owner: owner.0,
            external_ref: external_ref
                .map(|text| text.parse())
                .transpose()
                .map_err(|error: Invalid| corrupt(error.0))?,
            status: status.parse().map_err(|error: Invalid| corrupt(error.0))?,
            version,
            created_at: created_at.0,
            updated_at: updated_at.0,
            body: format::read(&body.0).map_err(|error| corrupt(error.to_string()))?,
        })
    }
}
