//! Results of selection sessions: the panel enters them on the day, and once the session is closed they stay.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::selection_slots::{
            claimed, is_on_the_panel, seen_by_agency, slot_of, tested_for,
        },
        resource::checked::{By, touched},
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::actor::{Actor, Denied},
        programme::{
            selection_session::{
                SelectionSession, SelectionSessionBody, SelectionSessionId, SelectionSessionStatus,
            },
            selection_slot::{
                SelectionOutcome, SelectionReason, SelectionResult, SelectionSlot,
                SelectionSlotState, SkillTest,
            },
        },
        recruitment::{
            candidate::{CandidateBody, CandidateId},
            vacancy::VacancyId,
        },
        resource::{RecordKind, Resource, id::Id},
    },
    store::{
        programme::{selection_results, selection_slots},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// What the panel says of somebody who came.
#[derive(Debug, Clone)]
pub struct NewResult {
    /// What came of it.
    pub outcome: SelectionOutcome,
    /// Why not; given where the outcome is `fail`, and there alone.
    pub reason: Option<SelectionReason>,
    /// The tests.
    pub tests: Vec<SkillTest>,
}

impl App {
    /// The panel enters what came of a session for somebody and a vacancy, in place of what it entered before.
    pub fn enter_selection_result(
        &self,
        actor: &Actor,
        id: SelectionSessionId,
        (candidate, vacancy): (CandidateId, VacancyId),
        new: NewResult,
    ) -> Result<SelectionResult, AppError> {
        actor.require(SelectionSessionBody::WRITE)?;
        let edition = self.taxonomy();
        let skills = new.tests.iter().map(|test| &test.skill);
        let unknown = codes::skills(&edition, skills, |at| format!("/tests/{at}/skill"));
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let NewResult { outcome, reason, tests } = new;
        let entered_at = by.now;
        let result =
            SelectionResult { session: id, candidate, vacancy, outcome, reason, tests, entered_at };
        self.writer.run(move |tx| {
            let session = claimed(tx, &by.actor, id)?;
            CandidateBody::hold(tx.conn(), candidate)?; // who erases meanwhile comes before or after
            if !is_on_the_panel(&session, &by.actor) {
                return Err(Denied::Role.into());
            }
            let slot = slot_of(tx.conn(), &session, candidate, &by.actor)?;
            may_be_entered(tx, &session, &slot, vacancy)?;
            let mut wrong = unknown;
            wrong.extend(result.contradictions());
            wrong.extend(wrong_assessors(&session, &slot, &result.tests));
            if !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            selection_results::enter(tx, &result)?;
            tx.log(touched(&session, by.note("result")));
            Ok(result)
        })
    }

    /// The results of a session from before a candidate and a vacancy, newest first; an agency reads those of its own
    /// candidates, once they are published.
    pub fn selection_results(
        &self,
        actor: &Actor,
        id: SelectionSessionId,
        page: (Option<(Uuid, Uuid)>, usize),
    ) -> Result<Vec<SelectionResult>, AppError> {
        if let Some(worker) = actor.worker() {
            return self.own_results(Id::new(worker.candidate), id, page);
        }
        let session: SelectionSession = self.find_record(actor, id)?;
        let agency = seen_by_agency(&session, actor).filter(|_| !is_on_the_panel(&session, actor));
        if agency.is_some() && session.status != SelectionSessionStatus::Published {
            return Ok(Vec::new());
        }
        Ok(self.store.read(|conn| selection_results::of_session(conn, session.id, agency, page))?)
    }
}

impl App {
    /// What came of a session for a worker who had a slot in it, once that is published.
    fn own_results(
        &self,
        worker: CandidateId,
        id: SelectionSessionId,
        (before, limit): (Option<(Uuid, Uuid)>, usize),
    ) -> Result<Vec<SelectionResult>, AppError> {
        let server =
            self.as_server("a worker reads the own results, and the session is an employer's");
        server.store.read(|conn| {
            let session = SelectionSessionBody::find(conn, Actor::System.reach(), id)?;
            let slot = selection_slots::find(conn, id, worker)?;
            let (Some(session), Some(_)) = (session, slot) else {
                return Err(AppError::NoSuch(RecordKind::SelectionSession));
            };
            if session.status != SelectionSessionStatus::Published {
                return Ok(Vec::new());
            }
            let all = selection_results::of_session(conn, id, None, (before, usize::MAX))?;
            Ok(all.into_iter().filter(|one| one.candidate == worker).take(limit).collect())
        })
    }
}

/// Whether a result may be entered now.
fn may_be_entered(
    tx: &mut Tx<'_>,
    session: &SelectionSession,
    slot: &SelectionSlot,
    vacancy: VacancyId,
) -> Result<(), AppError> {
    let refused = |why: String| Err(AppError::Conflict(why));
    if session.status != SelectionSessionStatus::Running {
        let status = session.status;
        return refused(format!(
            "the session is {status}: results are entered while it is running"
        ));
    }
    if !session.body.vacancies.contains(&vacancy) {
        return Err(AppError::NoSuch(RecordKind::Vacancy));
    }
    if slot.state != SelectionSlotState::Attended {
        return refused(format!("the slot is {}: only who attended has a result", slot.state));
    }
    if !tested_for(tx.conn(), session, slot.candidate)?.contains(&vacancy) {
        let why =
            "the candidate is not put forward for this vacancy, or no longer waits for a choice";
        return refused(why.to_owned());
    }
    Ok(())
}

/// The tests that were taken by nobody of the panel, or by whoever proposes the candidate.
fn wrong_assessors(
    session: &SelectionSession,
    slot: &SelectionSlot,
    tests: &[SkillTest],
) -> Vec<FieldError> {
    let panel = |test: &SkillTest| {
        session.body.panel.iter().any(|member| member.organisation == test.assessor)
    };
    let why = |test: &SkillTest| {
        if test.assessor == slot.agency {
            Some("the agency that proposes a candidate does not test them")
        } else if panel(test) {
            None
        } else {
            Some("expected an organisation of the session's panel")
        }
    };
    let wrong = tests.iter().enumerate().filter_map(|(at, test)| Some((at, why(test)?)));
    wrong
        .map(|(at, why)| FieldError::new(format!("/tests/{at}/assessor_id"), "contradiction", why))
        .collect()
}
