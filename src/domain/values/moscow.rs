//! The day by which vacancies and licences stand: Moscow's, which is Tatarstan's too.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Moscow has been three hours ahead of UTC all year since October 2014 (law 248-FZ of 2014-07-21).
const AHEAD_SECONDS: i32 = 3 * 3600;

/// The day in Moscow at a moment.
pub fn moscow_day(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(AHEAD_SECONDS)
        .map_or_else(|| at.date_naive(), |moscow| at.with_timezone(&moscow).date_naive())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_three_hours_before_utc() {
        let day = |text: &str| moscow_day(text.parse().unwrap()).to_string();
        assert_eq!(day("2027-02-15T20:59:59Z"), "2027-02-15");
        assert_eq!(day("2027-02-15T21:00:00Z"), "2027-02-16");
    }
}
