//! From the day of an event to the day when something is due.
//!
//! `legal_on` follows the letter of the rule. `due_on` is the cautious day: the earlier of two calendars, and a day on
//! which offices are shut rolls back. A feast that is only estimated makes the day provisional: it counts as worked while
//! days are counted, and as shut when a day rolls, so that nobody is late whatever will be decreed.

use chrono::{Days, Months, NaiveDate};

use crate::domain::law::{
    calendar::{CalendarMissing, Calendars, DayKind},
    rule::Rule,
    terms::{DeadlineTerms, Terms},
    words::{Authority, CountFrom, TimeUnit},
};

/// Hours of a day.
const DAY_HOURS: u32 = 24;
/// Months of a year.
const YEAR_MONTHS: u32 = 12;

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The first day on which it can be done, if there is one.
    pub earliest_on: Option<NaiveDate>,
    /// The last day by the letter of the rule.
    pub legal_on: NaiveDate,
    /// The last day on which it is safe.
    pub due_on: NaiveDate,
    /// Whether a feast that is not yet decreed may change it.
    pub provisional: bool,
}

/// A day that cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// A calendar is missing.
    #[error(transparent)]
    Calendar(#[from] CalendarMissing),
    /// The day lies beyond the days that there are.
    #[error("the day lies too far away")]
    TooFar,
}

/// When what a rule asks is due after an event. `None` if the rule sets no deadline.
pub fn compute(rule: &Rule, calendars: &Calendars, event: NaiveDate) -> Option<Result<Due, NoDay>> {
    let Some(Terms::Deadline(terms)) = rule.terms() else { return None };
    let used = if terms.calendar.is_empty() {
        calendars.with_extensions(rule.authority)
    } else {
        terms.calendar.clone()
    };
    Some(Counting { terms, calendars, used, provisional: false }.run(event))
}

/// A computation under way.
struct Counting<'r> {
    terms: &'r DeadlineTerms,
    calendars: &'r Calendars,
    used: Vec<Authority>,
    provisional: bool,
}

impl Counting<'_> {
    fn run(mut self, event: NaiveDate) -> Result<Due, NoDay> {
        let (mut legal, mut due) = (None, NaiveDate::MAX);
        for authority in self.used.clone() {
            let day = self.count(authority, event)?;
            legal = legal.or(Some(day));
            due = due.min(day);
        }
        if self.terms.roll.is_some() {
            due = self.back_to_working(due)?;
        }
        let before = |days: u32| event.checked_sub_days(Days::new(days.into()));
        let legal = legal.ok_or(NoDay::TooFar)?;
        if legal >= event {
            due = due.max(event); // nothing is due before what it follows
        }
        Ok(Due {
            earliest_on: self.terms.earliest_days.and_then(before),
            legal_on: legal,
            due_on: due,
            provisional: self.provisional,
        })
    }

    /// The last day of the time by one calendar.
    fn count(&mut self, authority: Authority, event: NaiveDate) -> Result<NaiveDate, NoDay> {
        let value = self.terms.value;
        match self.terms.unit {
            TimeUnit::Hour => self.moved(event, value.div_ceil(DAY_HOURS)),
            TimeUnit::CalendarDay => self.moved(event, value),
            TimeUnit::WorkingDay => self.working_days(authority, event),
            TimeUnit::Month => self.months(event, value),
            TimeUnit::Year => self.months(event, value.saturating_mul(YEAR_MONTHS)),
        }
    }

    /// The day from which counting begins: the one before day 1.
    fn start(&self, event: NaiveDate) -> Result<NaiveDate, NoDay> {
        let before = self.terms.count == Some(CountFrom::FirstDay);
        if before { event.pred_opt().ok_or(NoDay::TooFar) } else { Ok(event) }
    }

    fn moved(&self, event: NaiveDate, days: u32) -> Result<NaiveDate, NoDay> {
        let (start, days) = (self.start(event)?, Days::new(days.into()));
        let day = if self.terms.before {
            start.checked_sub_days(days)
        } else {
            start.checked_add_days(days)
        };
        day.ok_or(NoDay::TooFar)
    }

    /// So many months away; where day 1 is the event's own, the time ends the day before.
    fn months(&self, event: NaiveDate, months: u32) -> Result<NaiveDate, NoDay> {
        let months = Months::new(months);
        let day = if self.terms.before {
            event.checked_sub_months(months)
        } else {
            event.checked_add_months(months)
        };
        self.start(day.ok_or(NoDay::TooFar)?)
    }

    fn working_days(&mut self, authority: Authority, event: NaiveDate) -> Result<NaiveDate, NoDay> {
        let mut day = self.start(event)?;
        let mut left = self.terms.value;
        while left > 0 {
            day = if self.terms.before { day.pred_opt() } else { day.succ_opt() }
                .ok_or(NoDay::TooFar)?;
            let kind = self.calendars.kind_of(authority, day)?;
            self.provisional |= kind == DayKind::Estimated;
            left -= u32::from(kind != DayKind::Off);
        }
        Ok(day)
    }

    /// The last day until `day` that is worked by every calendar.
    fn back_to_working(&mut self, mut day: NaiveDate) -> Result<NaiveDate, NoDay> {
        loop {
            let mut shut = false;
            for authority in &self.used {
                let kind = self.calendars.kind_of(*authority, day)?;
                self.provisional |= kind == DayKind::Estimated;
                shut |= kind != DayKind::Working;
            }
            if !shut {
                return Ok(day);
            }
            day = day.pred_opt().ok_or(NoDay::TooFar)?;
        }
    }
}

/// The days on which to remind of what is due: half and four fifths of the way, three days before and the day before.
pub fn reminders(event: NaiveDate, due: NaiveDate) -> Vec<NaiveDate> {
    let whole = (due - event).num_days();
    let after = |percent: i64| event + chrono::Duration::days(whole * percent / 100);
    let before = |days: i64| due - chrono::Duration::days(days);
    let mut days = vec![after(50), after(80), before(3), before(1)];
    days.retain(|day| event < *day && *day < due);
    days.sort_unstable();
    days.dedup();
    days
}
