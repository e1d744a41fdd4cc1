//! The text of an import while it arrives: piece by piece into the store, so that a long one takes no more memory than a
//! short one.

use chrono::Duration;
use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::{Actor, Denied},
        integration::import::{ImportBody, ImportSubject},
        job::JobKind,
    },
    store::jobs::texts,
};

/// Texts of one organisation that are kept at a time.
const MOST_TEXTS: i64 = 8;
/// How long a text waits for its end.
const ARRIVES_WITHIN: Duration = Duration::hours(1);

impl App {
    /// Begins a text of the actor's organisation.
    pub fn begin_import_text(
        &self,
        actor: &Actor,
        subject: ImportSubject,
    ) -> Result<Uuid, AppError> {
        may_import(actor, subject)?;
        let owner = actor.organisation().ok_or(Denied::Role)?;
        let (id, now) = (Uuid::now_v7(), self.now());
        self.writer.run(move |tx| {
            if texts::count(tx.conn(), owner)? >= MOST_TEXTS {
                let detail = format!(
                    "{MOST_TEXTS} files of this organisation are being sent or read: wait until an import ends, or \
                     cancel one"
                );
                return Err(AppError::Conflict(detail));
            }
            Ok(texts::begin(tx, (id, owner), now)?)
        })?;
        Ok(id)
    }

    /// Adds a piece that begins at this byte of a text.
    pub fn add_to_import_text(
        &self,
        id: Uuid,
        begins_at: i64,
        piece: String,
    ) -> Result<(), AppError> {
        self.writer.run(move |tx| Ok::<_, AppError>(texts::add(tx, id, begins_at, &piece)?))
    }

    /// Removes a text that no job reads.
    pub fn forget_import_text(&self, id: Uuid) -> Result<(), AppError> {
        self.writer.run(move |tx| Ok::<_, AppError>(texts::remove(tx, id)?))
    }

    /// Removes texts whose senders went away. Returns how many.
    pub(in crate::app) fn forget_lost_texts(&self) -> Result<usize, AppError> {
        let before = self.now() - ARRIVES_WITHIN;
        self.writer.run(move |tx| Ok::<_, AppError>(texts::remove_lost(tx, before)?))
    }
}

/// Whether the actor may import such records at all.
pub(super) fn may_import(actor: &Actor, subject: ImportSubject) -> Result<(), Denied> {
    actor.require(ImportBody::WRITE)?;
    actor.require(subject.scope())?;
    if actor.role() == Some(subject.owner()) { Ok(()) } else { Err(Denied::Role) }
}
