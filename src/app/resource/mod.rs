//! What can be done with a record of any kind: find, list, create, replace, change its state, delete.
//!
//! Each goes the same way: reach, then scope, then rule, then one transaction, then the index.

pub mod idempotent;
pub mod rules;

use std::sync::mpsc::sync_channel;

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            idempotent::{Idempotent, replay, snapshot},
            rules::ResourceRules,
        },
    },
    domain::{
        access::actor::{Actor, Denied},
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
    store::{
        StoreError,
        changes::Note,
        idempotency::{self, Key},
        jobs::results,
        records::{self, NewRecord, Stored},
        tx::Tx,
    },
};

pub use crate::store::records::{FacetMatch, Filter};

/// What `PUT` by reference did.
#[derive(Debug, Clone)]
pub struct Put<R: Stored> {
    /// The record as it now is.
    pub record: Record<R>,
    /// Whether it is new.
    pub created: bool,
}

/// A wanted change of state.
#[derive(Debug, Clone)]
pub struct Transition<S> {
    /// The new state.
    pub to: S,
    /// Why.
    pub reason: Option<String>,
    /// The version that the caller saw, if it says.
    pub seen: Option<i64>,
}

impl App {
    /// Finds a record for reading.
    pub fn find<R: Stored>(&self, actor: &Actor, id: Id<R>) -> Result<Record<R>, AppError> {
        let found = self.store.read(|conn| R::find(conn, actor.reach(), id))?;
        let record = found.ok_or(AppError::NoSuch(R::KIND))?;
        if R::PUBLIC != Some(record.status) {
            actor.require(R::READ)?;
        }
        Ok(record)
    }

    /// Finds a record for writing.
    pub fn find_to_write<R: Stored>(
        &self,
        actor: &Actor,
        id: Id<R>,
    ) -> Result<Record<R>, AppError> {
        let found = self.store.read(|conn| R::find(conn, actor.reach(), id))?;
        let record = found.ok_or(AppError::NoSuch(R::KIND))?;
        may_write(actor, &record)?;
        Ok(record)
    }

    /// Lists records, newest first. Without the scope, only public ones.
    pub fn list<R: Stored>(
        &self,
        actor: &Actor,
        filter: &Filter,
        after: Option<Id<R>>,
        limit: usize,
    ) -> Result<Vec<Record<R>>, AppError> {
        let reach = match actor.require(R::READ) {
            Ok(()) => actor.reach(),
            Err(_) if R::PUBLIC.is_some() => Actor::Anonymous.reach(),
            Err(denied) => return Err(denied.into()),
        };
        Ok(self.store.read(|conn| R::list(conn, reach, filter, after, limit))?)
    }

