//! Slots of selection sessions: agencies give them to those whom they have put forward, and the panel says who came.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::selection_sessions::taken,
        resource::checked::{By, touched},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            selection_session::{
                SelectionSession, SelectionSessionBody, SelectionSessionId, SelectionSessionStatus,
            },
            selection_slot::{SelectionSlot, SelectionSlotState, SlotMover},
        },
        recruitment::{
            candidate::{Candidate, CandidateBody, CandidateId},
            vacancy::VacancyId,
        },
        resource::{RecordKind, Resource},
    },
    store::{
        backend::DbConnection,
        programme::selection_slots,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

/// Whom an agency sends to a session, and when.
#[derive(Debug, Clone, Copy)]
pub struct NewSlot {
    /// A candidate of the agency who is put forward for one of the session's vacancies.
    pub candidate: CandidateId,
    /// When they are expected, while the session lasts.
    pub at: DateTime<Utc>,
}

/// The states in which somebody who is put forward is tested.
const TESTED: [ApplicationStatus; 3] =
    [ApplicationStatus::Submitted, ApplicationStatus::Shortlisted, ApplicationStatus::Interview];

impl App {
    /// An agency gives a slot of a session to a candidate of its own.
    pub fn give_selection_slot(
        &self,
        actor: &Actor,
        id: SelectionSessionId,
        new: NewSlot,
    ) -> Result<SelectionSlot, AppError> {
        actor.require(SelectionSessionBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            let session = claimed(tx, &by.actor, id)?;
            CandidateBody::claim(tx.conn(), new.candidate)?; // so that nobody gives two at a time
            if session.relation(&by.actor) != Relation::Party {
                return Err(Denied::Role.into());
            }
            let candidate = own_candidate(tx, &by.actor, new.candidate)?;
            fits(tx.conn(), &session, new, &by)?;
            let slot = SelectionSlot {
                session: id,
                candidate: new.candidate,
                agency: candidate.owner,
                at: new.at,
                starts_at: session.body.starts_at,
                ends_at: session.body.ends_at,
                state: SelectionSlotState::Invited,
                given_at: by.now,
            };
            selection_slots::give(tx, &slot)?;
            tx.log(touched(&session, by.note("slot")));
            Ok(slot)
        })
    }

    /// Notes what becomes of a slot: the agency says that somebody comes or does not, and the panel who came.
    pub fn move_selection_slot(
        &self,
        actor: &Actor,
        (id, candidate): (SelectionSessionId, CandidateId),
        to: SelectionSlotState,
    ) -> Result<SelectionSlot, AppError> {
        actor.require(SelectionSessionBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            let session = claimed(tx, &by.actor, id)?;
            let slot = slot_of(tx.conn(), &session, candidate, &by.actor)?;
            may_become(&session, &slot, to, &by.actor)?;
            selection_slots::became(tx, &slot, to)?;
            tx.log(touched(&session, by.note("slot")));
            Ok(SelectionSlot { state: to, ..slot })
        })
    }

    /// The slots of a session whose candidates' ids lie before one, newest first, at most `limit`; an agency sees its own.
    pub fn selection_slots(
        &self,
        actor: &Actor,
        id: SelectionSessionId,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<SelectionSlot>, AppError> {
        let session: SelectionSession = self.find_record(actor, id)?;
        let agency = seen_by_agency(&session, actor);
        Ok(self
            .store
            .read(|conn| selection_slots::of_session(conn, session.id, agency, (before, limit)))?)
    }
}

/// The agency that sees its own candidates of a session alone, if the actor works for one.
pub(super) fn seen_by_agency(session: &SelectionSession, actor: &Actor) -> Option<Uuid> {
    let is_party = session.relation(actor) == Relation::Party;
    actor.client().filter(|_| is_party).map(|client| client.organisation)
}

/// A session in reach, reserved for this transaction.
pub(super) fn claimed(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: SelectionSessionId,
) -> Result<SelectionSession, AppError> {
    SelectionSessionBody::claim(tx.conn(), id)?;
    let found = SelectionSessionBody::find(tx.conn(), actor.reach(), id)?;
    found.ok_or(AppError::NoSuch(RecordKind::SelectionSession))
}

