//! Deadlines that are kept for workers: an event brings them about, another that corrects it moves them.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use crate::store::law::duties::DueFilter;
use crate::{
    app::{
        App,
        error::AppError,
        law::{
            deadlines::{Deadline, Deadlines, Event, due_after, knows},
            rule_sets::{in_use, or_own},
        },
        resource::{
            checked::{By, note, touched},
            idempotent::Idempotent,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
        },
        law::{
            duty::{Duty, DutyEnd, DutyState, Ending, WorkerEvent},
            terms::Terms,
        },
        recruitment::candidate::{Candidate, CandidateBody, CandidateId},
        resource::RecordKind,
        values::moscow::moscow_day,
    },
    store::{
        changes::Note,
        idempotency::Key,
        law::{
            duties,
            worker_events::{self, WorkerEvents},
        },
        ledger::Ledger,
        records::{Document, Stored},
        tx::Tx,
    },
};

impl App {
    /// Records what happened to a candidate of the actor's agency and keeps what is due after it, once for each key.
    pub fn record_event(
        &self,
        actor: &Actor,
        id: CandidateId,
        (told, corrects): (&Event, Option<Uuid>),
        key: Option<Key>,
    ) -> Result<Idempotent<WorkerEvent>, AppError> {
        self.must_keep(actor, id, &[Relation::Owner])?;
        let due = self.deadlines(actor, &Event { known_at: None, ..told.clone() })?;
        let note = note(actor, "event", None, self.now());
        let event = WorkerEvent {
            n: 0,
            id: Uuid::now_v7(),
            candidate: id.0,
            name: told.name.clone(),
            on: told.on,
            citizenship: told.citizenship.clone(),
            route: told.route.clone(),
            corrects,
            recorded_at: note.at,
            client: note.actor,
        };
        self.once(key, move |tx| {
            let candidate = held(tx, id)?;
            keep(tx, &candidate, (&event, due), note)?;
            Ok((id.0, event))
        })
    }

    /// What happened to a candidate after entry `after`, oldest first.
    pub fn events(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<WorkerEvent>, AppError> {
        let candidate = self.find_record::<CandidateBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| WorkerEvents::list(conn, candidate, after, limit))?)
    }

    /// What was and is due for a candidate after number `after`, in the order in which it was kept.
    pub fn duties(
        &self,
        actor: &Actor,
        id: CandidateId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Duty>, AppError> {
        let candidate = self.find_record::<CandidateBody>(actor, id)?.id.0;
        Ok(self.store.read(|conn| duties::list(conn, candidate, after, limit))?)
    }

    /// What is still to be done for the candidates whom the actor sees, the most urgent first.
    pub fn due(
        &self,
        actor: &Actor,
        filter: &DueFilter,
        limit: usize,
    ) -> Result<Vec<Duty>, AppError> {
        actor.require(Scope::CandidatesRead)?;
        let reach = actor.reach::<CandidateBody>();
        Ok(self.store.read(|conn| duties::open(conn, reach, filter, limit))?)
    }

    /// What is due after an event that was recorded.
    pub fn duties_of(&self, event: &WorkerEvent) -> Result<Vec<Duty>, AppError> {
        Ok(self.store.read(|conn| duties::of_event(conn, event.candidate, event.id))?)
    }

    /// Notes how a deadline ended.
    pub fn end_duty(
        &self,
        actor: &Actor,
        (id, duty): (CandidateId, Uuid),
        ending: Ending,
    ) -> Result<Duty, AppError> {
        self.must_keep(actor, id, ending.how.tellers())?;
        must_have_come(&ending, self.today())?;
        let note = note(actor, &format!("deadline_{}", ending.how), None, self.now());
        self.writer.run(move |tx| end_once(tx, id, (duty, ending), note, |_| true))
    }

    /// Refuses whoever is none of these to a candidate.
    pub(in crate::app) fn must_keep(
        &self,
        actor: &Actor,
        id: CandidateId,
        keepers: &[Relation],
    ) -> Result<(), AppError> {
        actor.require(Scope::DeadlinesWrite)?;
        let relation = self.find_record::<CandidateBody>(actor, id)?.relation(actor);
        if keepers.contains(&relation) { Ok(()) } else { Err(Denied::Role.into()) }
    }
}

