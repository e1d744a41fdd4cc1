//! Months of Moscow's calendar, as a number that databases group by.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::domain::{Invalid, values::moscow::moscow_day};

/// A month, counted from January of the year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i64);

/// How many months a year has.
pub const MONTHS: usize = 12;

impl Month {
    /// The month of a day.
    pub fn of_day(day: NaiveDate) -> Self {
        Self(i64::from(day.year()) * 12 + i64::from(day.month0()))
    }

    /// The month of a moment in Moscow.
    pub fn of(at: DateTime<Utc>) -> Self {
        Self::of_day(moscow_day(at))
    }

    /// January of a year.
    pub fn first_of(year: Year) -> Self {
        Self(i64::from(year.0) * 12)
    }

    /// Which month of a year it is, from 0; `None` if it is of another year.
    pub fn within(self, year: Year) -> Option<usize> {
        let place = usize::try_from(self.0 - Self::first_of(year).0).ok()?;
        (place < MONTHS).then_some(place)
    }

    /// The year that figures are told of, and which month of it this is, from 0; `None` if none are told of it.
    pub fn of_year(self) -> Option<(Year, usize)> {
        let year = Year::new(i32::try_from(self.0.div_euclid(12)).ok()?).ok()?;
        Some((year, self.within(year)?))
    }

    /// A month of which figures are told that is written as `YYYY-MM`.
    pub fn read(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').filter(|_| text.len() == 7)?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let month: i64 = Some(month).filter(|part| is_number(part))?.parse().ok()?;
        let year = Some(year).filter(|part| is_number(part) && part.len() == 4)?;
        let year = Year::new(year.parse().ok()?).ok()?;
        (1..=12).contains(&month).then(|| Self(Self::first_of(year).0 + month - 1))
    }

    /// The first day of the month that is `place` after January of a year, as `YYYY-MM`.
    pub fn written(year: Year, place: usize) -> String {
        format!("{}-{:02}", year.0, place + 1)
    }
}

/// As `YYYY-MM`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

/// A calendar year of which figures are told, 2020 to 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(i32);

impl Year {
    /// The first year of which figures are told.
    pub const FIRST: i32 = 2020;
    /// The last year of which figures are told.
    pub const LAST: i32 = 2100;

    /// A year of which figures are told.
    pub fn new(year: i32) -> Result<Self, Invalid> {
        if (Self::FIRST..=Self::LAST).contains(&year) {
            Ok(Self(year))
        } else {
            Err(Invalid::expected("a year from 2020 to 2100"))
        }
    }

    /// Its number.
    pub const fn number(self) -> i32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_in_moscow() {
        let year = Year::new(2027).unwrap();
        let place = |text: &str| Month::of(text.parse().unwrap()).within(year);
        assert_eq!(place("2026-12-31T20:59:59Z"), None);
        assert_eq!(place("2026-12-31T21:00:00Z"), Some(0));
        assert_eq!(place("2027-12-31T20:59:59Z"), Some(11));
        assert_eq!(place("2027-12-31T21:00:00Z"), None);
        assert_eq!(Month::written(year, 8), "2027-09");
        for text in ["2020-01", "2027-09", "2100-12"] {
            assert_eq!(Month::read(text).unwrap().to_string(), text);
        }
        for text in ["2019-12", "2027-00", "2027-13", "2027-9", "2027-+1", "27-0009", ""] {
            assert!(Month::read(text).is_none(), "{text}");
        }
        assert_eq!(Month::read("2027-09").unwrap().of_year().unwrap().1, 8);
        assert!(Year::new(2019).is_err() && Year::new(2101).is_err());
    }
}
