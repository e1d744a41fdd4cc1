//! Days and moments as clients write them: one form, and the years that anybody means.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use compact_str::CompactString;
use serde::{Deserialize, Deserializer, de::Error};

use crate::domain::Invalid;

/// The years that a day may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// What is read from a day or a moment, if there is one.
pub(in crate::api) trait Dated: Sized {
    /// Reads the text.
    fn read(text: Option<&str>) -> Result<Self, Invalid>;
}

impl Dated for NaiveDate {
    fn read(text: Option<&str>) -> Result<Self, Invalid> {
        let day = text.filter(|text| is_plain(text)).and_then(|text| text.parse().ok());
        let wanted = "a date such as 2027-03-01, of the years 1900 to 2100";
        day.filter(within).ok_or_else(|| Invalid::expected(wanted))
    }
}

impl Dated for DateTime<Utc> {
    fn read(text: Option<&str>) -> Result<Self, Invalid> {
        let moment = text
            .filter(|text| text.is_char_boundary(10) && is_plain(&text[..10]))
            .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
            .map(|moment| moment.with_timezone(&Utc));
        let wanted =
            "a date and time with its zone such as 2026-11-02T09:30:00Z, of the years 1900 to 2100";
        moment.filter(within).ok_or_else(|| Invalid::expected(wanted))
    }
}

impl<T: Dated> Dated for Option<T> {
    fn read(text: Option<&str>) -> Result<Self, Invalid> {
        text.map(|text| T::read(Some(text))).transpose()
    }
}

/// Reads a member or a parameter: with `#[serde(deserialize_with = "day::read")]`, on all that is a date.
pub(in crate::api) fn read<'de, D: Deserializer<'de>, T: Dated>(reader: D) -> Result<T, D::Error> {
    let text = Option::<CompactString>::deserialize(reader)?;
    T::read(text.as_deref()).map_err(D::Error::custom)
}

/// Whether a text is four digits, two and two, with hyphens between.
fn is_plain(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

fn within(day: &impl Datelike) -> bool {
    YEARS.contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        assert!(NaiveDate::read(Some("2027-03-01")).is_ok());
        for text in [
            "2027-3-1",
            "27-03-01",
            "2027-02-29",
            " 2027-03-01",
            "2027-03-01 ",
            "+12027-02-01",
            "+262142-12-31",
            "-0001-01-01",
            "1899-12-31",
            "2101-01-01",
            "2027-03-01T00:00:00Z",
            "2027-03-0١",
            "",
        ] {
            assert!(NaiveDate::read(Some(text)).is_err(), "{text}");
            assert!(Option::<NaiveDate>::read(Some(text)).is_err(), "{text}");
        }
        assert_eq!(Option::<NaiveDate>::read(None), Ok(None));
    }

    #[test]
    fn a_moment_has_its_zone() {
        for text in ["2026-11-02T09:30:00Z", "2026-11-02T09:30:00.5+05:00"] {
            assert!(DateTime::<Utc>::read(Some(text)).is_ok(), "{text}");
        }
        for text in [
            "2026-11-02",
            "2026-11-02T09:30:00",
            "+12026-11-02T09:30:00Z",
            "0026-11-02T09:30:00Z",
            "2026-1-2T09:30:00Z",
        ] {
            assert!(DateTime::<Utc>::read(Some(text)).is_err(), "{text}");
        }
    }
}
