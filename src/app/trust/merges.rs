//! Merges: who is registered twice is noted when it is found, an operator lets one candidate stand for both, and may undo it.
//! An agency learns of another's candidate that there is one, and no more.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        recruitment::candidates::may_be_put_forward,
        resource::{
            checked::{note, touched},
            idempotent::Idempotent,
        },
    },
    domain::{
        FieldError,
        access::{actor::Actor, scope::Scope},
        recruitment::candidate::{Candidate, CandidateBody, CandidateId},
        resource::RecordKind,
        trust::merge::{
            MergeEntry, MergeState, Merged, Merging, status_when_merged, status_when_undone,
        },
    },
    store::{
        backend::DbConnection,
        changes::Note,
        idempotency::Key,
        ledger::Ledger,
        records::{Document, Stored},
        trust::{
            doubles,
            merges::{self, Merges},
            vault::{self, Mark},
        },
        tx::Tx,
    },
};

/// A candidate under which the person of another is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegisteredDouble {
    /// The candidate.
    pub candidate: Uuid,
    /// Its agency.
    pub agency: Uuid,
    /// When it was first found.
    pub found_at: DateTime<Utc>,
}

impl App {
    /// Lets another candidate stand for this one, or undoes that, once for each key.
    pub fn record_merge(
        &self,
        actor: &Actor,
        id: CandidateId,
        (merging, reason): (Merging, String),
        key: Option<Key>,
    ) -> Result<Idempotent<MergeEntry>, AppError> {
        actor.require(Scope::MergesWrite)?;
        self.find_record::<CandidateBody>(actor, id)?;
        let action = match merging {
            Merging::Into(_) => "merged",
            Merging::Undo => "merge_undone",
        };
        let note = note(actor, action, Some(reason), self.now());
        self.once(key, move |tx| Ok((id.0, record(tx, id, &merging, note)?)))
    }

