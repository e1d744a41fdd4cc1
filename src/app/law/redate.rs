//! When a rule set becomes active, what is still to be done is computed by it. No day moves into the past, the old days are
//! kept, and what has ended or was missed stays as it is.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        law::{
            deadlines::{Deadline, Event, due_after},
            duties::{duty, held, tell, void},
            in_force::Follows,
            rule_sets::SetInUse,
        },
    },
    domain::{
        law::duty::{Duty, DutyState, WorkerEvent},
        recruitment::candidate::CandidateBody,
        resource::id::Id,
        values::moscow::moscow_day,
    },
    store::{
        law::{duties, worker_events},
        records::Document,
        tx::Tx,
    },
};

/// Events whose deadlines are computed in one transaction.
const PAGE: usize = 10;

/// Computes anew what is due after whatever has happened.
pub(in crate::app) struct Redate;

impl Redate {
    fn revise(
        tx: &mut Tx<'_>,
        event: &WorkerEvent,
        set: &SetInUse,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(due) = due_now(event, set, now)? else { return Ok(()) };
        CandidateBody::claim(tx.conn(), Id::new(event.candidate))?; // nobody ends what moves
        let candidate = held(tx, Id::new(event.candidate))?;
        let today = moscow_day(now);
        let mut before = duties::of_event(tx.conn(), event.candidate, event.id)?;
        let (mut created, mut moved) = (Vec::new(), Vec::new());
        for one in due {
            let rule = one.rule.id.clone();
            if let Some(at) = before.iter().position(|duty| duty.rule == rule) {
                moved.extend(
                    redated(tx, before.swap_remove(at), (&one, set), today)?.then_some(rule),
                );
            } else if today <= one.due.legal_on {
                let name = (set.id, set.set.id.clone());
                duties::insert(tx, &duty(event, &name, one).to_be_told(today))?;
                created.push(rule);
            }
        }
        let unasked = before.into_iter().filter(|duty| duty.state(today) == DutyState::Open);
        for duty in unasked {
            moved.push(duty.rule.clone());
            void(tx, duty, "no rule of the set that became active asks for it", today)?;
        }
        tell(tx, &candidate, ("deadline_created", &created), now);
        tell(tx, &candidate, ("deadline_moved", &moved), now);
        Ok(())
    }
}

/// What binds after an event by a set; `None` if the set knows of no such event, or of no calendar that it needs: then what
/// was kept stays.
fn due_now(
    event: &WorkerEvent,
    set: &SetInUse,
    now: DateTime<Utc>,
) -> Result<Option<Vec<Deadline>>, AppError> {
    let asked = Event {
        name: event.name.clone(),
        on: event.on,
        citizenship: event.citizenship.clone(),
        route: event.route.clone(),
        known_at: None,
    };
    match due_after(set, &asked, now) {
        Ok(due) => Ok(Some(due.items.into_iter().filter(|one| one.rule.decides()).collect())),
        Err(AppError::Invalid(_) | AppError::Conflict(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// Keeps the days that a deadline has by a set, if it is open and they are others. Whether they are.
fn redated(
    tx: &mut Tx<'_>,
    before: Duty,
    (due, set): (&Deadline, &SetInUse),
    today: NaiveDate,
) -> Result<bool, AppError> {
    if before.state(today) != DutyState::Open {
        return Ok(false);
    }
    let days = |duty: &Duty| (duty.legal_on, duty.due_on, duty.provisional);
    let (old, name) = (days(&before), set.set.id.clone());
    let after = before.by_other_rules(due.due, today);
    let is_other = days(&after) != old;
    if is_other {
        duties::update(tx, &Duty { rule_set: set.id, rule_set_name: name, ..after })?;
    }
    Ok(is_other)
}

impl Follows for Redate {
    const NAME: &'static str = "date_open_deadlines_anew";

    fn follow(
        tx: &mut Tx<'_>,
        set: &SetInUse,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let (page, last) = worker_events::standing(tx.conn(), place, PAGE)?;
        for event in &page {
            Self::revise(tx, event, set, now)?;
        }
        Ok(last)
    }
}
