//! Days and moments as RFC 3339 writes them. Both databases hold every year from 0000 to 9999, and arithmetic on them does
//! not run over.

use chrono::Datelike;
use serde::{Deserialize, Deserializer, de::Error};

/// Reads a day or a moment of these years.
pub fn in_range<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Datelike,
{
    let value = T::deserialize(deserializer)?;
    if (0..=9999).contains(&value.year()) {
        Ok(value)
    } else {
        Err(D::Error::custom("expected a year from 0000 to 9999"))
    }
}

/// Reads a day or a moment of these years, or nothing.
pub fn in_range_if_any<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Datelike,
{
    #[derive(Deserialize)]
    #[serde(bound = "T: Deserialize<'de> + Datelike")]
    struct InRange<T>(#[serde(deserialize_with = "in_range")] T);
    Ok(Option::<InRange<T>>::deserialize(deserializer)?.map(|InRange(value)| value))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use super::*;

    #[derive(Deserialize)]
    struct Both {
        #[serde(deserialize_with = "in_range")]
        day: NaiveDate,
        #[serde(default, deserialize_with = "in_range_if_any")]
        moment: Option<DateTime<Utc>>,
    }

    #[test]
    fn years_beyond_rfc_3339_are_refused() {
        let read = |json: &str| serde_json::from_str::<Both>(json);
        let both = read(r#"{"day": "9999-12-31", "moment": "0000-01-01T00:00:00Z"}"#).unwrap();
        assert_eq!((both.day.year(), both.moment.unwrap().year()), (9999, 0));
        assert!(read(r#"{"day": "2026-01-01"}"#).unwrap().moment.is_none());
        assert!(read(r#"{"day": "2026-01-01", "moment": null}"#).unwrap().moment.is_none());
        for json in [
            r#"{"day": "+10000-01-01"}"#,
            r#"{"day": "-0001-12-31"}"#,
            r#"{"day": "2026-01-01", "moment": "-4714-01-01T00:00:00Z"}"#,
            r#"{"day": "2026-01-01", "moment": "+262142-12-31T23:59:59Z"}"#,
        ] {
            let error = read(json).err().unwrap().to_string();
            assert!(error.starts_with("expected a year from 0000 to 9999"), "{json}: {error}");
        }
    }
}