    /// The entries about a candidate after number `after`, oldest first. Another agency's candidate is not named.
    pub fn merges(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<MergeEntry>, AppError> {
        let candidate: Uuid = self.find_record::<CandidateBody>(actor, id)?.id.0;
        self.store.read(|conn| {
            let mut entries = Merges::list(conn, candidate, after, limit)?;
            for entry in &mut entries {
                let Some(survivor) = entry.survivor else { continue };
                let known = CandidateBody::find(conn, actor.reach(), CandidateId::new(survivor))?;
                entry.survivor = known.map(|known| known.id.0);
            }
            Ok(entries)
        })
    }

    /// The candidates under which the person of this one is registered, newest first before the id `before`.
    pub fn doubles(
        &self,
        actor: &Actor,
        id: CandidateId,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<RegisteredDouble>, AppError> {
        actor.require(Scope::MergesWrite)?;
        self.find_record::<CandidateBody>(actor, id)?;
        self.store.read(|conn| {
            let noted = doubles::list(conn, id.0, before, limit)?;
            let ids: Vec<Uuid> = noted.iter().map(|double| double.registered).collect();
            let known = CandidateBody::find_all(conn, actor.reach(), &ids)?;
            let registered = noted.into_iter().filter_map(|double| {
                let one = known.iter().find(|one| one.id.0 == double.registered)?;
                let (candidate, agency) = (one.id.0, one.owner);
                Some(RegisteredDouble { candidate, agency, found_at: double.found_at })
            });
            Ok(registered.collect())
        })
    }

    /// Notes under which candidates a person is registered whose identity was refused.
    pub(in crate::app) fn note_doubles(
        &self,
        actor: &Actor,
        (id, marks): (CandidateId, Vec<Mark>),
    ) -> Result<(), AppError> {
        let note = note(actor, "double_found", None, self.now());
        self.writer.run(move |tx| {
            CandidateBody::claim(tx.conn(), id)?;
            let Some(candidate) = stored(tx.conn(), id)? else { return Ok(()) };
            let mut is_new = false;
            for registered in vault::same_person(tx.conn(), id.0, &marks)? {
                CandidateBody::hold(tx.conn(), CandidateId::new(registered))?;
                if stored(tx.conn(), CandidateId::new(registered))?.is_some() {
                    let double = doubles::Double { registered, found_at: note.at };
                    is_new |= doubles::note(tx, id.0, &double)?;
                }
            }
            if is_new {
                tx.log(touched(&candidate, note));
            }
            Ok(())
        })
    }
}

/// The entries without the other candidate.
pub(in crate::app) fn unnamed(entries: Vec<MergeEntry>) -> Vec<MergeEntry> {
    entries.into_iter().map(|entry| MergeEntry { survivor: None, ..entry }).collect()
}

fn stored(conn: &mut DbConnection, id: CandidateId) -> Result<Option<Candidate>, AppError> {
    Ok(CandidateBody::find(conn, Actor::System.reach(), id)?)
}

fn record(
    tx: &mut Tx<'_>,
    id: CandidateId,
    merging: &Merging,
    note: Note,
) -> Result<MergeEntry, AppError> {
    claim(tx.conn(), id, merging)?;
    let candidate = stored(tx.conn(), id)?.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
    let newest = merges::newest(tx.conn(), id.0)?;
    let newest = newest.filter(|newest| newest.state == MergeState::Merged);
    let now = standing(tx.conn(), id, merging, newest.is_some())?;
    if let Some(why) = merging.refusal(id.0, now) {
        return Err(AppError::Conflict(why.to_owned()));
    }
    let (state, survivor, status_before) = match (merging, newest) {
        (Merging::Into(survivor), _) => (MergeState::Merged, Some(*survivor), candidate.status),
        (Merging::Undo, newest) => {
            let undone = newest.ok_or(AppError::Outdated)?;
            (MergeState::Undone, undone.survivor, undone.status_before)
        }
    };
    let (recorded_at, client) = (note.at, note.actor);
    let reason = note.reason.clone().unwrap_or_default();
    let candidate_id = id.0;
    let entry = MergeEntry {
        n: 0,
        candidate: candidate_id,
        survivor,
        state,
        status_before,
        reason,
        recorded_at,
        client,
    };
    Merges::append(tx, entry.clone())?;
    show(tx, &candidate, &entry, note)?;
    merges::newest(tx.conn(), id.0)?.ok_or(AppError::NoSuch(RecordKind::Candidate))
}

/// Lets nobody else merge either candidate meanwhile. Whoever wants the same two takes them in the same order.
fn claim(conn: &mut DbConnection, id: CandidateId, merging: &Merging) -> Result<(), AppError> {
    let mut both = vec![id.0];
    if let Merging::Into(survivor) = merging {
        both.push(*survivor);
    }
    both.sort_unstable();
    both.into_iter().try_for_each(|one| Ok(CandidateBody::claim(conn, CandidateId::new(one))?))
}

fn standing(
    conn: &mut DbConnection,
    id: CandidateId,
    merging: &Merging,
    is_merged: bool,
) -> Result<Merged, AppError> {
    let Merging::Into(survivor) = merging else {
        return Ok(Merged { is_merged, ..Merged::default() });
    };
    let Some(survivor) = stored(conn, CandidateId::new(*survivor))? else {
        let why = "there is no such candidate: name one that is there";
        return Err(AppError::Invalid(vec![FieldError::new("/survivor_id", "unknown", why)]));
    };
    let stands_for_another = merges::stands_for_another(conn, id.0)?;
    Ok(Merged { is_merged, stands_for_another, survivor_is_merged: survivor.body.superseded })
}

/// Lets the candidate's profile say what its newest entry does.
fn show(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    entry: &MergeEntry,
    note: Note,
) -> Result<(), AppError> {
    let superseded = entry.state == MergeState::Merged;
    let body = CandidateBody { superseded, ..candidate.body.clone() };
    let status = if superseded {
        status_when_merged(candidate.status)
    } else {
        let may = may_be_put_forward(tx.conn(), candidate, note.at)?;
        status_when_undone(candidate.status, entry.status_before, may)
    };
    let reference = candidate.external_ref.clone();
    let later = candidate.clone().with_body(body, reference, note.at).entered(status, note.at);
    if !CandidateBody::update(tx, candidate, &later, note)? {
        return Err(AppError::Outdated);
    }
    Ok(())
}
