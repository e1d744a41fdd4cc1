//! Consents: the agency records what its candidates agree to and take back. The candidate's profile shows consent to
//! matching as the newest entry has it, so a withdrawal reaches every index as any other change does.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{checked::note, idempotent::Idempotent},
    },
    domain::{
        access::actor::Actor,
        recruitment::candidate::{Candidate, CandidateBody, CandidateId},
        resource::RecordKind,
        trust::consent::{Consent, ConsentEntry, ConsentPurpose},
    },
    store::{
        changes::Note,
        idempotency::Key,
        ledger::Ledger,
        records::Stored,
        trust::consents::{self, Consents, NewConsent},
        tx::Tx,
    },
};

impl App {
    /// Records how a consent of a candidate of the actor's agency stands, once for each key.
    pub fn record_consent(
        &self,
        actor: &Actor,
        id: CandidateId,
        consent: Consent,
        key: Option<Key>,
    ) -> Result<Idempotent<ConsentEntry>, AppError> {
        self.find_to_write(actor, id)?;
        let (reach, note) = (actor.reach(), note(actor, "consent", None, self.now()));
        self.once(key, move |tx| {
            let candidate = CandidateBody::find(tx.conn(), reach, id)?;
            let candidate = candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
            let entry = record(tx, &candidate, consent, note)?;
            Ok((id.0, entry))
        })
    }

    /// The entries about a candidate after number `after`, oldest first.
    pub fn consents(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<ConsentEntry>, AppError> {
        let candidate: Uuid = self.find_record(actor, id)?.id.0;
        Ok(self.store.read(|conn| Consents::list(conn, candidate, after, limit))?)
    }
}

/// Enters a consent, and lets the candidate's profile say the same.
fn record(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    consent: Consent,
    note: Note,
) -> Result<ConsentEntry, AppError> {
    let (id, purpose, agreement) = (candidate.id.0, consent.purpose, consent.agreement.clone());
    let new = NewConsent { candidate: id, consent, at: note.at, client: note.actor };
    Consents::append(tx, new)?;
    if purpose == ConsentPurpose::Matching {
        let body = CandidateBody { matching_consent: Some(agreement), ..candidate.body.clone() };
        let reference = candidate.external_ref.clone();
        let later = candidate.clone().with_body(body, reference, note.at);
        if !CandidateBody::update(tx, candidate, &later, note)? {
            return Err(AppError::Outdated);
        }
    }
    let entry = consents::newest(tx.conn(), id, purpose)?;
    entry.ok_or(AppError::NoSuch(RecordKind::Candidate))
}
