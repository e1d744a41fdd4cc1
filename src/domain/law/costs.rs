//! What recruitment costs workers, as a share of what they earn in the first month: indicator 10.7.1 of the Sustainable
//! Development Goals, from the fee ledger.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::{programme::statistics::hiding::is_sensitive, values::money::Currency};

/// Hundredths of a percent of a whole.
const WHOLE: i128 = 10_000;

/// An amount in hundredths of a currency.
pub type Sum = (Currency, i64);

/// Somebody who has begun to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recruited {
    /// The employer.
    pub employer: Uuid,
    /// What the worker paid and did not get back.
    pub costs: Vec<Sum>,
    /// What the contract guarantees for a month; `None` if there is none.
    pub income: Option<Sum>,
}

/// The costs of those who began to work, as shares of their first month's income. What would tell of a few is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostIndicator {
    /// How many have begun to work.
    pub workers: Option<u64>,
    /// Of how many the share can be computed.
    pub computed: Option<u64>,
    /// Of how many it cannot: they paid in another currency than they are paid in, or no contract is known.
    pub unknown: Option<u64>,
    /// Half of the shares are no greater, in hundredths of a percent.
    pub median: Option<u64>,
    /// The mean of the shares, in hundredths of a percent, cut off.
    pub mean: Option<u64>,
}

impl Recruited {
    /// The costs as a share of the income, in hundredths of a percent, cut off. Currencies are never mixed: of costs in another
    /// one than the income nothing is known.
    pub fn share(&self) -> Option<u64> {
        let (currency, income) = self.income.filter(|(_, income)| *income > 0)?;
        let mut borne: i128 = 0;
        for (of, cost) in self.costs.iter().filter(|(_, cost)| *cost > 0) {
            if *of != currency {
                return None;
            }
            borne += i128::from(*cost);
        }
        u64::try_from(borne * WHOLE / i128::from(income)).ok()
    }
}

/// The indicator of those who began to work.
pub fn indicator(all: &[Recruited]) -> CostIndicator {
    let mut shares: Vec<u64> = all.iter().filter_map(Recruited::share).collect();
    shares.sort_unstable();
    let (known, unknown): (Vec<&Recruited>, Vec<&Recruited>) =
        all.iter().partition(|one| one.share().is_some());
    let (computed, unknown) = (told(&known), told(&unknown));
    // The whole would tell the one part that is hidden.
    let workers = computed.and(unknown).map(|_| all.len() as u64);
    let figures = computed.filter(|_| !shares.is_empty());
    let half = shares.len().div_ceil(2).saturating_sub(1);
    let mean = || shares.iter().sum::<u64>() / shares.len() as u64;
    CostIndicator {
        workers,
        computed,
        unknown,
        median: figures.and_then(|_| shares.get(half).copied()),
        mean: figures.map(|_| mean()),
    }
}

fn told(people: &[&Recruited]) -> Option<u64> {
    let employers: BTreeSet<Uuid> = people.iter().map(|one| one.employer).collect();
    let count = people.len() as u64;
    (!is_sensitive(count, employers.len())).then_some(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(employer: u128, costs: &[Sum], income: Option<Sum>) -> Recruited {
        Recruited { employer: Uuid::from_u128(employer), costs: costs.to_vec(), income }
    }

    #[test]
    fn currencies_are_never_mixed() {
        let (rub, uzs) = (Currency::Rub, Currency::Uzs);
        let income = Some((rub, 60_000_00));
        for (costs, income, share) in [
            (vec![], income, Some(0)),
            (vec![(rub, 15_000_00)], income, Some(2_500)),
            (vec![(rub, 15_000_00), (rub, 45_000_00)], income, Some(10_000)),
            (vec![(rub, 15_000_00), (uzs, 1)], income, None),
            (vec![(rub, 15_000_00), (uzs, 0)], income, Some(2_500)),
            (vec![(uzs, 1)], income, None),
            (vec![], None, None),
            (vec![], Some((rub, 0)), None),
        ] {
            assert_eq!(of(1, &costs, income).share(), share, "{costs:?} of {income:?}");
        }
    }

    #[test]
    fn what_would_tell_of_a_few_is_left_out() {
        let known = |employer| of(employer, &[(Currency::Rub, 1)], Some((Currency::Rub, 1)));
        let of_three: Vec<Recruited> = (0..6).map(|n| known(n % 3)).collect();
        let told = indicator(&of_three);
        assert_eq!((told.workers, told.computed, told.unknown), (Some(6), Some(6), Some(0)));
        assert_eq!((told.median, told.mean), (Some(10_000), Some(10_000)));
        let of_two: Vec<Recruited> = (0..6).map(|n| known(n % 2)).collect();
        assert_eq!(indicator(&of_two), CostIndicator { unknown: Some(0), ..Default::default() });
        let with_one = [of_three, vec![of(9, &[], None)]].concat();
        let told = indicator(&with_one);
        assert_eq!((told.workers, told.computed, told.unknown), (None, Some(6), None));
        assert_eq!(indicator(&[]).workers, Some(0));
        assert_eq!(indicator(&[]).median, None);
    }

    proptest! {
        /// Half of the shares are no greater than the median, half no less, and no one else's pay changes a share.
        #[test]
        fn the_median_is_in_the_middle(costs in prop::collection::vec(0..1_000_000_i64, 15..60)) {
            let income = Some((Currency::Rub, 1_000_000));
            let all: Vec<Recruited> = (0..).zip(&costs).map(|(n, cost)| of(n % 3, &[(Currency::Rub, *cost)], income)).collect();
            let told = indicator(&all);
            let median = told.median.unwrap();
            let no_greater = all.iter().filter(|one| one.share().unwrap() <= median).count();
            let no_less = all.iter().filter(|one| one.share().unwrap() >= median).count();
            prop_assert!(2 * no_greater >= all.len() && 2 * no_less >= all.len());
            prop_assert_eq!(told.computed, told.workers);
        }
    }
}
