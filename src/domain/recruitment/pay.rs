//! How far an offered pay reaches: the floors that it surely meets, and those that it surely misses.

use chrono::NaiveDate;

use crate::domain::{
    recruitment::{
        income_tax::highest_rate,
        work_time::{PerMonth, WorkHours},
    },
    values::money::{Amount, Currency, OfferedPay, PayFloor, PayUnit},
};

/// What is known of an offered pay beside a floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// The pay does not reach the floor.
    DoesNotReach,
    /// What the vacancy says is not enough to compare.
    NotComparable,
    /// The pay reaches the floor.
    Reaches,
}

/// The floors, in whole units of one currency and unit, that an offer meets and misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Range {
    /// Floors up to here are met for certain.
    sure: u32,
    /// Floors above here are missed for certain.
    possible: u32,
}

impl Range {
    const UNKNOWN: Self = Self { sure: 0, possible: u32::MAX };
}

/// How far an offer reaches, ready to be compared with many floors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PayReach {
    currency: Option<Currency>,
    units: [Range; PayUnit::ALL.len()],
}

impl PayReach {
    /// Reads an offer. `on` is the day whose taxes count.
    ///
    /// A pay for one time is compared with a floor for another by the hours that the vacancy states
    /// ([`WorkHours::per_month`]). What is net, or may be, is at least so much gross, and at most so much as the highest
    /// tax would leave. "Up to" promises nothing.
    pub fn of(pay: &OfferedPay, hours: &WorkHours, on: NaiveDate) -> Self {
        let range = |floor_unit: &PayUnit| range(pay, hours, *floor_unit, on);
        let mut units = [Range::UNKNOWN; PayUnit::ALL.len()];
        for (known, unit) in units.iter_mut().zip(PayUnit::ALL) {
            *known = range(unit).unwrap_or(Range::UNKNOWN);
        }
        Self { currency: pay.currency, units }
    }

    fn range(&self, floor: PayFloor) -> Range {
        if self.currency == Some(floor.currency) {
            self.units[floor.unit as usize]
        } else {
            Range::UNKNOWN
        }
    }

    /// The offer beside a floor.
    pub fn beside(&self, floor: PayFloor) -> Comparison {
        let Range { sure, possible } = self.range(floor);
        if floor.amount <= sure {
            Comparison::Reaches
        } else if floor.amount > possible {
            Comparison::DoesNotReach
        } else {
            Comparison::NotComparable
        }
    }

    /// Whether a floor in roubles can be compared for certain, for some time at least: a fact of the offer alone.
    pub fn is_definite(&self) -> bool {
        let exact = |range: &Range| range.sure == range.possible;
        self.currency == Some(Currency::Rub) && self.units.iter().any(exact)
    }

    /// The most that the offer can come to, in the floor's currency and unit.
    pub fn at_most(&self, floor: PayFloor) -> PayFloor {
        PayFloor { amount: self.range(floor).possible, ..floor }
    }

    /// What stands for all that a comparison can tell of it: two offers with the same are answered alike by every floor.
    pub fn fingerprint(&self) -> String {
        let currency = self.currency.map_or("-", Currency::as_str);
        let range = |one: &Range| format!("{}-{}", one.sure, one.possible);
        let ranges: Vec<String> = self.units.iter().map(range).collect();
        format!("{currency} {}", ranges.join(" "))
    }

    /// The currency, what is certain for a month, and the most that it can come to, if that is known.
    pub fn monthly(&self) -> (Option<Currency>, u32, Option<u32>) {
        let Range { sure, possible } = self.units[PayUnit::Month as usize];
        (self.currency, sure, (possible < u32::MAX).then_some(possible))
    }

    /// The currency and the most that the offer can come to a month; `u32::MAX` where that is not known.
    pub fn monthly_at_most(&self) -> (Option<Currency>, u32) {
        (self.currency, self.units[PayUnit::Month as usize].possible)
    }
}

fn range(pay: &OfferedPay, hours: &WorkHours, floor_unit: PayUnit, on: NaiveDate) -> Option<Range> {
    let convert = converter(pay.unit?, floor_unit, hours)?;
    let sure = pay.min.map_or(0, |min| convert(min.hundredths()));
    let most = pay.min.or(pay.max)?.hundredths();
    let possible = match (pay.gross, highest_rate(on)) {
        (Some(true), _) => convert(most),
        (_, Some(rate)) if rate < 100 => convert(most * 100 / (100 - u64::from(rate))),
        _ => u32::MAX,
    };
    Some(Range { sure, possible: possible.max(sure) })
}

/// From hundredths per `from` to whole units per `to`, rounded down.
fn converter(from: PayUnit, to: PayUnit, hours: &WorkHours) -> Option<impl Fn(u64) -> u32> {
    let same = PerMonth { times: 1, months: 1 };
    let (from, to) = if from == to && from != PayUnit::Piece {
        (same, same)
    } else {
        (hours.per_month(from)?, hours.per_month(to)?)
    };
    let (times, share) = (from.times * to.months, from.months * to.times * 100);
    Some(move |hundredths: u64| {
        let units = u128::from(hundredths) * u128::from(times) / u128::from(share.max(1));
        u32::try_from(units).unwrap_or(u32::MAX)
    })
}