    /// Creates a record, or returns what an earlier request with the same key created.
    pub fn create<R: ResourceRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
        key: Option<Key>,
    ) -> Result<Idempotent<Record<R>>, AppError> {
        let (done, made) = sync_channel(1);
        let done = move |result| drop(done.send(result));
        self.begin_create(actor, external_ref, body, key, done)?;
        made.recv().map_err(|_| StoreError::NoAnswer)?
    }

    /// Begins what [`App::create`] does, and tells `done` when it was committed or why not.
    ///
    /// `done` is called on the writer's thread, so it must be quick.
    pub fn begin_create<R: ResourceRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
        key: Option<Key>,
        done: impl FnOnce(Result<Idempotent<Record<R>>, AppError>) + Send + 'static,
    ) -> Result<(), AppError> {
        let record = self.new_record(actor, external_ref, body)?;
        let note = note(actor, "create", None, record.created_at);
        let fresh = fresh(&record, note, key.clone())?;
        self.writer.insert(fresh, move |written| {
            done(match (written, key) {
                (Ok(Some(past)), Some(key)) => replay(&key, &past),
                (Ok(_), _) => Ok(Idempotent { value: record, replayed: false }),
                (Err(error), _) => Err(error.into()),
            })
        });
        Ok(())
    }

    fn new_record<R: ResourceRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
    ) -> Result<Record<R>, AppError> {
        actor.require(R::WRITE)?;
        let id = Id::new(Uuid::now_v7());
        let owner = R::owner(actor, id)?;
        Ok(Record::create(id, owner, external_ref, self.checked(body)?, self.now()))
    }

    /// Replaces the body of a record that [`App::find_to_write`] found. An equal body changes nothing.
    pub fn replace<R: ResourceRules>(
        &self,
        actor: &Actor,
        record: Record<R>,
        external_ref: Option<ExternalRef>,
        body: R,
    ) -> Result<Record<R>, AppError> {
        may_write(actor, &record)?;
        let body = self.checked(body)?;
        let (now, note) = (self.now(), note(actor, "replace", None, self.now()));
        self.writer.run(move |tx| replace(tx, record, external_ref, body, now, note))
    }

    /// Creates or replaces the record that the actor's organisation knows by `external_ref`.
    ///
    /// `allow` sees the present record, if there is one, and may refuse, as preconditions do.
    pub fn put_by_ref<R: ResourceRules>(
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
        let (now, reach, actor) = (self.now(), actor.reach::<R>(), actor.clone());
        self.writer.run(move |tx| {
            let filter = Filter {
                external_ref: Some(external_ref.clone()),
                owner: Some(owner),
                ..Filter::default()
            };
            let present = R::list(tx.conn(), reach, &filter, None, 1)?.pop();
            allow(present.as_ref())?;
            if let Some(record) = present {
                let note = note(&actor, "replace", None, now);
                return Ok(Put {
                    record: replace(tx, record, Some(external_ref), body, now, note)?,
                    created: false,
                });
            }
            let record = Record::create(id, owner, Some(external_ref), body, now);
            let fresh = NewRecord::of(&record, note(&actor, "create", None, now))?;
            records::insert(tx, vec![fresh])?;
            Ok(Put { record, created: true })
        })
    }

    /// Changes the state of a record.
    pub fn transition<R: ResourceRules>(
        &self,
        actor: &Actor,
        id: Id<R>,
        wanted: Transition<R::Status>,
        key: Option<Key>,
    ) -> Result<Idempotent<Record<R>>, AppError> {
        let (now, reach) = (self.now(), actor.reach::<R>());
        let note = note(actor, &wanted.to.to_string(), wanted.reason, now);
        let done = self.once(key, move |tx| {
            let record = R::find(tx.conn(), reach, id)?.ok_or(AppError::NoSuch(R::KIND))?;
            if wanted.seen.is_some_and(|seen| seen != record.version) {
                return Err(AppError::Outdated);
            }
            may_follow(&record, wanted.to)?;
            R::guard(tx.conn(), &record, wanted.to)?;
            let later = record.clone().with_status(wanted.to, now);
            if !R::update(tx, &record, &later, note)? {
                return Err(AppError::Outdated);
            }
            Ok((id.0, later))
        })?;
        R::follow(self, &done.value)?;
        Ok(done)
    }

    /// Deletes a record that [`App::find_to_write`] found, and every copy of it.
    pub fn delete<R: ResourceRules>(
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
            if !R::delete(tx, &record, note)? {
                return Err(AppError::Outdated);
            }
            results::forget_item(tx, record.id.0)?;
            Ok(idempotency::forget_record(tx, record.id.0)?)
        })
    }

    /// What an earlier request with this key did, if there was one.
    pub(super) fn past<T: DeserializeOwned>(
        &self,
        key: Option<&Key>,
    ) -> Result<Option<Idempotent<T>>, AppError> {
        let Some(key) = key else { return Ok(None) };
        let past = self.store.read(|conn| idempotency::find(conn, key))?;
        past.map(|past| replay(key, &past)).transpose()
    }

    /// Runs `work` in a transaction, once for each key: a repeated key gets the first result back.
    pub(super) fn once<T: Serialize + DeserializeOwned + Send + 'static>(
        &self,
        key: Option<Key>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(Uuid, T), AppError> + Send + 'static,
    ) -> Result<Idempotent<T>, AppError> {
        let now = self.now();
        self.writer.run(move |tx| {
            let Some(key) = key else {
                return Ok(Idempotent { value: work(tx)?.1, replayed: false });
            };
            if let Some(past) = idempotency::find(tx.conn(), &key)? {
                return replay(&key, &past);
            }
            let (record, value) = work(tx)?;
            let snapshot = snapshot(record, &value)?;
            idempotency::insert(tx, key, record, snapshot, now)?;
            Ok(Idempotent { value, replayed: false })
        })
    }

    /// The body with its texts read, if its codes exist.
    pub(super) fn checked<R: ResourceRules>(&self, mut body: R) -> Result<R, AppError> {
        let edition = self.taxonomy();
        let errors = body.unknown_codes(&edition);
        if !errors.is_empty() {
            return Err(AppError::Invalid(errors));
        }
        body.read_texts(&edition);
        Ok(body)
    }
}

/// The record ready to be written, with what its key is to be remembered for.
fn fresh<R: Stored>(
    record: &Record<R>,
    note: Note,
    key: Option<Key>,
) -> Result<NewRecord, AppError> {
    let fresh = NewRecord::of(record, note)?;
    let Some(key) = key else { return Ok(fresh) };
    let snapshot = snapshot(record.id.0, record)?;
    Ok(fresh.remembered(key, snapshot, record.created_at))
}

fn replace<R: Stored>(
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

fn may_write<R: Stored>(actor: &Actor, record: &Record<R>) -> Result<(), Denied> {
    actor.require(R::WRITE)?;
    if actor.writes::<R>(record.owner) { Ok(()) } else { Err(Denied::Role) }
}

fn may_follow<R: Stored>(record: &Record<R>, to: R::Status) -> Result<(), AppError> {
    let allowed = R::next(record.status);
    if allowed.contains(&to) {
        return record
            .body
            .transition_blocker(to)
            .map_or(Ok(()), |why| Err(AppError::Conflict(why)));
    }
    let names: Vec<String> = allowed.iter().map(ToString::to_string).collect();
    let allowed = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    Err(AppError::NoTransition { from: record.status.to_string(), to: to.to_string(), allowed })
}

/// The entry in the change log for something that `actor` does.
pub(super) fn note(actor: &Actor, action: &str, reason: Option<String>, at: DateTime<Utc>) -> Note {
    Note { actor: actor.client().map(|client| client.id), action: action.to_owned(), reason, at }
}
