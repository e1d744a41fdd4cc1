//! Disclosures: an employer whose request was approved reads what the candidate's consent covers, and each reading is
//! recorded before anything is shown.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, trust::seen::DAY},
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        recruitment::candidate::{CandidateBody, CandidateId},
        resource::RecordKind,
        trust::{
            consent::{ConsentPurpose, IdentityPart},
            disclosure::{DisclosedIdentity, Disclosure},
            disclosure_request::{
                DisclosureRequest, DisclosureRequestBody, DisclosureRequestId, DisclosureStatus,
            },
        },
    },
    store::{
        backend::DbConnection,
        changes::Note,
        ledger::Ledger,
        records::Stored,
        trust::{
            audit::Reading,
            consents,
            disclosures::{self, Disclosures},
        },
        tx::Tx,
    },
};

/// What the audit says of a reading.
const ACTION: &str = "identity_disclosed";

impl App {
    /// Sets of how many candidates an employer reads on a day who they are.
    pub fn set_disclosure_quota(&self, quota: u32) {
        self.disclosures.set(quota);
    }

    /// What the consent of a candidate covers of who that is, for the employer whose request was approved.
    pub fn disclose(
        &self,
        actor: &Actor,
        id: DisclosureRequestId,
    ) -> Result<DisclosedIdentity, AppError> {
        let request: DisclosureRequest = self.find_record(actor, id)?;
        if request.relation(actor) != Relation::Owner {
            return Err(Denied::Role.into());
        }
        self.may_see_candidates(actor)?;
        let now = self.now();
        let kept = self.open_identity(request.body.candidate.0)?;
        let is_kept = kept.is_some();
        let new = Disclosure {
            n: 0,
            candidate: request.body.candidate.0,
            request: id.0,
            employer: request.owner,
            client: actor.client().map(|client| client.id),
            at: now,
            parts: Vec::new(),
        };
        let quota = self.disclosures.get();
        let parts = self.writer.run(move |tx| record(tx, &new, quota, is_kept))?;
        let kept = kept.ok_or(AppError::NoIdentity)?;
        Ok(DisclosedIdentity::of(kept.identity, parts))
    }

    /// Who has read who a candidate is, after number `after`, oldest first.
    pub fn disclosures(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Disclosure>, AppError> {
        let candidate: Uuid = self.find_record::<CandidateBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| Disclosures::list(conn, candidate, after, limit))?)
    }
}

/// Records a reading, if it is allowed now and there is something to read; returns what may be read.
fn record(
    tx: &mut Tx<'_>,
    new: &Disclosure,
    quota: u32,
    is_kept: bool,
) -> Result<Vec<IdentityPart>, AppError> {
    let request = DisclosureRequestId::new(new.request);
    let request = DisclosureRequestBody::find(tx.conn(), Actor::System.reach(), request)?;
    let request = request.ok_or(AppError::NoSuch(RecordKind::DisclosureRequest))?;
    let over = request.body.approved_until.is_none_or(|until| until <= new.at);
    if request.status != DisclosureStatus::Approved || over {
        let status = if over && request.status == DisclosureStatus::Approved {
            DisclosureStatus::Expired
        } else {
            request.status
        };
        return Err(AppError::Conflict(format!(
            "the request is {status}: only while it is approved may be read who the candidate is"
        )));
    }
    let parts = covered(tx.conn(), new.candidate)?;
    let today = new.at.timestamp().div_euclid(DAY) * DAY;
    let today = chrono::DateTime::from_timestamp(today, 0).unwrap_or(new.at);
    let read = disclosures::read_since(tx.conn(), new.employer, today)?;
    if !read.contains(&new.candidate) && read.len() >= usize::try_from(quota).unwrap_or(usize::MAX)
    {
        let seconds = (DAY - new.at.timestamp().rem_euclid(DAY)).unsigned_abs();
        return Err(AppError::DisclosuresUsed { seconds });
    }
    if !is_kept {
        return Err(AppError::NoIdentity);
    }
    Disclosures::append(tx, Disclosure { parts: parts.clone(), ..new.clone() })?;
    let note = Note { actor: new.client, action: ACTION.to_owned(), reason: None, at: new.at };
    tx.read(Reading { kind: RecordKind::Candidate, record: new.candidate, note });
    Ok(parts)
}

/// What the consents of a candidate let an employer read now.
fn covered(conn: &mut DbConnection, candidate: Uuid) -> Result<Vec<IdentityPart>, AppError> {
    let mut standing = |purpose: ConsentPurpose| {
        let newest = consents::newest(conn, candidate, purpose)?;
        let stands = newest.filter(|entry| entry.consent.agreement.stands());
        stands.ok_or_else(|| {
            AppError::Conflict(format!(
                "the candidate has not consented to {purpose}, or has withdrawn it: the agency can ask again"
            ))
        })
    };
    standing(ConsentPurpose::CrossBorderTransfer)?;
    Ok(standing(ConsentPurpose::DisclosureToEmployer)?.consent.covers)
}
