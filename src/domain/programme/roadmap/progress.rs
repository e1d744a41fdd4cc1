//! How far an indicator is: what was reached against the straight line from the baseline to the next target.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    programme::{roadmap::formula::Aggregation, statistics::month::Month},
    values::words::words,
};

/// The share of the way from which on it is on track.
const ON_TRACK: f64 = 0.9;
/// The share of the way from which on it is at risk, and below which it is late.
const AT_RISK: f64 = 0.7;

words! {
    /// How far an indicator is.
    ProgressStatus {
        /// At 90 % of the straight line to the target, or above.
        OnTrack = "on_track",
        /// At 70 % or above.
        AtRisk = "at_risk",
        /// Below.
        Late = "late",
        /// There is no figure yet, or no target.
        Unknown = "unknown",
    }
}

impl ProgressStatus {
    /// Whether the working group should look at it.
    pub const fn is_behind(self) -> bool {
        matches!(self, Self::AtRisk | Self::Late)
    }
}

/// Where an indicator began.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The value.
    pub value: f64,
    /// Its day.
    pub day: NaiveDate,
}

/// What is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// By the end of this month, as months are counted from the year 0.
    pub month: i64,
    /// The value.
    pub value: f64,
}

/// How far an indicator is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// How far.
    pub status: ProgressStatus,
    /// What was reached.
    pub actual: Option<f64>,
    /// What the straight line asks for by then.
    pub expected: Option<f64>,
}

/// How far an indicator is by the values of its months, oldest first.
pub fn progress(
    baseline: Baseline,
    targets: &[Target],
    (aggregation, actuals): (Aggregation, &[(Month, f64)]),
) -> Progress {
    let actual = reached(aggregation, actuals);
    let expected = actuals.last().and_then(|(last, _)| expected(baseline, targets, *last));
    let status = match actual.zip(expected) {
        None => ProgressStatus::Unknown,
        Some((actual, expected)) => status(baseline.value, actual, expected),
    };
    Progress { status, actual, expected }
}

/// What was reached by the values of some months, oldest first.
fn reached(aggregation: Aggregation, actuals: &[(Month, f64)]) -> Option<f64> {
    let values = || actuals.iter().map(|(_, value)| *value);
    let last = values().next_back()?;
    let count = u32::try_from(actuals.len()).ok()?;
    Some(match aggregation {
        Aggregation::Sum => values().sum(),
        Aggregation::Last => last,
        Aggregation::Mean => values().sum::<f64>() / f64::from(count),
    })
}

/// What the straight line to the next target asks for by the end of a month; after the last target, that.
fn expected(baseline: Baseline, targets: &[Target], by: Month) -> Option<f64> {
    let begin = Month::of_day(baseline.day).0;
    let mut from = (begin, baseline.value);
    let mut targets: Vec<&Target> = targets.iter().collect();
    targets.sort_by_key(|target| target.month);
    for target in &targets {
        if by.0 <= target.month {
            let (way, gone) = (target.month - from.0, by.0 - from.0);
            let share = if way <= 0 { 1.0 } else { share(gone, way) };
            return Some(from.1 + (target.value - from.1) * share);
        }
        from = (target.month, target.value);
    }
    targets.last().map(|target| target.value)
}

fn share(gone: i64, way: i64) -> f64 {
    let number = |months: i64| f64::from(i32::try_from(months).unwrap_or(i32::MAX));
    number(gone) / number(way)
}

/// How far it is, whichever way it is to go.
fn status(from: f64, actual: f64, expected: f64) -> ProgressStatus {
    let (way, gone) = (expected - from, actual - from);
    let is_level = way.abs() < f64::EPSILON;
    let share = if is_level { if gone >= 0.0 { 1.0 } else { 0.0 } } else { gone / way };
    if share >= ON_TRACK {
        ProgressStatus::OnTrack
    } else if share >= AT_RISK {
        ProgressStatus::AtRisk
    } else {
        ProgressStatus::Late
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn baseline(value: f64) -> Baseline {
        Baseline { value, day: "2026-12-15".parse().unwrap() }
    }

    /// The months after December of 2026.
    fn month(n: i64) -> Month {
        Month(Month::of_day("2026-12-15".parse().unwrap()).0 + n)
    }

    fn after(from: f64, target: f64, actual: f64, (now, by): (i64, i64)) -> ProgressStatus {
        let targets = [Target { month: month(by).0, value: target }];
        progress(baseline(from), &targets, (Aggregation::Last, &[(month(now), actual)])).status
    }

    #[test]
    fn half_way_half_of_it_is_asked_for() {
        for (actual, status) in
            [(45.0, "on_track"), (44.9, "at_risk"), (35.0, "at_risk"), (34.9, "late")]
        {
            assert_eq!(after(0.0, 100.0, actual, (6, 12)).as_str(), status, "{actual}");
        }
        assert_eq!(after(100.0, 0.0, 55.0, (6, 12)).as_str(), "on_track", "downwards");
        assert_eq!(after(100.0, 0.0, 70.0, (6, 12)).as_str(), "late");
        assert_eq!(after(0.0, 100.0, 90.0, (20, 12)).as_str(), "on_track", "after the last target");
    }

    #[test]
    fn months_add_up_as_the_indicator_says() {
        let all = [(month(1), 10.0), (month(2), 20.0)];
        assert_eq!(reached(Aggregation::Sum, &all), Some(30.0));
        assert_eq!(reached(Aggregation::Last, &all), Some(20.0));
        assert_eq!(reached(Aggregation::Mean, &all), Some(15.0));
        assert_eq!(reached(Aggregation::Sum, &[]), None);
        let none = progress(baseline(0.0), &[], (Aggregation::Sum, &all));
        assert_eq!(none.status, ProgressStatus::Unknown);
    }

    #[test]
    fn the_line_goes_from_target_to_target() {
        let targets = [(12, 30.0), (6, 10.0)].map(|(n, value)| Target { month: month(n).0, value });
        for (n, value) in [(0, 0.0), (3, 5.0), (6, 10.0), (9, 20.0), (12, 30.0), (13, 30.0)] {
            assert_eq!(expected(baseline(0.0), &targets, month(n)), Some(value), "{n}");
        }
    }

    proptest! {
        /// More of what is wanted is never told as less.
        #[test]
        fn more_is_never_worse(from in 0..100i32, way in 1..100i32, low in 0..200i32, more in 0..100i32, now in 1..24i64) {
            let (from, target) = (f64::from(from), f64::from(from + way));
            let rank = |actual: i32| after(from, target, f64::from(actual), (now, 12)) as usize;
            prop_assert!(rank(low + more) <= rank(low));
        }
    }
}
