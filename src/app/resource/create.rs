//! Creating records: scope, then rule, then one transaction.

use std::sync::mpsc::sync_channel;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::note,
            idempotent::{Idempotent, replay, snapshot},
            rules::DocumentRules,
            visible::{Standings, Visible},
        },
    },
    domain::{
        access::actor::Actor,
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
    store::{
        StoreError,
        changes::Note,
        idempotency::Key,
        records::{self, Document, NewRecord},
    },
};

impl App {
    /// Creates a record, or returns what an earlier request with the same key created.
    pub fn create<R: DocumentRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<R>>, AppError> {
        let (done, made) = sync_channel(1);
        let done = move |result| drop(done.send(result));
        self.begin_create(actor, external_ref, body, key, done)?;
        made.recv().map_err(|_| StoreError::NotWritten)?
    }

    /// Begins what [`App::create`] does, and tells `done` when it was committed or why not.
    ///
    /// `done` is called on the writer's thread, so it must be quick.
    pub fn begin_create<R: DocumentRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
        key: Option<Key>,
        done: impl FnOnce(Result<Idempotent<Visible<R>>, AppError>) + Send + 'static,
    ) -> Result<(), AppError> {
        let record = self.new_record(actor, external_ref, body)?;
        let today = self.today();
        let around = self.store.read(|conn| Standings::on(today).of(conn, actor, &record))?;
        if R::IS_ASKED_WHEN_NEW {
            let made = self.create_asking(actor, record, key);
            done(made.map(|made| made.map(|record| Visible::of(record, actor, &around))));
            return Ok(());
        }
        let note = note(actor, "create", None, record.created_at);
        let prepared = prepared(&record, note, key.clone())?;
        let actor = actor.clone();
        self.writer.insert(prepared, move |written| {
            let made = match (written, key) {
                (Ok(Some(past)), Some(key)) => replay(&key, &past),
                (Ok(_), _) => Ok(Idempotent { value: record, replayed: false }),
                (Err(error), _) => Err(error.into()),
            };
            done(made.map(|made| made.map(|record| Visible::of(record, &actor, &around))));
        });
        Ok(())
    }

    /// Creates a record that others may stand in the way of, in a transaction that asks first.
    fn create_asking<R: DocumentRules>(
        &self,
        actor: &Actor,
        mut record: Record<R>,
        key: Option<Key>,
    ) -> Result<Idempotent<Record<R>>, AppError> {
        let note = note(actor, "create", None, record.created_at);
        self.once(key, move |tx| {
            R::settle(tx, &mut record.body, record.created_at)?;
            R::ask_law(tx, &record, record.created_at)?;
            records::insert(tx, vec![NewRecord::of(&record, note)?])?;
            Ok((record.id.0, record))
        })
    }

    fn new_record<R: DocumentRules>(
        &self,
        actor: &Actor,
        external_ref: Option<ExternalRef>,
        body: R,
    ) -> Result<Record<R>, AppError> {
        actor.require(R::WRITE)?;
        let id = Id::new(Uuid::now_v7());
        let owner = R::owner_named(actor, id, &body)?;
        Ok(Record::create(id, owner, external_ref, self.checked(body)?, self.now()))
    }
}

/// The record ready to be written, with what its key is to be remembered for.
fn prepared<R: Document>(
    record: &Record<R>,
    note: Note,
    key: Option<Key>,
) -> Result<NewRecord, AppError> {
    let new = NewRecord::of(record, note)?;
    let Some(key) = key else { return Ok(new) };
    let snapshot = snapshot(record.id.0, record)?;
    Ok(new.remembered(key, snapshot, record.created_at))
}
