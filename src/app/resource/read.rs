//! Finding and listing records: scope, then reach.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            idempotent::Idempotent,
            rules::{DocumentRules, ResourceRules},
            visible::{Standings, Visible},
        },
    },
    domain::{
        access::actor::{Actor, Denied},
        concepts::facet::Facet,
        resource::{Record, Resource, id::Id, reach::Extent},
        values::text::ExternalRef,
    },
    store::records::{
        Filter, Stored,
        tombstones::{self, Tombstone},
    },
};

/// As whom the actor reads. Without the scope everybody is the public, where there is something public.
pub(in crate::app) fn reader<R: Resource>(actor: &Actor) -> Result<&Actor, Denied> {
    match actor.require(R::READ) {
        Ok(()) => Ok(actor),
        Err(_) if R::PUBLIC.is_some() => Ok(&Actor::Anonymous),
        Err(denied) => Err(denied),
    }
}

/// Whether the filter asks for what owners call their records, and the reader may not see that: then it finds none.
pub(super) fn hides_all<R: Resource>(reader: &Actor, filter: &Filter) -> bool {
    !filter.references.is_empty()
        && matches!(reader.reach::<R>().extent(), Extent::Public | Extent::Nothing)
}

impl App {
    /// Finds a record as the actor sees it.
    pub fn find<R: ResourceRules>(&self, actor: &Actor, id: Id<R>) -> Result<Visible<R>, AppError> {
        let reader = reader::<R>(actor)?;
        let today = self.today();
        self.store.read(|conn| {
            let record = R::find(conn, reader.reach(), id)?.ok_or(AppError::NoSuch(R::KIND))?;
            Standings::on(today).see(conn, reader, record)
        })
    }

    /// The facets of those of these documents that the actor may see.
    pub fn facets_of<R: DocumentRules>(
        &self,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<Facet>>, AppError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let reader = reader::<R>(actor)?;
        let found = self.store.read(|conn| R::find_all(conn, reader.reach(), ids))?;
        Ok(found.into_iter().map(|record| (record.id.0, record.body.facets())).collect())
    }

    /// Finds a record to read, where nothing else of it matters.
    pub(in crate::app) fn find_record<R: Stored>(
        &self,
        actor: &Actor,
        id: Id<R>,
    ) -> Result<Record<R>, AppError> {
        let reader = reader::<R>(actor)?;
        let found = self.store.read(|conn| R::find(conn, reader.reach(), id))?;
        found.ok_or(AppError::NoSuch(R::KIND))
    }

    /// The id of the record that the actor's organisation knows by a reference.
    pub fn id_of<R: DocumentRules>(
        &self,
        actor: &Actor,
        reference: &ExternalRef,
    ) -> Result<Id<R>, AppError> {
        let owner = R::owner(actor, Id::new(Uuid::nil()))?;
        let filter =
            Filter { references: vec![reference.clone()], owner: Some(owner), ..Filter::default() };
        let mut found = self.store.read(|conn| R::list(conn, actor.reach(), &filter, None, 1))?;
        found.pop().map(|record| record.id).ok_or(AppError::NoSuch(R::KIND))
    }

    /// Lists records as the actor sees them, newest first.
    pub fn list<R: ResourceRules>(
        &self,
        actor: &Actor,
        filter: &Filter,
        after: Option<Id<R>>,
        limit: usize,
    ) -> Result<Vec<Visible<R>>, AppError> {
        let reader = reader::<R>(actor)?;
        if hides_all::<R>(reader, filter) {
            return Ok(Vec::new());
        }
        let (today, filter) = (self.today(), self.worded(filter));
        self.store.read_slowly(|conn| {
            let mut standings = Standings::on(today);
            let records = R::list(conn, reader.reach(), &filter, after, limit)?;
            records.into_iter().map(|record| standings.see(conn, reader, record)).collect()
        })
    }

    /// How many records [`App::list`] lists in all.
    pub fn count<R: ResourceRules>(&self, actor: &Actor, filter: &Filter) -> Result<i64, AppError> {
        let reader = reader::<R>(actor)?;
        if hides_all::<R>(reader, filter) {
            return Ok(0);
        }
        let filter = self.worded(filter);
        Ok(self.store.read_slowly(|conn| R::count(conn, reader.reach(), &filter))?)
    }

    /// What is left of records that the actor could see, as [`App::list`] lists those that the actor sees.
    pub fn gone<R: ResourceRules>(
        &self,
        actor: &Actor,
        filter: &Filter,
        after: Option<Id<R>>,
        limit: usize,
    ) -> Result<Vec<Tombstone>, AppError> {
        let reader = reader::<R>(actor)?;
        if filter.changed_since.is_none() {
            return Ok(Vec::new());
        }
        let left = self
            .store
            .read(|conn| tombstones::list(conn, reader.reach::<R>(), filter, after, limit))?;
        Ok(left)
    }

    /// What has changed and does not pass the filter, or not any more: whoever keeps a copy of the list takes it out. A
    /// record that never passed it is told as well, for nobody remembers what each filter said of it. `passing` are those
    /// behind `after` that do pass, `limit` at most.
    pub fn left<R: ResourceRules>(
        &self,
        actor: &Actor,
        filter: &Filter,
        (after, limit): (Option<Id<R>>, usize),
        passing: &[Visible<R>],
    ) -> Result<Vec<Tombstone>, AppError> {
        let reader = reader::<R>(actor)?;
        let Some(wide) = filter.of_left().filter(|_| !hides_all::<R>(reader, filter)) else {
            return Ok(Vec::new());
        };
        let changed =
            self.store.read_slowly(|conn| R::list(conn, reader.reach(), &wide, after, limit))?;
        let passes = |id| passing.iter().any(|seen| seen.record.id.0 == id);
        let left = changed.into_iter().filter(|record| !passes(record.id.0));
        Ok(left.map(|record| Tombstone::left_filter(record.id.0, record.updated_at)).collect())
    }

    /// The record as the actor sees it, after a change.
    pub(in crate::app) fn seen<R: ResourceRules>(
        &self,
        actor: &Actor,
        record: Record<R>,
    ) -> Result<Visible<R>, AppError> {
        let today = self.today();
        self.store.read(|conn| Standings::on(today).see(conn, actor, record))
    }

    /// What a request that may come twice made, as the actor sees it.
    pub(in crate::app) fn seen_once<R: ResourceRules>(
        &self,
        actor: &Actor,
        made: Idempotent<Record<R>>,
    ) -> Result<Idempotent<Visible<R>>, AppError> {
        let Idempotent { value, replayed } = made;
        Ok(Idempotent { value: self.seen(actor, value)?, replayed })
    }
}