/// The least that is promised for a month in roubles, where the hours tell it.
pub fn monthly_roubles(pay: &OfferedPay, hours: &WorkHours) -> Option<u64> {
    let convert = converter(pay.unit?, PayUnit::Month, hours)?;
    let least = convert(pay.min?.hundredths());
    (pay.currency == Some(Currency::Rub)).then_some(least.into())
}

/// Amounts as a text, such as `from 90000 RUB per month`, in plain English.
pub fn described(pay: &OfferedPay) -> String {
    let amounts = match (pay.min, pay.max) {
        (None, None) => return "by agreement".to_owned(),
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("from {min}"),
        (None, Some(max)) => format!("up to {max}"),
    };
    let currency = pay.currency.map(|currency| format!(" {currency}")).unwrap_or_default();
    let unit = pay.unit.map(|unit| format!(" per {unit}")).unwrap_or_default();
    format!("{amounts}{currency}{unit}")
}

/// A pay of whole roubles a month before taxes, for examples and tests.
pub fn monthly(min: u32, max: u32) -> OfferedPay {
    OfferedPay {
        currency: Some(Currency::Rub),
        unit: Some(PayUnit::Month),
        min: Some(Amount::whole(min)),
        max: Some(Amount::whole(max)),
        gross: Some(true),
        ..OfferedPay::default()
    }
}

#[cfg(test)]
mod tests {
    use Comparison::{DoesNotReach, NotComparable, Reaches};
    use proptest::{collection, prelude::*};

    use super::*;
    use crate::domain::recruitment::work_time::Schedule;

    fn floor(unit: PayUnit, amount: u32) -> PayFloor {
        PayFloor { currency: Currency::Rub, unit, amount }
    }

    fn six_one() -> WorkHours {
        let hours_per_week = Some(40);
        WorkHours { hours_per_week, schedule: Some(Schedule::SixOne), ..WorkHours::default() }
    }

    proptest! {
        /// What is counted as one pay tells nothing twice: whatever a floor, it compares alike.
        #[test]
        fn offers_of_one_fingerprint_compare_alike(
            pays in collection::vec((0..3_usize, 0..4_u32, 0..4_u32, any::<Option<bool>>(), 38..42_u8), 2),
            unit in 0..PayUnit::ALL.len(), least in 0..200_000_u32,
        ) {
            let units = [PayUnit::Month, PayUnit::Hour, PayUnit::Shift];
            let on = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
            let reach = |&(unit, min, max, gross, hours): &(usize, u32, u32, Option<bool>, u8)| {
                let amount = |n: u32| (n > 0).then(|| Amount::whole(n * 40_000));
                let pay = OfferedPay { unit: Some(units[unit]), min: amount(min), max: amount(max), gross, ..monthly(1, 1) };
                let hours = WorkHours { hours_per_week: Some(hours), ..six_one() };
                PayReach::of(&pay, &hours, on)
            };
            let (one, other) = (reach(&pays[0]), reach(&pays[1]));
            if one.fingerprint() == other.fingerprint() {
                let floor = floor(PayUnit::ALL[unit], least);
                prop_assert_eq!(one.beside(floor), other.beside(floor));
                prop_assert_eq!(one, other);
            } else {
                prop_assert_ne!(one, other);
            }
        }
    }

    #[test]
    fn pay_is_compared_by_hours_and_what_is_not_said_is_never_too_little() {
        let month = |min, max, gross| OfferedPay { min, max, gross, ..monthly(1, 1) };
        let shift = OfferedPay { unit: Some(PayUnit::Shift), ..monthly(5_000, 6_000) };
        let whole = |amount| Some(Amount::whole(amount));
        let cases = [
            ("26 shifts", shift.clone(), six_one(), 130_000, Reaches),
            ("26 shifts and a little", shift.clone(), six_one(), 130_001, DoesNotReach),
            ("no schedule", shift, WorkHours::default(), 1, NotComparable),
            ("from", month(whole(90_000), None, Some(true)), six_one(), 90_001, DoesNotReach),
            ("up to", month(None, whole(90_000), Some(true)), six_one(), 1, NotComparable),
            ("up to less", month(None, whole(90_000), Some(true)), six_one(), 90_001, DoesNotReach),
            ("net, enough", month(whole(90_000), None, Some(false)), six_one(), 90_000, Reaches),
            (
                "net, perhaps",
                month(whole(70_000), None, Some(false)),
                six_one(),
                90_000,
                NotComparable,
            ),
            (
                "net, far too little",
                month(whole(30_000), None, None),
                six_one(),
                90_000,
                DoesNotReach,
            ),
            ("by agreement", OfferedPay::default(), six_one(), 90_000, NotComparable),
        ];
        let on = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        for (what, pay, hours, least, expected) in cases {
            let found = PayReach::of(&pay, &hours, on).beside(floor(PayUnit::Month, least));
            assert_eq!(found, expected, "{what}");
        }
        let soms = PayFloor { currency: Currency::Uzs, ..floor(PayUnit::Month, 1) };
        assert_eq!(PayReach::of(&monthly(9, 9), &six_one(), on).beside(soms), NotComparable);
    }
}
