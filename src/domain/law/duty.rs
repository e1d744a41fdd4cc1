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

    /// Who may tell of it, by what they are to the worker's application.
    pub const fn tellers_of_application(self) -> &'static [Relation] {
        match self {
            Self::Met => &[Relation::Owner, Relation::Party, Relation::Worker, Relation::Operator],
            Self::Void => &[Relation::Operator],
        }
    }
}

/// Those who must do what an employer is told of, in words of rules: it takes the workers in as well.
pub const EMPLOYERS: &[&str] = &["employer", "host"];

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

words! {
    /// What there is to tell of a deadline that is open.
    DutyNews {
        /// It comes nearer.
        Approaching = "approaching",
        /// Its last legal day has passed.
        Missed = "missed",
    }
}

/// The days that a deadline had before they moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierDays {
    /// The last day by the letter of the rule.
    pub legal_on: NaiveDate,
    /// The last day on which it was safe.
    pub due_on: NaiveDate,
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
    /// The day on which there is something to tell of it; `None` if all is told.
    pub tell_on: Option<NaiveDate>,
    /// The days that it had before they last moved, if they have.
    pub earlier: Option<EarlierDays>,
}

impl Duty {
    /// Whether some must see to it, and its event was from one day until another.
    pub fn is_of(&self, responsible: &[&str], (since, until): (NaiveDate, NaiveDate)) -> bool {
        responsible.contains(&self.responsible.as_str()) && (since..=until).contains(&self.event_on)
    }

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

    /// What there is to tell of it on a day.
    pub fn news(&self, today: NaiveDate) -> Option<DutyNews> {
        let from = self.tell_on.filter(|day| *day <= today)?;
        if self.legal_on < today {
            return Some(DutyNews::Missed);
        }
        let mut reminders = self.remind_on().into_iter();
        reminders.any(|day| (from..=today).contains(&day)).then_some(DutyNews::Approaching)
    }

    /// The same when all is still to be told that there is to tell from a day on: each reminder, and at last that it was
    /// missed.
    #[must_use]
    pub fn to_be_told(self, from: NaiveDate) -> Self {
        let reminder = self.remind_on().into_iter().find(|day| from <= *day);
        let last = reminder.or_else(|| self.legal_on.succ_opt());
        Self { tell_on: last.filter(|_| self.ending.is_none()), ..self }
    }

    /// The same after what there was to tell on a day was told.
    #[must_use]
    pub fn told(self, news: Option<DutyNews>, today: NaiveDate) -> Self {
        match (news, today.succ_opt().filter(|_| self.tell_on.is_some())) {
            (Some(DutyNews::Missed), _) | (_, None) => Self { tell_on: None, ..self },
            (_, Some(tomorrow)) => self.to_be_told(tomorrow),
        }
    }

    /// The same after its event was told again, on another day. What is open moves, and the day that was told first is
    /// kept; what has ended stays as it is.
    #[must_use]
    pub fn moved(self, event: &WorkerEvent, due: Due, today: NaiveDate) -> Self {
        if self.ending.is_some() {
            return Self { event: event.id, ..self };
        }
        Self { event: event.id, event_on: event.on, ..self }.with_days(due, today)
    }

    /// The same by other rules. No day moves into the past: who had time until a day to come has time until today.
    #[must_use]
    pub fn by_other_rules(self, due: Due, today: NaiveDate) -> Self {
        let due_on = due.due_on.max(self.due_on.min(today));
        let legal_on = due.legal_on.max(self.legal_on.min(today)).max(due_on);
        self.with_days(Due { legal_on, due_on, ..due }, today)
    }

    fn with_days(self, due: Due, today: NaiveDate) -> Self {
        let Due { legal_on, due_on, provisional, .. } = due;
        let before = EarlierDays { legal_on: self.legal_on, due_on: self.due_on };
        let was_missed = self.tell_on.is_none() && self.legal_on < today;
        let is_other = before != EarlierDays { legal_on, due_on };
        let earlier = if is_other { Some(before) } else { self.earlier };
        let later = Self { legal_on, due_on, provisional, earlier, ..self };
        if was_missed && legal_on < today { later } else { later.to_be_told(today) }
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
            tell_on: None,
            earlier: None,
        }
        .to_be_told(day("2027-01-02"))
    }

    /// What is told of a deadline day by day.
    fn told(mut duty: Duty, until: &str) -> Vec<(String, DutyNews)> {
        let (mut all, mut today) = (Vec::new(), duty.event_on);
        while today <= day(until) {
            let news = duty.news(today);
            all.extend(news.map(|news| (today.to_string(), news)));
            duty = duty.told(news, today);
            today = today.succ_opt().unwrap();
        }
        all
    }

    #[test]
    fn each_reminder_is_told_once_and_at_last_that_it_was_missed() {
        let expected = [
            ("2027-01-08", DutyNews::Approaching),
            ("2027-01-12", DutyNews::Approaching),
            ("2027-01-14", DutyNews::Approaching),
            ("2027-01-17", DutyNews::Missed),
        ];
        let expected = expected.map(|(day, news)| (day.to_owned(), news));
        assert_eq!(told(duty(None), "2027-03-01"), expected);
        assert_eq!(told(duty(Some((DutyEnd::Met, "2027-01-03"))), "2027-03-01"), []);
    }

    #[test]
    fn reminders_that_nobody_told_in_time_are_told_as_one() {
        let late = duty(None);
        assert_eq!(late.news(day("2027-01-13")), Some(DutyNews::Approaching));
        let late = late.told(Some(DutyNews::Approaching), day("2027-01-13"));
        assert_eq!(late.tell_on, Some(day("2027-01-14")));
        assert_eq!(duty(None).news(day("2027-01-20")), Some(DutyNews::Missed));
    }

    #[test]
    fn other_rules_move_no_day_into_the_past_and_the_old_days_are_kept() {
        let by = |legal_on: &str, due_on: &str| Due {
            earliest_on: None,
            legal_on: day(legal_on),
            due_on: day(due_on),
            provisional: false,
        };
        let today = day("2027-01-10");
        for (legal_on, due_on, expected) in [
            ("2027-02-01", "2027-01-29", ("2027-02-01", "2027-01-29")),
            ("2027-01-12", "2027-01-11", ("2027-01-12", "2027-01-11")),
            ("2027-01-08", "2027-01-08", ("2027-01-10", "2027-01-10")),
            ("2027-01-12", "2027-01-08", ("2027-01-12", "2027-01-10")),
        ] {
            let moved = duty(None).by_other_rules(by(legal_on, due_on), today);
            let days = (moved.legal_on.to_string(), moved.due_on.to_string());
            assert_eq!(days, (expected.0.to_owned(), expected.1.to_owned()));
            let earlier = EarlierDays { legal_on: day("2027-01-16"), due_on: day("2027-01-15") };
            assert_eq!(moved.earlier, Some(earlier));
            assert!(moved.tell_on >= Some(today), "{:?}", moved.tell_on);
        }
        let same = duty(None).by_other_rules(by("2027-01-16", "2027-01-15"), today);
        assert_eq!(same.earlier, None);
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
