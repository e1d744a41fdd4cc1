//! Records whose texts name nothing known: read again when the taxonomy has changed, through the ordinary write path.

use uuid::Uuid;

use crate::{
    app::{
        App,
        edition::Edition,
        error::AppError,
        index::progress::ResolveProgress,
        resource::{checked::note, rules::DocumentRules},
    },
    domain::{
        access::actor::Actor,
        concepts::wording::TextKind,
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{Record, RecordKind},
    },
    store::taxonomy::unresolved_texts::{self, Waiting},
};

/// Records that are read again, and written, at once.
const BATCH: usize = 100;
/// Batches that one look takes at most, so that its caller can do other things between.
const BATCHES: usize = 10;

impl App {
    /// Reads the texts that wait again if the taxonomy has changed since they were last read: some at each call, until
    /// all have been. Several servers may do so at once.
    pub(in crate::app) fn resolve_waiting(&self) -> Result<usize, AppError> {
        let edition = self.taxonomy();
        let mut look = self.look.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let present = Some((edition.number(), edition.is_indexed()));
        if look.edition != present {
            *look = ResolveProgress { edition: present, after: Some(Uuid::nil()) };
        }
        let mut resolved = 0;
        for _ in 0..BATCHES {
            let Some(after) = look.after else { break };
            let page =
                self.store.read(|conn| unresolved_texts::waiting_after(conn, after, BATCH))?;
            resolved += self.read_again(&edition, &page)?;
            look.after = page.last().map(|last| last.record);
        }
        Ok(resolved)
    }

    /// Lets the next [`App::resolve_waiting`] begin anew, for records that were written while the taxonomy changed.
    pub(in crate::app) fn look_again(&self) {
        *self.look.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
            ResolveProgress::default();
    }

    /// Reads the records again that wait for one text, as many as fit a request; the others follow.
    pub(in crate::app) fn resolve_text(
        &self,
        edition: &Edition,
        kind: TextKind,
        key: &str,
    ) -> Result<usize, AppError> {
        let limit = BATCH * BATCHES / 2;
        let all = self.store.read(|conn| unresolved_texts::waiting_for(conn, kind, key, limit))?;
        let batches = all.chunks(BATCH).map(|batch| self.read_again(edition, batch));
        batches.sum()
    }

    fn read_again(&self, edition: &Edition, all: &[Waiting]) -> Result<usize, AppError> {
        let of = |kind| {
            all.iter().filter(|one| one.kind == kind).map(|one| one.record).collect::<Vec<_>>()
        };
        Ok(self.read_again_of::<VacancyBody>(edition, &of(RecordKind::Vacancy))?
            + self.read_again_of::<CandidateBody>(edition, &of(RecordKind::Candidate))?)
    }

    /// Writes those of the records of which the taxonomy now makes more; returns how many.
    fn read_again_of<R: DocumentRules>(
        &self,
        edition: &Edition,
        ids: &[Uuid],
    ) -> Result<usize, AppError> {
        if ids.is_empty() {
            return Ok(0);
        }
        let records: Vec<Record<R>> =
            self.store.read(|conn| R::find_all(conn, Actor::System.reach(), ids))?;
        let now = self.now();
        let read: Vec<(Record<R>, Record<R>)> = records
            .into_iter()
            .filter_map(|record| Some((read(edition, &record, now)?, record)))
            .collect();
        if read.is_empty() {
            return Ok(0);
        }
        self.writer.run(move |tx| {
            let mut written = 0;
            for (later, record) in &read {
                // One that somebody changed meanwhile was read with that change.
                let note = note(&Actor::System, "resolve", None, now);
                written += usize::from(R::update(tx, record, later, note)?);
            }
            Ok(written)
        })
    }
}

/// The record one version later, if fewer of its texts wait.
fn read<R: DocumentRules>(
    edition: &Edition,
    record: &Record<R>,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<Record<R>> {
    let waits = |body: &R| body.texts().iter().filter(|text| text.is_unmapped()).count();
    let mut body = record.body.clone();
    body.read_texts(edition);
    if !R::is_editable(record.status) || waits(&body) >= waits(&record.body) {
        return None;
    }
    Some(record.clone().with_body(body, record.external_ref.clone(), now))
}
