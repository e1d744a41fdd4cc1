//! Replacing and deleting records: scope, then reach, then rule, then one transaction.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::{By, may_write},
            rules::{DocumentRules, ResourceRules},
            transition::may_move,
            visible::Visible,
        },
    },
    domain::{
        access::{actor::Actor, relation::Relation},
        resource::{Record, id::Id, lifecycle},
        values::{moscow::moscow_day, text::ExternalRef},
    },
    store::{
        erasure, history,
        records::{self, Filter, NewRecord},
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
        let mut body = self.checked(body)?;
        body.keep(&record.body);
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let before = record.status;
        let later = self.writer.run(move |tx| replace(tx, record, external_ref, body, &by));
        let later = self.keeping_refusals(later)?;
        if later.status != before {
            self.react_to(R::KIND, &later.status.to_string());
        }
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
        let owner = R::owner(actor, Id::new(Uuid::nil()))?;
        let body = self.checked(body)?;
        let (reach, by) =
            (actor.reach::<R>(), By { actor: actor.clone(), reason: None, now: self.now() });
        let done = self.writer.run(move |tx| {
            let filter = Filter {
                references: vec![external_ref.clone()],
                owner: Some(owner),
                ..Filter::default()
            };
            let present = R::list(tx.conn(), reach, &filter, None, 1)?.pop();
            allow(present.as_ref())?;
            put(tx, present, external_ref, body, &by)
        });
        let (record, created) = self.keeping_refusals(done)?;
        self.react_to(R::KIND, &record.status.to_string());
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
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            if let Some(public) = R::PUBLIC
                && history::has_been(tx.conn(), (R::KIND, record.id.0), &public.to_string())?
            {
                return Err(AppError::Conflict(format!(
                    "a {} that has been {public} cannot be deleted: change its state instead",
                    R::KIND
                )));
            }
            R::leave(tx, &record, by.now)?;
            erasure::release(tx, record.id.0, &by.note("delete"))?;
            if !R::delete(tx, &record, by.note("delete"))? {
                return Err(AppError::Outdated);
            }
            Ok(erasure::erase(tx, record.id.0)?)
        })
    }
}

/// Creates the record that is called so, or replaces the one that is there. Tells whether it is new.
pub(in crate::app) fn put<R: DocumentRules>(
    tx: &mut Tx<'_>,
    present: Option<Record<R>>,
    reference: ExternalRef,
    mut body: R,
    by: &By,
) -> Result<(Record<R>, bool), AppError> {
    if let Some(record) = present {
        body.keep(&record.body);
        return Ok((replace(tx, record, Some(reference), body, by)?, false));
    }
    let id = Id::new(Uuid::now_v7());
    R::settle(tx, &mut body, by.now)?;
    let record = Record::create(id, R::owner(&by.actor, id)?, Some(reference), body, by.now);
    if R::IS_ASKED_WHEN_NEW {
        R::ask_law(tx, &record, by.now)?;
    }
    let new = NewRecord::of(&record, by.note("create"))?;
    records::insert(tx, vec![new])?;
    Ok((record, true))
}

fn replace<R: DocumentRules>(
    tx: &mut Tx<'_>,
    record: Record<R>,
    external_ref: Option<ExternalRef>,
    mut body: R,
    by: &By,
) -> Result<Record<R>, AppError> {
    R::settle(tx, &mut body, by.now)?;
    if record.body == body && record.external_ref == external_ref {
        return Ok(record);
    }
    let to = R::revised(record.status, &record.body, &body, moscow_day(by.now));
    let to = to.map_err(AppError::Conflict)?;
    let later = record.clone().with_body(body, external_ref, by.now);
    rewrite(tx, (&record, later), (to, "replace"), by)
}

/// Stores a record with another body, which enters the state `to` by that, or begins again where it may not.
pub(in crate::app) fn rewrite<R: ResourceRules>(
    tx: &mut Tx<'_>,
    (record, mut later): (&Record<R>, Record<R>),
    (to, action): (R::Status, &str),
    by: &By,
) -> Result<Record<R>, AppError> {
    if to != record.status {
        let status = reached(tx, by, &later, to)?;
        later = later.entered(status, by.now);
    }
    // What Koprik counts, such as a seat, was allowed before: nobody is kept from leaving by it.
    if by.actor != Actor::System {
        R::ask_law(tx, &later, by.now)?;
    }
    if R::update(tx, record, &later, by.note(action))? {
        Ok(later)
    } else {
        Err(AppError::Outdated)
    }
}

/// The state that a changed record enters: where it may not go on as it would, it begins again.
fn reached<R: ResourceRules>(
    tx: &mut Tx<'_>,
    by: &By,
    record: &Record<R>,
    to: R::Status,
) -> Result<R::Status, AppError> {
    let follows = lifecycle::find(R::moves(record.status), to, Relation::System).is_ok();
    let actor = if follows { &Actor::System } else { &by.actor };
    match may_move(tx.conn(), actor, record, (to, by.now)) {
        Ok(()) => Ok(to),
        Err(AppError::Conflict(_)) => {
            may_move(tx.conn(), &by.actor, record, (R::INITIAL, by.now)).map(|()| R::INITIAL)
        }
        Err(refused) => Err(refused),
    }
}
