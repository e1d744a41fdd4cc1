//! Reactions of the records that an organisation owns.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        reactions::reaction::Reaction,
        resource::{checked::By, rules::ResourceRules, transition::moved},
    },
    domain::{
        access::actor::Actor,
        resource::{Record, RecordKind, Resource, id::Id},
    },
    store::{
        reactions::Cause,
        records::{Filter, Stored},
        tx::Tx,
    },
};

/// Records that are changed in one transaction.
const PAGE: usize = 50;

/// When an organisation enters one of some states, its records in `from` move to `to`.
pub(super) struct OwnedRecords<O: Resource, R: Resource> {
    pub(super) name: &'static str,
    pub(super) when: &'static [O::Status],
    pub(super) from: R::Status,
    pub(super) to: R::Status,
    pub(super) why: &'static str,
}

impl<O: Stored, R: ResourceRules> OwnedRecords<O, R> {
    /// Some of the records that are still to be moved.
    fn page(
        &self,
        tx: &mut Tx<'_>,
        owner: Uuid,
        place: Option<Uuid>,
    ) -> Result<Vec<Record<R>>, AppError> {
        let filter =
            Filter { status: vec![self.from.to_string()], owner: Some(owner), ..Filter::default() };
        let reach = Actor::System.reach();
        Ok(R::list(tx.conn(), reach, &filter, place.map(Id::new), PAGE)?)
    }
}

impl<O: Stored, R: ResourceRules> Reaction for OwnedRecords<O, R> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn kind(&self) -> RecordKind {
        O::KIND
    }

    fn states(&self) -> Vec<String> {
        self.when.iter().map(ToString::to_string).collect()
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let owner = O::find(tx.conn(), Actor::System.reach(), Id::new(cause.record))?;
        if !owner.is_some_and(|owner| self.when.contains(&owner.status)) {
            return Ok(None);
        }
        let page = self.page(tx, cause.record, place)?;
        let by = By::system(self.why, now);
        for record in &page {
            moved(tx, record, self.to, &by)?;
        }
        Ok(page.last().filter(|_| page.len() == PAGE).map(|record| record.id.0))
    }
}
