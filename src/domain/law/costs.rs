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
#[path = "costs_tests.rs"]
mod tests;
