//! How an indicator is counted: a closed form over the named series of statistics. There are no free formulas.

use serde::{Deserialize, Serialize};

use crate::domain::{
    programme::statistics::series::{Dimension, Series},
    values::words::words,
};

/// A percentage is told of no fewer than so many.
pub const LEAST_OF_PERCENTAGE: u64 = 20;

words! {
    /// What an indicator is measured in.
    IndicatorUnit {
        /// A number.
        Unit = "unit",
        /// A share of 100.
        Percentage = "percentage",
    }
}

words! {
    /// How the periods of an indicator add up.
    Aggregation {
        /// They are added.
        Sum = "sum",
        /// The last counts.
        Last = "last",
        /// Their mean counts.
        Mean = "mean",
    }
}

/// A figure of the statistics: a series, of all or of those who have something in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesPart {
    /// What is counted.
    pub series: Series,
    /// What those have in common who are counted, and by which dimension; `None` is everybody.
    pub only: Option<(Dimension, String)>,
}

/// The closed form of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// What is counted.
    pub numerator: SeriesPart,
    /// What it is a share of, for a percentage.
    pub denominator: Option<SeriesPart>,
}

/// What was counted for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Of the numerator.
    pub numerator: u64,
    /// Of the denominator, if there is one.
    pub denominator: Option<u64>,
}

impl Counted {
    /// The value that follows: a percentage with one decimal where there is a denominator. `None` is a share of nothing.
    pub fn value(self) -> Option<f64> {
        match self.denominator {
            None => Some(as_f64(self.numerator)),
            Some(0) => None,
            Some(whole) => Some((as_f64(self.numerator) * 1_000.0 / as_f64(whole)).round() / 10.0),
        }
    }

    /// The value that the public is told of figures that are rounded already.
    pub fn public_value(numerator: Option<u64>, denominator: Option<Option<u64>>) -> Option<f64> {
        let denominator = match denominator {
            None => None,
            Some(told) => Some(told.filter(|whole| *whole >= LEAST_OF_PERCENTAGE)?),
        };
        Self { numerator: numerator?, denominator }.value()
    }
}

/// A count as a number; counts of people are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
const fn as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_one_decimal_and_a_share_of_nothing_is_none() {
        let of = |numerator, denominator| Counted { numerator, denominator }.value();
        assert_eq!(of(7, None), Some(7.0));
        assert_eq!(of(1, Some(3)), Some(33.3));
        assert_eq!(of(0, Some(0)), None);
    }

    #[test]
    fn the_public_hears_no_share_of_few_and_none_of_what_is_hidden() {
        assert_eq!(Counted::public_value(Some(10), Some(Some(20))), Some(50.0));
        assert_eq!(Counted::public_value(Some(10), Some(Some(15))), None);
        assert_eq!(Counted::public_value(None, Some(Some(40))), None);
        assert_eq!(Counted::public_value(Some(10), Some(None)), None);
        assert_eq!(Counted::public_value(Some(10), None), Some(10.0));
    }
}
