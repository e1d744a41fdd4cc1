//! What the store can do with a kind of record, and what more with a kind of document.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    domain::{
        concepts::facet::FacetKind,
        resource::{Record, Resource, id::Id, reach::Reach},
    },
    store::{
        backend::DbConnection,
        changes::Note,
        error::StoreError,
        records::{
            filter::Filter,
            ranking::{Rank, Ranking},
            row::{NewRow, Unread},
        },
        tx::Tx,
    },
};

/// A kind of record that has a table. Every read of a tenant's records takes the reader's reach.
pub trait Stored: Resource {
    /// Stores `after` over `before`. `false` if that is not the stored version: somebody was faster.
    fn update(
        tx: &mut Tx<'_>,
        before: &Record<Self>,
        after: &Record<Self>,
        note: Note,
    ) -> Result<bool, StoreError>;
    /// Loads the record, if it is in reach.
    fn find(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        id: Id<Self>,
    ) -> Result<Option<Record<Self>>, StoreError>;
    /// Which of these records are in reach.
    fn present(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        ids: &[Uuid],
    ) -> Result<HashSet<Uuid>, StoreError>;
    /// The organisations that own these records, and those that take part in them, each with the record; `None` if the rows
    /// of this kind do not say who takes part.
    fn organisations(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        ids: &[Uuid],
    ) -> Result<Option<Vec<(Uuid, Uuid)>>, StoreError>;
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
}

/// A kind of record that its authors write as a whole: a JSON body, and facets that lists are filtered by.
pub trait Document: Stored {
    /// Writes new rows of this kind with their facets in a few statements, but not what else comes with a record.
    fn write_new(conn: &mut DbConnection, all: &[&NewRow]) -> Result<(), StoreError>;
    /// Removes a record that stands at this version, but no copy of it. `false` if it does not.
    fn delete(tx: &mut Tx<'_>, record: &Record<Self>, note: Note) -> Result<bool, StoreError>;
    /// Lets nobody change the record until this transaction ends, so that what is read of it holds.
    fn hold(conn: &mut DbConnection, id: Id<Self>) -> Result<(), StoreError>;
    /// Lets nobody else change or claim the record until this transaction ends, so that what is read of it can be changed,
    /// and what is added up over it holds.
    fn claim(conn: &mut DbConnection, id: Id<Self>) -> Result<(), StoreError>;
    /// Loads those of the records that are in reach, in no order.
    fn find_all(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        ids: &[Uuid],
    ) -> Result<Vec<Record<Self>>, StoreError>;
    /// Where those stand that are in reach and pass the filter, in another order than the newest first.
    fn ranks(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        asked: &Ranking<'_>,
    ) -> Result<Vec<Rank>, StoreError>;
    /// Of those that are in reach and pass the filter, how many have each value of a facet; in no order.
    fn count_values(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        filter: &Filter,
        kind: FacetKind,
    ) -> Result<Vec<(String, i64)>, StoreError>;
    /// Fetches records in the order of their ids, after `after`, for somebody else to read.
    fn scan(
        conn: &mut DbConnection,
        reach: Reach<Self>,
        after: Option<Id<Self>>,
        limit: usize,
    ) -> Result<Vec<Unread<Self>>, StoreError>;
}
