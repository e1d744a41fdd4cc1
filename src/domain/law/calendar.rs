//! Which days are worked, by authority and year, as data.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;

use crate::domain::law::words::{Authority, Confidence};

/// The days of one year that are not as their weekday says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// Whose calendar it is.
    pub authority: Authority,
    /// The year.
    pub year: i32,
    /// The calendar to which this one adds days.
    pub extends: Option<Authority>,
    /// Days from Monday to Friday that are off.
    pub non_working: Vec<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub working: Vec<NaiveDate>,
    /// Feasts whose day is not yet decreed.
    #[serde(default)]
    pub estimated: Vec<NaiveDate>,
    /// Where it was read.
    #[serde(rename = "source")]
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// What a reader should know.
    pub note: Option<String>,
}

/// How a day stands in a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// It is worked.
    Working,
    /// It is off.
    Off,
    /// It may be a feast: nobody has said so yet.
    Estimated,
}

/// A calendar says nothing of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no calendar of {authority} for {year}: add it to the rule set")]
pub struct CalendarMissing {
    /// The authority.
    pub authority: Authority,
    /// The year.
    pub year: i32,
}

/// The calendars of a set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendars(pub Vec<CalendarYear>);

impl Calendars {
    /// How a day stands in the calendar of an authority.
    pub fn kind_of(
        &self,
        authority: Authority,
        day: NaiveDate,
    ) -> Result<DayKind, CalendarMissing> {
        let missing = || CalendarMissing { authority, year: day.year() };
        let own = self.year(authority, day.year()).ok_or_else(missing)?;
        let base = own.extends.map(|base| self.kind_of(base, day)).transpose()?;
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(if own.working.contains(&day) {
            DayKind::Working
        } else if own.non_working.contains(&day) {
            DayKind::Off
        } else if own.estimated.contains(&day) && base != Some(DayKind::Off) {
            DayKind::Estimated
        } else {
            base.unwrap_or(if weekend { DayKind::Off } else { DayKind::Working })
        })
    }

    /// The authority and those whose calendars extend its own, in this order.
    pub fn with_extensions(&self, authority: Authority) -> Vec<Authority> {
        let mut all = vec![authority];
        for year in &self.0 {
            if year.extends == Some(authority) && !all.contains(&year.authority) {
                all.push(year.authority);
            }
        }
        all
    }

    fn year(&self, authority: Authority, year: i32) -> Option<&CalendarYear> {
        self.0.iter().find(|one| one.authority == authority && one.year == year)
    }
}
