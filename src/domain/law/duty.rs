//! What is due for a worker after an event: by which rule, until when, and how it ended.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::relation::Relation,
    law::deadline::{Due, reminders},
    resource::format::Format,
    values::words::words,
};

words! {
    /// The state of a deadline.
    DutyState {
        /// It is still to be done.
        Open = "open",
        /// It was done in time.
        Met = "met",
        /// The last day by the letter of the rule passed before it was done.
        Missed = "missed",
        /// It does not bind.
        Void = "void",
    }
}

words! {
    /// How a deadline can end.
    DutyEnd {
        /// It was done.
        Met = "met",
        /// It does not bind.
        Void = "void",
    }
}

impl DutyEnd {
    /// Who may tell of it, by what they are to the worker's record.
    pub const fn tellers(self) -> &'static [Relation] {
        match self {
            Self::Met => &[Relation::Owner, Relation::Operator],
            Self::Void => &[Relation::Operator],
        }
    }
}

/// Something that happened to a worker. It is never changed: another event corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerEvent {
    /// Its number in the ledger.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The worker.
    pub candidate: Uuid,
    /// What happened.
    pub name: String,
    /// On which day.
    pub on: NaiveDate,
    /// The citizenship of the worker, if it was told.
    pub citizenship: Option<String>,
    /// The way to work, if it was told.
    pub route: Option<String>,
    /// The event that was told wrongly.
    pub corrects: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for WorkerEvent {}

/// How a deadline ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// How.
    pub how: DutyEnd,
    /// On which day it was done, or found not to bind.
    pub on: NaiveDate,
    /// What shows it.
    pub evidence: String,
}

/// Something that is due for a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its number.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The worker.
    pub candidate: Uuid,
    /// The event that brought it about, as it was told last.
    pub event: Uuid,
    /// The rule that asks for it.
    pub rule: String,
    /// The id of its set; `None` if it is the project's own.
    pub rule_set: Option<Uuid>,
    /// The name of its set.
    pub rule_set_name: String,
    /// The day of the event.
    pub event_on: NaiveDate,
    /// The day of the event as it was told first.
    pub told_on: NaiveDate,
    /// The last day by the letter of the rule.
    pub legal_on: NaiveDate,
    /// The last day on which it is safe.
    pub due_on: NaiveDate,
    /// Whether a feast that is not yet decreed may change the day.
    pub provisional: bool,
    /// Who must do it.
    pub responsible: String,
    /// What follows if it is missed, if the rule says so.
    pub consequence: Option<String>,
    /// How it ended, if it has.
    pub ending: Option<Ending>,
}

impl Duty {
    /// Its state on a day.
    pub fn state(&self, today: NaiveDate) -> DutyState {
        let done_on = match &self.ending {
            Some(Ending { how: DutyEnd::Void, .. }) => return DutyState::Void,
            Some(Ending { on, .. }) => *on,
            None if today <= self.legal_on => return DutyState::Open,
            None => today,
        };
        if done_on <= self.legal_on { DutyState::Met } else { DutyState::Missed }
    }

    /// When to remind of it.
    pub fn remind_on(&self) -> Vec<NaiveDate> {
        reminders(self.event_on, self.due_on)
    }

    /// The same after its event was told again, on another day. What is open moves, and the day that was told first is
    /// kept; what has ended stays as it is.
    #[must_use]
    pub fn moved(self, event: &WorkerEvent, due: Due) -> Self {
        if self.ending.is_some() {
            return Self { event: event.id, ..self };
        }
        let Due { legal_on, due_on, provisional, .. } = due;
        Self { event: event.id, event_on: event.on, legal_on, due_on, provisional, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn duty(ending: Option<(DutyEnd, &str)>) -> Duty {
        let ending =
            ending.map(|(how, on)| Ending { how, on: day(on), evidence: "slip".to_owned() });
        Duty {
            n: 1,
            id: Uuid::nil(),
            candidate: Uuid::nil(),
            event: Uuid::nil(),
            rule: "r".to_owned(),
            rule_set: None,
            rule_set_name: "s".to_owned(),
            event_on: day("2027-01-02"),
            told_on: day("2027-01-02"),
            legal_on: day("2027-01-16"),
            due_on: day("2027-01-15"),
            provisional: false,
            responsible: "host".to_owned(),
            consequence: None,
            ending,
        }
    }

    #[test]
    fn a_deadline_is_open_until_its_last_legal_day_and_missed_after_it() {
        for (ending, today, expected) in [
            (None, "2027-01-16", DutyState::Open),
            (None, "2027-01-17", DutyState::Missed),
            (Some((DutyEnd::Met, "2027-01-16")), "2027-03-01", DutyState::Met),
            (Some((DutyEnd::Met, "2027-01-17")), "2027-03-01", DutyState::Missed),
            (Some((DutyEnd::Void, "2027-02-01")), "2027-03-01", DutyState::Void),
        ] {
            assert_eq!(duty(ending).state(day(today)), expected, "{ending:?} on {today}");
        }
    }
}
