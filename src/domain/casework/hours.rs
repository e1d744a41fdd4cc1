//! When a centre is open, as it says itself: its week, its holidays and its exceptions, by its own clock.

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::words::Authority,
    values::words::{checked_text, words},
};

words! {
    /// The clock of a place, as the IANA calls it. None of these is put forward or back in the year: Russia's since
    /// 26 October 2014 (Federal law 248-FZ of 2014), Uzbekistan's since 1993 (IANA tzdata, `europe` and `asia`).
    TimeZone {
        /// Tatarstan, Moscow, Nizhny Novgorod: UTC+3.
        Moscow = "Europe/Moscow",
        /// Samara: UTC+4.
        Samara = "Europe/Samara",
        /// Ufa: UTC+5.
        Yekaterinburg = "Asia/Yekaterinburg",
        /// The west of Uzbekistan: UTC+5.
        Samarkand = "Asia/Samarkand",
        /// The east of Uzbekistan: UTC+5.
        Tashkent = "Asia/Tashkent",
    }
}

words! {
    /// A day of the week.
    WeekDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

checked_text! {
    /// A time of the clock, from `00:00` to `23:59`.
    ClockTime, "a time such as 09:00 or 17:30", "^([01][0-9]|2[0-3]):[0-5][0-9]$", 5, "09:00", |text| {
        text.len() == 5 && NaiveTime::parse_from_str(text, "%H:%M").is_ok()
    }
}

/// A time in which a centre is open without a break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// When it opens.
    pub opens_at: ClockTime,
    /// When it closes.
    pub closes_at: ClockTime,
    /// Whether it closes on the day after.
    pub next_day: bool,
}

/// A time in which a centre is open on some days of each week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklySpan {
    /// On which days it opens.
    pub days: Vec<WeekDay>,
    /// From when to when.
    pub span: Span,
}

/// Days on which it is not as in other weeks, or as on other holidays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionalDays {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// When it is open on each; closed if there is none.
    pub open: Vec<Span>,
}

/// When a centre is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// The clock that its times are read on.
    pub time_zone: TimeZone,
    /// Its week.
    pub weekly: Vec<WeeklySpan>,
    /// By whose calendar it is closed on days from Monday to Friday that are off, if by any.
    pub closed_on_holidays: Option<Authority>,
    /// What goes before the week and the holidays; of two that hold for a day, the first does.
    pub exceptions: Vec<ExceptionalDays>,
}

impl TimeZone {
    /// How far its clock is before UTC.
    pub fn offset(self) -> FixedOffset {
        let hours = match self {
            Self::Moscow => 3,
            Self::Samara => 4,
            Self::Yekaterinburg | Self::Samarkand | Self::Tashkent => 5,
        };
        FixedOffset::east_opt(hours * 3600).expect("a clock is less than a day before UTC")
    }
}

impl WeekDay {
    /// The day of the week of a date.
    pub fn of(day: NaiveDate) -> Self {
        match day.weekday() {
            Weekday::Mon => Self::Monday,
            Weekday::Tue => Self::Tuesday,
            Weekday::Wed => Self::Wednesday,
            Weekday::Thu => Self::Thursday,
            Weekday::Fri => Self::Friday,
            Weekday::Sat => Self::Saturday,
            Weekday::Sun => Self::Sunday,
        }
    }
}

impl ClockTime {
    fn time(&self) -> NaiveTime {
        NaiveTime::parse_from_str(self.as_str(), "%H:%M").expect("checked when it was read")
    }
}

impl Span {
    /// How long it lasts; nothing if it closes before it opens.
    pub fn length(&self) -> Option<TimeDelta> {
        let days = TimeDelta::days(i64::from(self.next_day));
        let length = self.closes_at.time() - self.opens_at.time() + days;
        (length > TimeDelta::zero() && length <= TimeDelta::days(1)).then_some(length)
    }

    /// When it opens on a day of its own clock.
    pub fn opens_on(&self, day: NaiveDate) -> chrono::NaiveDateTime {
        day.and_time(self.opens_at.time())
    }
}
