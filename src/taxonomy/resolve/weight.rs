//! How much something tells that some of many have.

/// What the logarithm of a rarity is multiplied by.
const SCALE: f64 = 100.0;

/// The weight of what `halves / 2` of `total` have: the fewer, the more.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "at most 3,000"
)]
pub(super) fn weight(total: usize, halves: usize) -> u32 {
    ((1.0 + 2.0 * total as f64 / halves.max(1) as f64).ln() * SCALE) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_few_have_weighs_more() {
        assert!(weight(300, 1) > weight(300, 2) && weight(300, 2) > weight(300, 60));
    }
}
