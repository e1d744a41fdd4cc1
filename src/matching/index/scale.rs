//! From parts to totals, rounded up: basis points for whole blocks, quarters of a basis point for single candidates.

use crate::matching::weights::Weights;

/// Quarters of a basis point in one.
pub(super) const QUARTERS: u16 = 4;

/// From parts to totals.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) weights: Weights,
    /// What everything that is asked for weighs.
    whole: u64,
}

impl Scale {
    pub(super) fn new(weights: Weights, whole: u64) -> Self {
        Self { weights, whole }
    }

    /// What a part adds to the total, in quarters.
    pub(super) fn quarters(self, weight: u16, part: u16) -> u16 {
        let sum = u64::from(weight) * u64::from(part) * 10 * u64::from(QUARTERS);
        up(sum, u64::from(self.weights.sum()))
    }

    /// What a requirement of some weight adds to the total at full credit, in quarters.
    pub(super) fn requirement(self, weight: u32) -> u16 {
        let sum = u64::from(self.weights.skills) * u64::from(weight) * 40_000;
        up(sum, u64::from(self.weights.sum()) * self.whole)
    }
}

fn up(sum: u64, by: u64) -> u16 {
    u16::try_from(sum.div_ceil(by)).unwrap_or(u16::MAX)
}