/// A candidate, of whom nothing else changes in this transaction.
pub(in crate::app) fn held(tx: &mut Tx<'_>, id: CandidateId) -> Result<Candidate, AppError> {
    CandidateBody::hold(tx.conn(), id)?;
    let found = CandidateBody::find(tx.conn(), Actor::System.reach(), id)?;
    found.ok_or(AppError::NoSuch(RecordKind::Candidate))
}

/// What another record tells of a worker.
pub(in crate::app) struct Told<'t> {
    /// What happened, such as `entered`.
    pub(in crate::app) name: &'t str,
    /// On which day.
    pub(in crate::app) on: NaiveDate,
    /// The day that was told wrongly before, if one was.
    pub(in crate::app) instead_of: Option<NaiveDate>,
}

/// Keeps what another record tells of a worker, and what is due after it, if the rules in use know of such an event. What is
/// kept of that day already stays.
pub(in crate::app) fn keep_told(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    told: &Told<'_>,
    note: Note,
) -> Result<(), AppError> {
    let used = or_own(in_use(tx.conn(), note.at)?, note.at);
    let Some(used) = used.filter(|used| knows(&used.set, told.name)) else { return Ok(()) };
    let all = WorkerEvents::list(tx.conn(), candidate.id.0, 0, usize::MAX)?;
    let is_wrong = |one: &WorkerEvent| all.iter().any(|later| later.corrects == Some(one.id));
    let standing = all.iter().filter(|one| one.name == told.name && !is_wrong(one));
    let on = |day: Option<NaiveDate>| standing.clone().find(|one| Some(one.on) == day);
    if on(Some(told.on)).is_some() {
        return Ok(());
    }
    let corrects = on(told.instead_of).map(|wrong| wrong.id);
    let event = WorkerEvent {
        n: 0,
        id: Uuid::now_v7(),
        candidate: candidate.id.0,
        name: told.name.to_owned(),
        on: told.on,
        citizenship: None,
        route: used.set.route_on(told.on).map(|(name, _)| name.to_owned()),
        corrects,
        recorded_at: note.at,
        client: note.actor,
    };
    let asked = Event {
        name: event.name.clone(),
        on: event.on,
        citizenship: None,
        route: event.route.clone(),
        known_at: None,
    };
    let due = due_after(&used, &asked, note.at)?;
    keep(tx, candidate, (&event, due), note)
}

/// Ends what another record shows to be done of what a rule asks: the deadlines of events until that day. The candidate is
/// claimed, so that each ends once.
pub(in crate::app) fn meet(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    (rule, done): (&str, &Ending),
    note: &Note,
) -> Result<(), AppError> {
    let all = duties::list(tx.conn(), candidate.id.0, 0, usize::MAX)?;
    let is_met = |one: &Duty| one.rule == rule && one.ending.is_none() && one.event_on <= done.on;
    for duty in all.into_iter().filter(is_met) {
        end(tx, candidate, (duty, done.clone()), note.clone())?;
    }
    Ok(())
}

/// Refuses an ending on a day to come.
pub(in crate::app) fn must_have_come(ending: &Ending, today: NaiveDate) -> Result<(), AppError> {
    if ending.on <= today {
        return Ok(());
    }
    let wrong = FieldError::new("/on", "future", "this day has not come yet");
    Err(AppError::Invalid(vec![wrong]))
}

/// Keeps how a deadline ended that somebody may see, once.
pub(in crate::app) fn end_once(
    tx: &mut Tx<'_>,
    id: CandidateId,
    (duty, ending): (Uuid, Ending),
    note: Note,
    is_seen: impl FnOnce(&Duty) -> bool,
) -> Result<Duty, AppError> {
    CandidateBody::claim(tx.conn(), id)?; // a deadline ends once
    let candidate = held(tx, id)?;
    let found = duties::find(tx.conn(), id.0, duty)?.filter(is_seen);
    let found = found.ok_or(AppError::NoDeadline)?;
    if found.ending.is_some() {
        return Err(AppError::Conflict("this deadline has ended already".to_owned()));
    }
    end(tx, &candidate, (found, ending), note)
}

