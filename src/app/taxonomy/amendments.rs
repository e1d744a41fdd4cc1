//! How the taxonomy of an installation is amended: a change is planned on the present edition, stored once, and adopted.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    app::{
        App, IdempotencyKey,
        edition::{
            Edition,
            amendment::{Amendment, ImportedFile, StoredAmendment},
        },
        error::AppError,
        index::follower::IndexState,
        resource::{checked::note, idempotent::Idempotent},
    },
    domain::access::actor::Actor,
    store::taxonomy::amendments as store,
    taxonomy::{
        Taxonomy,
        import::{self, Report},
    },
};

/// The most concepts of one kind: the engine numbers them in 16 bits.
const MOST_CONCEPTS: usize = 60_000;
/// How often an amendment is made anew when another server was faster.
const TRIES: usize = 5;

impl App {
    /// Follows what other servers have amended, and reads the texts again that wait. Returns how many records changed.
    pub fn follow_taxonomy(&self) -> Result<usize, AppError> {
        if self.follower.standing() == IndexState::Loading {
            return Ok(0); // loading brings it up to date
        }
        self.follower.renew_if_told()?;
        self.resolve_waiting()
    }

    /// Indexes the names that mappings have added, if there are any: slow, so nothing else may wait for it.
    pub fn index_added_names(&self) {
        self.follower.index_added();
    }

    /// The taxonomy as it now is. Whoever holds it keeps this version, whatever comes after it.
    pub fn taxonomy(&self) -> Arc<Edition> {
        self.follower.edition()
    }

    /// Imports a file of concepts and tells what that did; `store` is false for a dry run.
    pub fn import_taxonomy(&self, file: &ImportedFile, store: bool) -> Result<Report, AppError> {
        let mut report = Report::default();
        let plan = |edition: &Edition| {
            let read = import::check_columns(&file.text)
                .and_then(|()| import::import(edition, &file.text, &file.options()));
            let (next, told) = read.map_err(|error| AppError::Unreadable(chain(&error)))?;
            if next.skills().len().max(next.trades().len()) > MOST_CONCEPTS {
                let detail =
                    format!("more than {MOST_CONCEPTS} concepts of a kind are not possible");
                return Err(AppError::Conflict(detail));
            }
            report = told;
            Ok(next)
        };
        if store {
            self.amend(&Actor::System, &Amendment::Import(file.clone()), None, plan)?;
        } else {
            let mut plan = plan;
            self.follower.renew()?;
            plan(&self.taxonomy())?;
        }
        Ok(report)
    }

    /// Stores an amendment whose taxonomy `plan` makes, unless that is equal to the present one; then this server has it.
    pub(in crate::app) fn amend(
        &self,
        actor: &Actor,
        amendment: &Amendment,
        key: Option<&IdempotencyKey>,
        mut plan: impl FnMut(&Edition) -> Result<Taxonomy, AppError>,
    ) -> Result<Option<Idempotent<StoredAmendment>>, AppError> {
        for _ in 0..TRIES {
            self.follower.renew()?;
            if let Some(past) = self.past(key)? {
                return Ok(Some(past)); // also that of a request which has run meanwhile
            }
            let present = self.taxonomy();
            let next = plan(&present)?;
            if next.version() == present.version() {
                return Ok(None);
            }
            let stored = self.stored(actor, amendment, present.number() + 1, next.version())?;
            match self.store_amendment(actor, stored, key.cloned()) {
                Err(AppError::Outdated) => {}
                Err(error) => return Err(error),
                Ok(made) => {
                    self.follower.adopt(next, made.value.number, amendment.clone())?;
                    return Ok(Some(made));
                }
            }
        }
        Err(AppError::Unavailable("the taxonomy is being changed by others".to_owned()))
    }

    fn stored(
        &self,
        actor: &Actor,
        amendment: &Amendment,
        n: i64,
        version: &str,
    ) -> Result<store::Amendment, AppError> {
        let id = Uuid::now_v7();
        Ok(store::Amendment {
            n,
            id,
            kind: amendment.kind().to_owned(),
            payload: amendment.payload().map_err(|_| AppError::CorruptSnapshot(id))?,
            version: version.to_owned(),
            actor: actor.client().map(|client| client.id),
            at: self.now(),
        })
    }

    fn store_amendment(
        &self,
        actor: &Actor,
        stored: store::Amendment,
        key: Option<IdempotencyKey>,
    ) -> Result<Idempotent<StoredAmendment>, AppError> {
        let note = note(actor, &stored.kind, None, stored.at);
        self.once(key, move |tx| {
            if !store::insert(tx, &stored, note)? {
                return Err(AppError::Outdated);
            }
            let store::Amendment { n: number, id, version, at, .. } = stored;
            Ok((id, StoredAmendment { id, number, version, at }))
        })
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
