//! Replacing and deleting records: scope, then reach, then rule, then one transaction.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::{may_write, note},
            rules::DocumentRules,
            visible::Visible,
        },
    },
    domain::{
        access::actor::Actor,
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
    store::{
        changes::Note,
        erasure,
        records::{self, Document, Filter, NewRecord},
        tx::Tx,
    },
};

/// What `PUT` by reference did.
#[derive(Debug, Clone)]
pub struct Put<R: DocumentRules> {
    /// The record as it now is.
    pub seen: Visible<R>,
    /// Whether it is new.
    pub created: bool,
}

impl App {
    /// Replaces the body of a record that [`App::find_to_write`] found. An equal body changes nothing.
    pub fn replace<R: DocumentRules>(
        &self,
        actor: &Actor,
        record: Record<R>,
        external_ref: Option<ExternalRef>,
        body: R,
    ) -> Result<Visible<R>, AppError> {
        may_write(actor, &record)?;
        let body = self.checked(body)?;
        let (now, note) = (self.now(), note(actor, "replace", None, self.now()));
        let later =
            self.writer.run(move |tx| replace(tx, record, external_ref, body, now, note))?;
        self.seen(actor, later)
    }

    /// Creates or replaces the record that the actor's organisation knows by `external_ref`.
    ///
    /// `allow` sees the present record, if there is one, and may refuse, as preconditions do.
    pub fn put_by_ref<R: DocumentRules>(
        &self,
        actor: &Actor,
        external_ref: ExternalRef,
        body: R,
        allow: impl FnOnce(Option<&Record<R>>) -> Result<(), AppError> + Send + 'static,
    ) -> Result<Put<R>, AppError> {
        actor.require(R::WRITE)?;
        let id = Id::new(Uuid::now_v7());
        let owner = R::owner(actor, id)?;
        let body = self.checked(body)?;
        let (now, reach, author) = (self.now(), actor.reach::<R>(), actor.clone());
        let (record, created) = self.writer.run(move |tx| {
            let filter = Filter {
                external_ref: Some(external_ref.clone()),
                owner: Some(owner),
                ..Filter::default()
            };
            let present = R::list(tx.conn(), reach, &filter, None, 1)?.pop();
            allow(present.as_ref())?;
            if let Some(record) = present {
                let note = note(&author, "replace", None, now);
                let later = replace(tx, record, Some(external_ref), body, now, note)?;
                return Ok::<_, AppError>((later, false));
            }
            let record = Record::create(id, owner, Some(external_ref), body, now);
            let new = NewRecord::of(&record, note(&author, "create", None, now))?;
            records::insert(tx, vec![new])?;
            Ok((record, true))
        })?;
        Ok(Put { seen: self.seen(actor, record)?, created })
    }

    /// Deletes a record that [`App::find_to_write`] found, and every copy of it.
    pub fn delete<R: DocumentRules>(
        &self,
        actor: &Actor,
        record: Record<R>,
    ) -> Result<(), AppError> {
        may_write(actor, &record)?;
        if !R::is_deletable(record.status) {
            let detail = format!(
                "a {} that is {} cannot be deleted: change its state instead",
                R::KIND,
                record.status
            );
            return Err(AppError::Conflict(detail));
        }
        let note = note(actor, "delete", None, self.now());
        self.writer.run(move |tx| {
            erasure::release(tx, record.id.0)?;
            if !R::delete(tx, &record, note)? {
                return Err(AppError::Outdated);
            }
            Ok(erasure::erase(tx, record.id.0)?)
        })
    }
}

fn replace<R: Document>(
    tx: &mut Tx<'_>,
    record: Record<R>,
    external_ref: Option<ExternalRef>,
    body: R,
    now: DateTime<Utc>,
    note: Note,
) -> Result<Record<R>, AppError> {
    if record.body == body && record.external_ref == external_ref {
        return Ok(record);
    }
    if !R::is_editable(record.status) {
        return Err(AppError::Conflict(format!(
            "a {} that is {} cannot be changed",
            R::KIND,
            record.status
        )));
    }
    let later = record.clone().with_body(body, external_ref, now);
    if R::update(tx, &record, &later, note)? { Ok(later) } else { Err(AppError::Outdated) }
}
