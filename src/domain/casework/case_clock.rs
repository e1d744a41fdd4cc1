//! The clocks of a complaint: what must have happened by when, as the policy of its first day says. No figure stands here.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::{
        deadline::compute,
        rule::Rule,
        rule_set::RuleSet,
        terms::{DeadlineTerms, Terms},
        words::TimeUnit,
    },
    values::{
        moscow::{end_of_moscow_day, moscow_day},
        words::words,
    },
};

words! {
    /// What must have happened.
    ClockKind {
        /// Whoever is in danger has heard from a person.
        Person = "person",
        /// The complaint is acknowledged.
        Acknowledge = "acknowledge",
        /// There is a first decision.
        Decide = "decide",
        /// The case is over.
        End = "end",
    }
}

impl ClockKind {
    /// The rule that says until when.
    const fn rule(self) -> &'static str {
        match self {
            Self::Person => "dl.complaint.danger",
            Self::Acknowledge => "dl.complaint.acknowledge",
            Self::Decide => "dl.complaint.decide",
            Self::End => "dl.complaint.end",
        }
    }

    /// Whether it stands still while the case waits for the worker.
    const fn pauses(self) -> bool {
        matches!(self, Self::Decide | Self::End)
    }
}

/// The rules that say for how long something may be.
const PAUSE: &str = "dl.complaint.pause";
const REOPEN: &str = "dl.complaint.reopen";
const RETALIATION: &str = "dl.complaint.retaliation";

/// The clocks of a case. What no rule says is left out, as a complaint is taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClock {
    /// The name of the rule set that says it; `None` if none was known.
    pub rule_set: Option<String>,
    /// When the case was received, or was opened again.
    pub opened_at: DateTime<Utc>,
    /// 1, and one more each time that it is opened again.
    pub round: i64,
    /// Each clock that runs or ran, without pauses.
    pub due: Vec<(ClockKind, DateTime<Utc>)>,
    /// For how many days it may wait for the worker in all.
    pub pause_days: Option<u32>,
    /// Since when it waits for the worker, if it does.
    pub paused_at: Option<DateTime<Utc>>,
    /// For how many seconds it has waited before.
    pub paused_seconds: i64,
    /// When it was acknowledged.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When there was a first decision.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it was over.
    pub ended_at: Option<DateTime<Utc>>,
    /// For how many days it can be opened again once it is closed.
    pub reopen_days: Option<u32>,
    /// Until which moment what happens to the complainant may be retaliation.
    pub watched_until: Option<DateTime<Utc>>,
}

impl CaseClock {
    /// The clocks that begin at a moment, by the rules of its day.
    pub fn start(set: Option<&RuleSet>, is_danger: bool, at: DateTime<Utc>) -> Self {
        let rule = |id: &str| set.and_then(|set| policy(set, id, moscow_day(at)));
        let kinds = ClockKind::ALL.iter().copied();
        let kinds = kinds.filter(|kind| is_danger || *kind != ClockKind::Person);
        let moment_of = |id: &str| moment(set?, rule(id)?, at);
        let due = kinds.filter_map(|kind| Some((kind, moment_of(kind.rule())?))).collect();
        Self {
            rule_set: set.map(|set| set.id.clone()),
            opened_at: at,
            round: 1,
            due,
            pause_days: rule(PAUSE).and_then(days),
            paused_at: None,
            paused_seconds: 0,
            acknowledged_at: None,
            decided_at: None,
            ended_at: None,
            reopen_days: rule(REOPEN).and_then(days),
            watched_until: moment_of(RETALIATION),
        }
    }

    /// When something is due at the latest, with the pauses until now.
    pub fn due(&self, kind: ClockKind, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (_, due) = self.due.iter().find(|(one, _)| *one == kind)?;
        Some(if kind.pauses() { *due + self.paused(now) } else { *due })
    }

