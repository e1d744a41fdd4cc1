//! The channel of whoever complained: by code and PIN, without an account. Three wrong PINs shut it for a time.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        casework::complaints::sealed::{self, Message},
        error::AppError,
        resource::{
            change::rewrite,
            checked::{By, touched},
            transition::moved,
        },
    },
    domain::{
        access::actor::Actor,
        casework::{
            case_code::{CaseCode, CasePin},
            complaint::{CaseAuthor, Complaint, ComplaintBody, ComplaintStatus, Urgency, Words},
            pin_tries::PinTry,
        },
        resource::{RecordKind, id::Id},
    },
    store::{
        casework::codes::{self, CaseKey},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// A case as whoever complained sees it.
pub struct OwnCase {
    /// The complaint.
    pub complaint: Complaint,
    /// What was said, oldest first.
    pub messages: Vec<Message>,
    /// What came of it.
    pub outcome: Option<String>,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl App {
    /// The case with this code and PIN.
    pub fn own_case(&self, code: &CaseCode, pin: &CasePin) -> Result<OwnCase, AppError> {
        let id = self.admitted(code, pin)?;
        let admitted = self.as_server("code and PIN open the case that they are for");
        let found = admitted
            .store
            .read(|conn| ComplaintBody::find(conn, Actor::System.reach(), Id::new(id)))?;
        let complaint = found.ok_or(AppError::NoSuch(RecordKind::Complaint))?;
        let (messages, outcome) = admitted.open_case(&complaint)?;
        Ok(OwnCase { complaint, messages, outcome, now: self.now() })
    }

    /// Writes to whoever deals with the case. A case that waited for that waits no more.
    pub fn write_in_own_case(
        &self,
        (code, pin): (&CaseCode, &CasePin),
        text: String,
    ) -> Result<OwnCase, AppError> {
        let id = self.admitted(code, pin)?;
        let by = By { actor: Actor::Anonymous, reason: None, now: self.now() };
        let words = Words { text, against: None };
        let admitted = self.as_server("code and PIN seal what is written to their case");
        let new = admitted.case_seal(id)?.message(CaseAuthor::Complainant, &words, by.now)?;
        self.writer.run(move |tx| {
            let complaint = claimed(tx, id)?;
            sealed::enter(tx, &new)?;
            if complaint.body.clock.paused_at.is_none() {
                tx.log(touched(&complaint, by.note("message")));
                return Ok(());
            }
            let mut body = complaint.body.clone();
            body.clock.resume(by.now);
            let later = complaint.clone().with_body(body, None, by.now);
            rewrite(tx, (&complaint, later), (complaint.status, "message"), &by).map(drop)
        })?;
        self.own_case(code, pin)
    }

    /// Takes the complaint back, or has it opened again. What is grave is not ended by being taken back.
    pub fn move_own_case(
        &self,
        (code, pin): (&CaseCode, &CasePin),
        to: ComplaintStatus,
    ) -> Result<OwnCase, AppError> {
        let id = self.admitted(code, pin)?;
        let by = By::system("by code and PIN", self.now());
        self.writer.run(move |tx| {
            let complaint = claimed(tx, id)?;
            let is_grave = complaint.body.urgency != Urgency::Normal;
            if to == ComplaintStatus::Withdrawn && is_grave && !complaint.status.is_over() {
                let observed_since = complaint.body.observed_since.or(Some(by.now));
                let body = ComplaintBody { observed_since, ..complaint.body.clone() };
                let later = complaint.clone().with_body(body, None, by.now);
                let kept = (complaint.status, "observed");
                return rewrite(tx, (&complaint, later), kept, &by).map(drop);
            }
            moved(tx, &complaint, to, &by).map(drop)
        })?;
        self.own_case(code, pin)
    }

    /// The complaint that a code and a PIN open. A wrong code and a wrong PIN are answered alike.
    fn admitted(&self, code: &CaseCode, pin: &CasePin) -> Result<Uuid, AppError> {
        let (given, now) = (self.case_key(Uuid::nil(), code, pin)?, self.now());
        self.writer.run(move |tx| admit(tx, &given, now))?
    }
}

/// Looks at a PIN, and counts it where it is wrong.
fn admit(
    tx: &mut Tx<'_>,
    given: &CaseKey,
    now: DateTime<Utc>,
) -> Result<Result<Uuid, AppError>, AppError> {
    let Some(found) = codes::find(tx.conn(), &given.code_hash)? else {
        return Ok(Err(AppError::NoCase));
    };
    ComplaintBody::claim(tx.conn(), Id::new(found.complaint))?; // tries count one after another
    let Some(mut kept) = codes::find(tx.conn(), &given.code_hash)? else {
        return Ok(Err(AppError::NoCase));
    };
    let before = kept.tries;
    let tried = kept.tries.count(kept.pin_hash == given.pin_hash, now);
    if kept.tries != before {
        codes::count(tx, &kept)?;
    }
    Ok(match tried {
        PinTry::Right => Ok(kept.complaint),
        PinTry::Wrong => Err(AppError::NoCase),
        PinTry::Locked(seconds) => Err(AppError::CaseLocked { seconds }),
    })
}

/// A complaint that nobody else changes meanwhile.
pub(super) fn claimed(tx: &mut Tx<'_>, id: Uuid) -> Result<Complaint, AppError> {
    ComplaintBody::claim(tx.conn(), Id::new(id))?;
    let found = ComplaintBody::find(tx.conn(), Actor::System.reach(), Id::new(id))?;
    found.ok_or(AppError::NoSuch(RecordKind::Complaint))
}
