//! Filing a complaint: anybody may, and what is needed to come back to it is told once.

use uuid::Uuid;

pub use super::told::NewComplaint;
use crate::{
    app::{
        App,
        casework::complaints::sealed::CaseSeal,
        error::AppError,
        resource::{checked::note, idempotent::Idempotent},
        trust::vault::sealing::DataKey,
    },
    domain::{
        FieldError,
        access::{
            actor::Actor,
            scope::{Role, Scope},
        },
        casework::{
            case_clock::CaseClock,
            case_code::{CaseCode, CasePin},
            complaint::{Accused, CaseAuthor, CaseLevel, Complaint, ComplaintBody, Urgency, Words},
            pin_tries::PinTries,
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        recruitment::candidate::CandidateBody,
        resource::{Record, id::Id},
    },
    store::{
        backend::DbConnection,
        casework::{
            codes::{self, CaseKey},
            messages::{self, SealedMessage},
        },
        changes::Note,
        error::StoreError,
        idempotency::Key,
        records::{self, NewRecord, Stored},
        trust::vault::{self as kept, WrappedKey},
        tx::Tx,
    },
};

/// A complaint that is ready to be entered. It does not print.
pub(in crate::app) struct Filing {
    complaint: Complaint,
    note: Note,
    wrapped: WrappedKey,
    case: CaseKey,
    first: SealedMessage,
    key: (CaseCode, CasePin),
}

impl Filing {
    /// What is told of it once it is entered.
    pub(in crate::app) fn filed(&self) -> Filed {
        Filed { complaint: self.complaint.clone(), key: Some(self.key.clone()) }
    }

    /// Enters it.
    pub(in crate::app) fn enter(self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        records::insert(tx, vec![NewRecord::of(&self.complaint, self.note)?])?;
        kept::insert_key(tx, &self.wrapped)?;
        codes::insert(tx, &self.case)?;
        Ok(messages::insert(tx, &self.first)?)
    }
}

/// A complaint that was filed.
#[derive(Debug)]
pub struct Filed {
    /// The complaint.
    pub complaint: Complaint,
    /// What is needed to come back to it: told once, and not when the request is repeated.
    pub key: Option<(CaseCode, CasePin)>,
}

impl App {
    /// Files a complaint, once for each key.
    pub fn file_complaint(
        &self,
        actor: &Actor,
        new: NewComplaint,
        key: Option<Key>,
    ) -> Result<Idempotent<Filed>, AppError> {
        if actor.client().is_some() {
            actor.require(Scope::ComplaintsWrite)?;
        }
        let filing = self.filing(actor, new)?;
        let filed = filing.filed();
        let made = self.once(key, move |tx| {
            let complaint = filing.complaint.clone();
            filing.enter(tx)?;
            Ok::<_, AppError>((complaint.id.0, complaint))
        })?;
        let is_new = !made.replayed;
        Ok(made.map(|complaint| Filed { complaint, key: filed.key.filter(|_| is_new) }))
    }

    /// A complaint that is ready to be entered.
    pub(in crate::app) fn filing(
        &self,
        actor: &Actor,
        new: NewComplaint,
    ) -> Result<Filing, AppError> {
        let note = note(actor, "create", None, self.now());
        let body = self.complaint_body(actor, &new)?;
        let complaint = Record::create(Id::new(Uuid::now_v7()), Uuid::nil(), None, body, note.at);
        let id = complaint.id.0;
        let (code, pin) = fresh_key()?;
        let case = self.case_key(id, &code, &pin)?;
        let (data_key, wrapped) = self.vault()?.new_key(id)?;
        let words = Words { text: new.text, against: new.against_name };
        let first =
            CaseSeal::new(id, data_key).message(CaseAuthor::Complainant, &words, note.at)?;
        Ok(Filing { complaint, note, wrapped, case, first, key: (code, pin) })
    }

    fn complaint_body(&self, actor: &Actor, new: &NewComplaint) -> Result<ComplaintBody, AppError> {
        let (filer, now) = (actor.organisation(), self.now());
        let against = new.against.map(|id| self.accused(id, filer)).transpose()?;
        if let Some(candidate) = new.candidate {
            self.must_know_worker(actor, candidate, new.anonymous)?;
        }
        let set = self.rule_set_in_use(now)?;
        let is_danger = new.urgency == Urgency::Danger;
        let clock = CaseClock::start(set.as_ref().map(|used| &*used.set), is_danger, now);
        Ok(ComplaintBody {
            topic: new.topic,
            against,
            channel: new.channel,
            language: new.language,
            anonymous: new.anonymous,
            urgency: new.urgency,
            candidate: new.candidate,
            filer,
            assignee: None,
            level: CaseLevel::Centre,
            clock,
            outcome: None,
            observed_since: None,
        })
    }

    /// The employer or agency with this id, which is not who files the complaint.
    fn accused(&self, id: Uuid, filer: Option<Uuid>) -> Result<Accused, AppError> {
        if filer == Some(id) {
            return Err(wrong("/against_id", "an organisation does not complain of itself"));
        }
        let all = self.store.as_server("a complaint names any organisation");
        let role = all.read(|conn| role_of(conn, id))?;
        let role =
            role.ok_or_else(|| wrong("/against_id", "expected the id of an employer or agency"))?;
        Ok(Accused { role, organisation: id })
    }

    fn must_know_worker(&self, actor: &Actor, id: Uuid, anonymous: bool) -> Result<(), AppError> {
        if anonymous {
            return Err(wrong("/candidate_id", "an anonymous complaint names nobody"));
        }
        if actor.worker().is_some_and(|worker| worker.candidate == id) {
            return Ok(());
        }
        match self.find_record::<CandidateBody>(actor, Id::new(id)) {
            Ok(_) => Ok(()),
            Err(AppError::NoSuch(_) | AppError::Denied(_)) => {
                Err(wrong("/candidate_id", "expected the id of a candidate that you may read"))
            }
            Err(failed) => Err(failed),
        }
    }

    /// The keyed hashes of a code and a PIN.
    pub(super) fn case_key(
        &self,
        complaint: Uuid,
        code: &CaseCode,
        pin: &CasePin,
    ) -> Result<CaseKey, AppError> {
        let code_hash = self.keyed_hash(&format!("complaint code {code}"))?;
        let pin_hash = self.keyed_hash(&format!("complaint pin {code} {pin}"))?;
        Ok(CaseKey { complaint, code_hash, pin_hash, tries: PinTries::default() })
    }
}

fn role_of(conn: &mut DbConnection, id: Uuid) -> Result<Option<Role>, StoreError> {
    let all = Actor::System;
    if EmployerBody::find(conn, all.reach(), Id::new(id))?.is_some() {
        return Ok(Some(Role::Employer));
    }
    let agency = AgencyBody::find(conn, all.reach(), Id::new(id))?;
    Ok(agency.map(|_| Role::Agency))
}

/// A code and a PIN that nobody can guess.
fn fresh_key() -> Result<(CaseCode, CasePin), AppError> {
    let code = DataKey::random()?;
    let half = u128::from_le_bytes(std::array::from_fn(|at| code.bytes()[at]));
    Ok((CaseCode::new(half), CasePin::new(DataKey::chance()?)))
}

pub(super) fn wrong(pointer: &str, detail: &str) -> AppError {
    AppError::Invalid(vec![FieldError::new(pointer, "value", detail)])
}