    /// The clocks that were not stopped in time.
    pub fn breached(&self, now: DateTime<Utc>) -> Vec<(ClockKind, DateTime<Utc>)> {
        let all = self.due.iter().filter_map(|(kind, _)| Some((*kind, self.due(*kind, now)?)));
        all.filter(|(kind, due)| self.stopped_at(*kind).unwrap_or(now) > *due).collect()
    }

    fn stopped_at(&self, kind: ClockKind) -> Option<DateTime<Utc>> {
        match kind {
            ClockKind::Person | ClockKind::Acknowledge => self.acknowledged_at.or(self.ended_at),
            ClockKind::Decide => self.decided_at.or(self.ended_at),
            ClockKind::End => self.ended_at,
        }
    }

    /// For how long it has waited for the worker, no longer than it may.
    pub fn paused(&self, now: DateTime<Utc>) -> Duration {
        let running = self.paused_at.map_or_else(Duration::zero, |since| now - since);
        let most = Duration::days(self.pause_days.unwrap_or_default().into());
        (Duration::seconds(self.paused_seconds) + running).min(most)
    }

    /// Begins to wait for the worker, or says why not.
    pub fn pause(&mut self, now: DateTime<Utc>) -> Result<(), &'static str> {
        let most = Duration::days(self.pause_days.unwrap_or_default().into());
        if self.paused_at.is_some() {
            return Err("the case waits for the worker already");
        }
        if self.ended_at.is_some() {
            return Err("the case is over");
        }
        if self.paused(now) >= most {
            return Err("the case has waited for the worker as long as it may");
        }
        self.paused_at = Some(now);
        Ok(())
    }

    /// Waits no more.
    pub fn resume(&mut self, now: DateTime<Utc>) {
        self.paused_seconds = self.paused(now).num_seconds();
        self.paused_at = None;
    }

    /// Somebody has taken the complaint up.
    pub fn acknowledge(&mut self, at: DateTime<Utc>) {
        self.acknowledged_at.get_or_insert(at);
    }

    /// Somebody has decided something.
    pub fn decide(&mut self, at: DateTime<Utc>) {
        self.resume(at);
        self.decided_at.get_or_insert(at);
    }

    /// The case is over.
    pub fn end(&mut self, at: DateTime<Utc>) {
        self.resume(at);
        self.ended_at = Some(at);
    }

    /// The case begins again, with as much time as at first.
    pub fn reopen(&mut self, at: DateTime<Utc>) {
        let since = at - self.opened_at;
        self.due.retain(|(kind, _)| kind.pauses());
        self.due.iter_mut().for_each(|(_, due)| *due += since);
        (self.opened_at, self.round, self.paused_seconds) = (at, self.round + 1, 0);
        (self.decided_at, self.ended_at) = (None, None);
    }

    /// The last day on which it can be opened again; `None` while it is not over, or if no rule says so.
    pub fn reopen_until(&self) -> Option<NaiveDate> {
        let days = Duration::days(self.reopen_days?.into());
        Some(moscow_day(self.ended_at? + days))
    }
}

fn policy<'s>(set: &'s RuleSet, id: &str, day: NaiveDate) -> Option<&'s Rule> {
    set.find(id, day).filter(|rule| rule.decides())
}

fn terms(rule: &Rule) -> Option<&DeadlineTerms> {
    if let Some(Terms::Deadline(terms)) = rule.terms() { Some(terms) } else { None }
}

fn days(rule: &Rule) -> Option<u32> {
    terms(rule).filter(|terms| terms.unit == TimeUnit::CalendarDay).map(|terms| terms.value)
}

/// The moment at which a time ends that begins at another: hours are counted from it, days end with the day.
fn moment(set: &RuleSet, rule: &Rule, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let terms = terms(rule)?;
    if terms.unit == TimeUnit::Hour {
        return Some(at + Duration::hours(terms.value.into()));
    }
    let due = compute(rule, &set.calendars, moscow_day(at))?;
    // Where a calendar is missing nobody knows the day, and the other clocks run.
    due.map_or(None, |due| Some(end_of_moscow_day(due.due_on)))
}

#[cfg(test)]
#[path = "case_clock_tests.rs"]
mod tests;
