//! The income tax that lies between net and gross pay, as dated data with its source: `income_tax.csv`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// A rate and when it is in force.
#[derive(Debug, Deserialize)]
struct Rate {
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    percent: u8,
}

static RATES: LazyLock<Vec<Rate>> = LazyLock::new(|| {
    let mut rows = csv::Reader::from_reader(&include_bytes!("income_tax.csv")[..]);
    rows.deserialize().filter_map(Result::ok).collect()
});

/// The highest rate on a day, in percent; `None` where no rate is known for it.
///
/// Who pays which rate depends on the person, so only the highest tells for certain that a net pay is too little.
pub fn highest_rate(on: NaiveDate) -> Option<u8> {
    let in_force =
        |rate: &&Rate| rate.valid_from <= on && rate.valid_to.is_none_or(|last| on <= last);
    RATES.iter().filter(in_force).map(|rate| rate.percent).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_a_day_without_a_rule_has_no_rate() {
        let lines = include_str!("income_tax.csv").lines().count() - 1;
        assert_eq!(RATES.len(), lines);
        let day = |year| NaiveDate::from_ymd_opt(year, 6, 1).unwrap();
        assert_eq!(highest_rate(day(1999)), None);
        assert!(highest_rate(day(2027)).is_some_and(|rate| rate < 100));
    }
}
