//! What every change of a record goes through: its body is checked, and the log hears who did what.

use chrono::{DateTime, Utc};

use crate::{
    app::{App, error::AppError, resource::rules::DocumentRules},
    domain::{
        access::actor::{Actor, Denied},
        resource::{Record, Resource, id::Id},
    },
    store::{
        changes::{Change, Note},
        records::Stored,
    },
};

impl App {
    /// Finds a record whose body the actor may change, or that the actor may delete.
    pub fn find_to_write<R: Stored>(
        &self,
        actor: &Actor,
        id: Id<R>,
    ) -> Result<Record<R>, AppError> {
        actor.require(R::WRITE)?;
        let found = self.store.read(|conn| R::find(conn, actor.reach(), id))?;
        let record = found.ok_or(AppError::NoSuch(R::KIND))?;
        may_write(actor, &record)?;
        Ok(record)
    }

    /// The body with its texts read, if its codes exist.
    pub(in crate::app) fn checked<R: DocumentRules>(&self, mut body: R) -> Result<R, AppError> {
        let edition = self.taxonomy();
        let errors = body.unknown_codes(&edition);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        body.read_texts(&edition);
        Ok(body)
    }
}

/// Checks that the actor may change the body of the record.
pub(super) fn may_write<R: Stored>(actor: &Actor, record: &Record<R>) -> Result<(), Denied> {
    actor.require(R::WRITE)?;
    if R::WRITERS.contains(&record.relation(actor)) { Ok(()) } else { Err(Denied::Role) }
}

/// Who changes something, why, and when.
pub(in crate::app) struct By {
    pub(in crate::app) actor: Actor,
    pub(in crate::app) reason: Option<String>,
    pub(in crate::app) now: DateTime<Utc>,
}

impl By {
    /// Koprik itself, for this reason.
    pub(in crate::app) fn system(why: &str, now: DateTime<Utc>) -> Self {
        Self { actor: Actor::System, reason: Some(why.to_owned()), now }
    }

    /// The entry in the change log for what they do.
    pub(in crate::app) fn note(&self, action: &str) -> Note {
        note(&self.actor, action, self.reason.clone(), self.now)
    }
}

/// The entry in the change log for something that `actor` does.
pub(in crate::app) fn note(
    actor: &Actor,
    action: &str,
    reason: Option<String>,
    at: DateTime<Utc>,
) -> Note {
    let spoken = || Some(format!("in the own channel, session {}", actor.worker()?.session));
    let reason = reason.or_else(spoken);
    Note { actor: actor.client().map(|client| client.id), action: action.to_owned(), reason, at }
}

/// What the log tells of something that is kept beside a record: that the record was touched, and no more.
pub(in crate::app) fn touched<R: Resource>(record: &Record<R>, note: Note) -> Change {
    let change = Change::new(R::KIND, record.id.0, record.version, note);
    change.between(Some(record.status), Some(record.status))
}
