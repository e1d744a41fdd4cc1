//! How records are stored: one table and one table of facets for each kind, all of one shape, all read through a
//! [`Reach`].

use std::marker::PhantomData;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    domain::{
        concepts::facet::FacetKind,
        folding::fold,
        resource::{Record, Resource, id::Id, reach::Reach},
        values::text::ExternalRef,
    },
    store::{
        backend::DbConnection,
        changes::{Change, Note, State},
        error::StoreError,
        tx::Tx,
        types::{DbInstant, DbJson, DbUuid},
    },
};

mod new_record;
mod tables;

pub(super) use new_record::insert_all;
pub use new_record::{NewRecord, insert};

/// What a list asks for; an empty one asks for everything in reach, newest first.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In one of these states; empty is any.
    pub status: Vec<String>,
    /// Owned by this organisation.
    pub owner: Option<Uuid>,
    /// With a facet of each of these kinds and values.
    pub facets: Vec<(FacetKind, FacetMatch)>,
    /// Changed at this moment or later.
    pub changed_since: Option<DateTime<Utc>>,
    /// With this text, already folded, in a title.
    pub text: Option<String>,
    /// The owner's reference.
    pub external_ref: Option<ExternalRef>,
}

/// How a facet's value is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetMatch {
    /// Equal.
    Is(String),
    /// Begins with these digits.
    BeginsWith(String),
}

/// A kind of record that has a table. Every read of a tenant's records takes the reader's reach.
pub trait Stored: Resource {
    /// Writes new records of this kind in a few statements, but not what comes with them.
    fn write_new(conn: &mut DbConnection, all: &[&NewRecord]) -> Result<(), StoreError>;
    /// Stores `after` over `before`. `false` if that is not the stored version: somebody was faster.
    fn update(
        tx: &mut Tx<'_>,
        before: &Record<Self>,
        after: &Record<Self>,
        note: Note,
    ) -> Result<bool, StoreError>;
    /// Removes a record that stands at this version. `false` if it does not.
    fn delete(tx: &mut Tx<'_>, record: &Record<Self>, note: Note) -> Result<bool, StoreError>;
    /// Loads the record, if it is in reach.
    fn find(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        id: Id<Self>,
    ) -> Result<Option<Record<Self>>, StoreError>;
    /// Lists what is in reach and passes the filter, newest first, after (older than) `after`.
    fn list(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        filter: &Filter,
        after: Option<Id<Self>>,
        limit: usize,
    ) -> Result<Vec<Record<Self>>, StoreError>;
    /// How many a list with this filter shows in all.
    fn count(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        filter: &Filter,
    ) -> Result<i64, StoreError>;
    /// Loads those of the records that are in reach, in no order.
    fn find_all(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        ids: &[Uuid],
    ) -> Result<Vec<Record<Self>>, StoreError>;
    /// Fetches records in the order of their ids, after `after`, for somebody else to read.
    fn scan(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        after: Option<Id<Self>>,
        limit: usize,
    ) -> Result<Vec<Unread<Self>>, StoreError>;
    /// The record as the change log's followers take it.
    fn state(record: Record<Self>) -> State;
}

/// A row of any records table.
type Row = (DbUuid, DbUuid, Option<String>, String, i64, DbInstant, DbInstant, DbJson);

/// A record that was fetched and not yet read, so that another thread can do that.
#[derive(Debug)]
pub struct Unread<R> {
    table: &'static str,
    row: Row,
    kind: PhantomData<fn() -> R>,
}

impl<R: Resource> Unread<R> {
    fn new(table: &'static str, row: Row) -> Self {
        Self { table, row, kind: PhantomData }
    }

    /// Its id.
    pub fn id(&self) -> Id<R> {
        Id::new(self.row.0.0)
    }

    /// Reads it.
    pub fn read(self) -> Result<Record<R>, StoreError> {
        record(self.table, self.row)
    }
}

fn record<R: Resource>(table: &'static str, row: Row) -> Result<Record<R>, StoreError> {
    let (id, owner, external_ref, status, version, created_at, updated_at, body) = row;
    let corrupt = |why: String| StoreError::CorruptRow { table, id: id.0, why };
    Ok(Record {
        id: Id::new(id.0),
        owner: owner.0,
        external_ref: external_ref
            .map(|text| text.parse())
            .transpose()
            .map_err(|e: crate::domain::Invalid| corrupt(e.0))?,
        status: status.parse().map_err(|e: crate::domain::Invalid| corrupt(e.0))?,
        version,
        created_at: created_at.0,
        updated_at: updated_at.0,
        body: serde_json::from_str(&body.0).map_err(|e| corrupt(e.to_string()))?,
    })
}

/// The columns that an insert and an update both write.
struct Written {
    external_ref: Option<String>,
    status: String,
    updated_at: DbInstant,
    search: String,
    body: DbJson,
}

fn written<R: Resource>(record: &Record<R>) -> Result<Written, StoreError> {
    let body = serde_json::to_string(&record.body).map_err(|error| StoreError::CorruptRow {
        table: R::KIND.as_str(),
        id: record.id.0,
        why: error.to_string(),
    })?;
    let titles: Vec<String> = record.body.titles().iter().map(|(_, title)| fold(title)).collect();
    Ok(Written {
        external_ref: record.external_ref.as_ref().map(ToString::to_string),
        status: record.status.to_string(),
        updated_at: DbInstant(record.updated_at),
        search: titles.join("\n"),
        body: DbJson(body),
    })
}

fn changed<R: Stored>(record: &Record<R>, note: Note) -> Change {
    Change {
        kind: R::KIND,
        record: record.id.0,
        version: record.version,
        note,
        state: R::state(record.clone()),
    }
}

fn gone<R: Resource>(record: &Record<R>, note: Note) -> Change {
    let state = State::Deleted(R::KIND, record.id.0);
    Change { kind: R::KIND, record: record.id.0, version: record.version + 1, note, state }
}

/// The first text after every text that begins with these digits: `71` gives `72`.
fn after_prefix(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    end.push(char::from(b'9' + 1));
    end
}

/// A `LIKE` pattern that finds the text anywhere, with the text's own wildcards taken literally.
fn contains(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