/// Whether the actor works for an organisation of the panel.
pub(super) fn is_on_the_panel(session: &SelectionSession, actor: &Actor) -> bool {
    let client = actor.client();
    client.is_some_and(|one| session.body.is_on_the_panel(one.role, one.organisation))
}

/// The slot of a candidate, as far as the actor sees slots.
pub(super) fn slot_of(
    conn: &mut DbConnection,
    session: &SelectionSession,
    candidate: CandidateId,
    actor: &Actor,
) -> Result<SelectionSlot, AppError> {
    let found = selection_slots::find(conn, session.id, candidate)?;
    let agency = seen_by_agency(session, actor);
    let seen = found.filter(|slot| {
        agency.is_none_or(|agency| slot.agency == agency) || is_on_the_panel(session, actor)
    });
    seen.ok_or(AppError::NoSuch(RecordKind::Candidate))
}

fn own_candidate(tx: &mut Tx<'_>, actor: &Actor, id: CandidateId) -> Result<Candidate, AppError> {
    let found = CandidateBody::find(tx.conn(), actor.reach(), id)?;
    found.ok_or_else(|| {
        let why = "expected the id of a candidate of this agency";
        AppError::Invalid(vec![FieldError::new("/candidate_id", "unknown", why)])
    })
}

/// The vacancies of a session that a candidate is put forward for and may be tested for.
pub(super) fn tested_for(
    conn: &mut DbConnection,
    session: &SelectionSession,
    candidate: CandidateId,
) -> Result<Vec<VacancyId>, AppError> {
    let filter = Filter {
        candidate: Some(candidate.0),
        status: TESTED.iter().map(ToString::to_string).collect(),
        ..Filter::default()
    };
    let all = ApplicationBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    let vacancies = all.into_iter().map(|application| application.body.vacancy);
    Ok(vacancies.filter(|vacancy| session.body.vacancies.contains(vacancy)).collect())
}

/// Whether a session has a slot for a candidate.
fn fits(
    conn: &mut DbConnection,
    session: &SelectionSession,
    new: NewSlot,
    by: &By,
) -> Result<(), AppError> {
    let refused = |why: &str| Err(AppError::Conflict(why.to_owned()));
    let (status, body) = (session.status, &session.body);
    if status != SelectionSessionStatus::Announced || body.starts_at <= by.now {
        return refused("slots are given while a session is announced and has not begun");
    }
    if !(body.starts_at..body.ends_at).contains(&new.at) {
        let why = "must lie within the session: from starts_at, and before ends_at";
        return Err(AppError::Invalid(vec![FieldError::new("/at", "range", why)]));
    }
    if tested_for(conn, session, new.candidate)?.is_empty() {
        return refused(
            "the candidate is put forward for none of the session's vacancies, or chosen already",
        );
    }
    if selection_slots::find(conn, session.id, new.candidate)?.is_some() {
        return refused("the candidate has, or had, a slot of this session");
    }
    let during = (body.starts_at, body.ends_at);
    if let Some(other) = selection_slots::overlapping(conn, new.candidate, during)? {
        let other = other.session;
        return refused(&format!("the candidate has a slot of session {other} at this time"));
    }
    if u32::try_from(taken(conn, session)?).is_ok_and(|taken| taken < body.capacity) {
        return Ok(());
    }
    refused("every slot of the session is given")
}

/// Whether the actor may say this of a slot now.
fn may_become(
    session: &SelectionSession,
    slot: &SelectionSlot,
    to: SelectionSlotState,
    actor: &Actor,
) -> Result<(), AppError> {
    let is_agency = seen_by_agency(session, actor) == Some(slot.agency);
    let is_panel = is_on_the_panel(session, actor);
    let is_by = |by: &SlotMover| match by {
        SlotMover::Agency => is_agency,
        SlotMover::Panel => is_panel,
    };
    let moves = slot.state.moves(session.status);
    let mut fitting = moves.iter().filter(|(state, _)| *state == to).peekable();
    if fitting.peek().is_none() {
        let allowed: Vec<String> =
            moves.iter().filter(|(_, by)| is_by(by)).map(|(state, _)| state.to_string()).collect();
        let allowed = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        let (from, to) = (slot.state.to_string(), to.to_string());
        return Err(AppError::NoTransition { from, to, allowed });
    }
    if fitting.any(|(_, by)| is_by(by)) { Ok(()) } else { Err(Denied::Role.into()) }
}
