//! The day by which vacancies and licences stand: Moscow's, which is Tatarstan's too.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, Utc};

/// Moscow has been three hours ahead of UTC all year since October 2014 (law 248-FZ of 2014-07-21).
const AHEAD_SECONDS: i32 = 3 * 3600;

/// The day in Moscow at a moment.
pub fn moscow_day(at: DateTime<Utc>) -> NaiveDate {
    FixedOffset::east_opt(AHEAD_SECONDS)
        .map_or_else(|| at.date_naive(), |moscow| at.with_timezone(&moscow).date_naive())
}

/// The moment at which a day ends in Moscow: the next one's first.
pub fn end_of_moscow_day(day: NaiveDate) -> DateTime<Utc> {
    let ahead = Duration::seconds(AHEAD_SECONDS.into());
    day.and_time(NaiveTime::MIN).and_utc() + Duration::days(1) - ahead
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_three_hours_before_utc() {
        let day = |text: &str| moscow_day(text.parse().unwrap()).to_string();
        assert_eq!(day("2027-02-15T20:59:59Z"), "2027-02-15");
        assert_eq!(day("2027-02-15T21:00:00Z"), "2027-02-16");
        let end = end_of_moscow_day("2027-02-15".parse().unwrap());
        assert_eq!(end.to_rfc3339(), "2027-02-15T21:00:00+00:00");
    }
}
