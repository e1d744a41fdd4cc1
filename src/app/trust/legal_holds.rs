//! Legal holds: operators set and lift them, and while one is open neither the candidate nor who that is is erased.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{
            checked::{note, touched},
            idempotent::Idempotent,
        },
    },
    domain::{
        access::{actor::Actor, scope::Scope},
        recruitment::candidate::{CandidateBody, CandidateId},
        resource::RecordKind,
        trust::legal_hold::{LegalHold, LegalHoldEntry, LegalHoldState},
    },
    store::{
        backend::DbConnection,
        changes::Note,
        idempotency::Key,
        ledger::Ledger,
        records::{Document, Stored},
        trust::legal_holds::{self, LegalHolds},
        tx::Tx,
    },
};

impl App {
    /// Sets or lifts a hold on a candidate, once for each key.
    pub fn record_legal_hold(
        &self,
        actor: &Actor,
        id: CandidateId,
        hold: LegalHold,
        key: Option<Key>,
    ) -> Result<Idempotent<LegalHoldEntry>, AppError> {
        actor.require(Scope::HoldsWrite)?;
        self.find_record::<CandidateBody>(actor, id)?;
        let action = match hold.state {
            LegalHoldState::Set => "legal_hold_set",
            LegalHoldState::Lifted => "legal_hold_lifted",
        };
        let note = note(actor, action, None, self.now());
        self.once(key, move |tx| Ok((id.0, record(tx, id, hold, note)?)))
    }

    /// The entries about a candidate after number `after`, oldest first.
    pub fn legal_holds(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<LegalHoldEntry>, AppError> {
        let candidate: Uuid = self.find_record::<CandidateBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| LegalHolds::list(conn, candidate, after, limit))?)
    }
}

fn record(
    tx: &mut Tx<'_>,
    id: CandidateId,
    hold: LegalHold,
    note: Note,
) -> Result<LegalHoldEntry, AppError> {
    CandidateBody::hold(tx.conn(), id)?; // who erases meanwhile comes before or after
    let candidate = CandidateBody::find(tx.conn(), Actor::System.reach(), id)?;
    let candidate = candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
    let matter = hold.matter.clone();
    let before = legal_holds::newest(tx.conn(), id.0, matter.as_str())?;
    if let Some(why) = hold.refusal(before.map(|before| before.hold.state)) {
        return Err(AppError::Conflict(why.to_owned()));
    }
    let (recorded_at, client) = (note.at, note.actor);
    let new = LegalHoldEntry { n: 0, candidate: id.0, hold, recorded_at, client };
    LegalHolds::append(tx, new)?;
    tx.log(touched(&candidate, note));
    let entry = legal_holds::newest(tx.conn(), id.0, matter.as_str())?;
    entry.ok_or(AppError::NoSuch(RecordKind::Candidate))
}

/// Refuses to erase what a hold is open on.
pub(in crate::app) fn must_not_be_held(
    conn: &mut DbConnection,
    record: Uuid,
) -> Result<(), AppError> {
    if legal_holds::is_held(conn, record)? {
        let why = "a legal hold is open: nothing is erased until an operator lifts it";
        return Err(AppError::Conflict(why.to_owned()));
    }
    Ok(())
}
