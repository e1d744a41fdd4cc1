//! Whether a centre is open at a moment, and when it opens next.
//!
//! A day whose holidays nobody has decreed yet, or that no calendar covers, is unknown: neither open nor closed.

use chrono::{DateTime, Days, NaiveDate, TimeZone as _, Utc};

use crate::domain::{
    casework::hours::{OpeningHours, Span, WeekDay},
    law::calendar::{Calendars, DayKind},
    values::words::words,
};

/// How many days are looked through for the next opening.
const DAYS_AHEAD: usize = 21;

words! {
    /// Whether a centre is open.
    OpeningState {
        /// It is.
        Open = "open",
        /// It is not.
        Closed = "closed",
        /// Nobody has said, or whether the day is a holiday is not decreed yet.
        Unknown = "unknown",
    }
}

/// How a centre stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It is open.
    Open {
        /// Until then.
        until: DateTime<Utc>,
    },
    /// It is closed.
    Closed {
        /// When it opens next, if it does within three weeks and that is known.
        opens_next: Option<DateTime<Utc>>,
    },
    /// It would be open on such a day, and whether this one is a holiday is not known.
    Unknown,
}

/// From when to when it is open, and whether that is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    sure: bool,
}

impl OpeningHours {
    /// How it stands at a moment.
    pub fn at(&self, calendars: &Calendars, moment: DateTime<Utc>) -> Opening {
        let today = moment.with_timezone(&self.time_zone.offset()).date_naive();
        let Some(yesterday) = today.pred_opt() else { return Opening::Unknown };
        let days = yesterday.iter_days().take(DAYS_AHEAD + 2);
        let stretches = joined(days.flat_map(|day| self.on(calendars, day)).collect());
        match stretches.iter().find(|one| one.to > moment) {
            Some(now) if now.from <= moment && now.sure => Opening::Open { until: now.to },
            Some(now) if now.from <= moment => Opening::Unknown,
            Some(next) => Opening::Closed { opens_next: next.sure.then_some(next.from) },
            None => Opening::Closed { opens_next: None },
        }
    }

    /// When it is open on a day, or would be.
    fn on(&self, calendars: &Calendars, day: NaiveDate) -> Vec<Stretch> {
        let exception = self.exceptions.iter().find(|one| one.from <= day && day <= one.to);
        if let Some(exception) = exception {
            return exception
                .open
                .iter()
                .filter_map(|span| self.stretch(span, day, true))
                .collect();
        }
        let Some(sure) = self.is_worked(calendars, day) else { return Vec::new() };
        let week_day = WeekDay::of(day);
        let spans = self.weekly.iter().filter(|one| one.days.contains(&week_day));
        spans.filter_map(|one| self.stretch(&one.span, day, sure)).collect()
    }

    /// Whether it keeps its week on a day for sure; nothing if the day is a holiday. Calendars name holidays from Monday to
    /// Friday only.
    fn is_worked(&self, calendars: &Calendars, day: NaiveDate) -> Option<bool> {
        let Some(authority) = self.closed_on_holidays else { return Some(true) };
        let weekend = matches!(WeekDay::of(day), WeekDay::Saturday | WeekDay::Sunday);
        match calendars.kind_of(authority, day) {
            Ok(DayKind::Off) if !weekend => None,
            Ok(DayKind::Estimated) | Err(_) => Some(false),
            Ok(DayKind::Off | DayKind::Working) => Some(true),
        }
    }

    fn stretch(&self, span: &Span, day: NaiveDate, sure: bool) -> Option<Stretch> {
        let opens = self.time_zone.offset().from_local_datetime(&span.opens_on(day)).single()?;
        let from = opens.with_timezone(&Utc);
        Some(Stretch { from, to: from + span.length()?, sure })
    }
}

/// Stretches in their order, those that touch made one.
fn joined(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_by_key(|one| one.from);
    let mut joined: Vec<Stretch> = Vec::new();
    for one in stretches {
        match joined.last_mut() {
            Some(last) if last.to >= one.from && last.sure == one.sure => {
                last.to = last.to.max(one.to);
            }
            _ => joined.push(one),
        }
    }
    joined
}

/// For how many days what a centre assured counts as fresh: the corridor's own policy.
const FRESH_DAYS: u64 = 180;

/// The last day on which what was assured on a day counts as fresh.
pub fn fresh_until(assured_on: NaiveDate) -> NaiveDate {
    assured_on.checked_add_days(Days::new(FRESH_DAYS)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