/// Keeps how a deadline ended, and tells that it was missed, if that was not told yet.
fn end(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    (found, ending): (Duty, Ending),
    note: Note,
) -> Result<Duty, AppError> {
    let is_untold = found.tell_on.is_some();
    let ended = Duty { ending: Some(ending), tell_on: None, ..found };
    duties::update(tx, &ended)?;
    if is_untold && ended.state(moscow_day(note.at)) == DutyState::Missed {
        let missed = ("deadline_missed", std::slice::from_ref(&ended.rule));
        tell(tx, candidate, missed, note.at);
    }
    tx.log(touched(candidate, note));
    Ok(ended)
}

/// Keeps an event and what is due after it. What is only announced, or a draft, binds nobody and is not kept.
fn keep(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    (event, due): (&WorkerEvent, Deadlines),
    note: Note,
) -> Result<(), AppError> {
    let mut before = match event.corrects {
        Some(wrong) => of_wrong(tx, event, wrong)?,
        None => Vec::new(),
    };
    WorkerEvents::append(tx, event.clone())?;
    let Deadlines { rule_set, id, items, .. } = due;
    let set = (id, rule_set.unwrap_or_default());
    let (today, mut created) = (moscow_day(note.at), Vec::new());
    for one in items.into_iter().filter(|one| one.rule.decides()) {
        if let Some(at) = before.iter().position(|duty| duty.rule == one.rule.id) {
            duties::update(tx, &before.swap_remove(at).moved(event, one.due, today))?;
        } else {
            created.push(one.rule.id.clone());
            duties::insert(tx, &duty(event, &set, one).to_be_told(today))?;
        }
    }
    for duty in before.into_iter().filter(|duty| duty.ending.is_none()) {
        void(tx, duty, "no rule asks for it on the day that was told later", today)?;
    }
    tell(tx, candidate, ("deadline_created", &created), note.at);
    tx.log(touched(candidate, note));
    Ok(())
}

/// Keeps that a deadline does not bind.
pub(super) fn void(
    tx: &mut Tx<'_>,
    duty: Duty,
    evidence: &str,
    today: NaiveDate,
) -> Result<(), AppError> {
    let ending = Some(Ending { how: DutyEnd::Void, on: today, evidence: evidence.to_owned() });
    Ok(duties::update(tx, &Duty { ending, tell_on: None, ..duty })?)
}

/// Tells the log what became of the deadlines by these rules, if there are any. It names no day and no person.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    candidate: &Candidate,
    (action, rules): (&str, &[String]),
    at: DateTime<Utc>,
) {
    if !rules.is_empty() {
        let system = By::system(&rules.join(" "), at);
        tx.log(touched(candidate, system.note(action)));
    }
}

/// The deadlines of an event that was told wrongly.
fn of_wrong(tx: &mut Tx<'_>, event: &WorkerEvent, wrong: Uuid) -> Result<Vec<Duty>, AppError> {
    let found = worker_events::find(tx.conn(), event.candidate, wrong)?;
    if found.is_none_or(|found| found.name != event.name) {
        let detail = "expected the id of such an event of this candidate";
        return Err(AppError::Invalid(vec![FieldError::new("/corrects", "unknown", detail)]));
    }
    Ok(duties::of_event(tx.conn(), event.candidate, wrong)?)
}

pub(super) fn duty(
    event: &WorkerEvent,
    (set, name): &(Option<Uuid>, String),
    due: Deadline,
) -> Duty {
    let Deadline { rule, due, .. } = due;
    let (responsible, consequence) = match rule.terms() {
        Some(Terms::Deadline(terms)) => (terms.responsible.clone(), terms.consequence.clone()),
        _ => (String::new(), None),
    };
    Duty {
        n: 0,
        id: Uuid::now_v7(),
        candidate: event.candidate,
        event: event.id,
        rule: rule.id,
        rule_set: *set,
        rule_set_name: name.clone(),
        event_on: event.on,
        told_on: event.on,
        legal_on: due.legal_on,
        due_on: due.due_on,
        provisional: due.provisional,
        responsible,
        consequence,
        ending: None,
        tell_on: None,
        earlier: None,
    }
}
