//! Figures for the public: small ones not at all, others to a multiple of five, up or down by a draw that is always the same
//! for the same figure, so that asking again tells nothing more.

use aws_lc_rs::hmac;

/// To multiples of so many.
pub const STEP: u64 = 5;

/// The key of the draws.
#[derive(Debug)]
pub struct RoundingKey(hmac::Key);

impl RoundingKey {
    /// The key of the draws, made of a secret that all servers share and that has other uses.
    pub fn of(secret: &[u8]) -> Self {
        let made = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), b"rounding of figures");
        Self(hmac::Key::new(hmac::HMAC_SHA256, made.as_ref()))
    }

    /// A figure rounded: up as often as it stands above the multiple below it, of five such figures.
    ///
    /// `cell` is the name of the figure, the same wherever it is told.
    pub fn rounded(&self, cell: &str, count: u64) -> u64 {
        let above = count % STEP;
        let tag = hmac::sign(&self.0, format!("{cell}\n{count}").as_bytes());
        let drawn =
            tag.as_ref().iter().take(8).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
        // 2^64 is 1 more than a multiple of five: the draw is even to one part in 2^61.
        count - above + if drawn % STEP < above { STEP } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_drawn_once_and_evenly() {
        let key = RoundingKey::of(b"secret");
        for count in [0, 5, 50] {
            assert_eq!(key.rounded("cell", count), count, "a multiple stays");
        }
        assert_eq!(key.rounded("cell", 12), key.rounded("cell", 12));
        for (count, above) in [(11, 1), (12, 2), (13, 3), (14, 4)] {
            let up = (0..10_000).filter(|n| key.rounded(&n.to_string(), count) == 15).count();
            assert!((above * 2_000 - 150..above * 2_000 + 150).contains(&up), "{count}: {up}");
        }
    }

    /// What a figure that is told may be in truth.
    fn could_be(key: &RoundingKey, told: u64) -> Vec<u64> {
        let drawn = |count: &u64| (0..200).any(|n| key.rounded(&n.to_string(), *count) == told);
        (5..told + 2 * STEP).filter(drawn).collect()
    }

    #[test]
    fn a_difference_of_two_figures_fixes_no_count() {
        let key = RoundingKey::of(b"secret");
        let truths: Vec<Vec<u64>> = (1..=101).map(|n| could_be(&key, n * STEP)).collect();
        for pair in 0..10_000 {
            let (whole, part) = (&truths[pair / 100 + 1], &truths[pair % 100]);
            let least = whole.first().zip(part.last()).map(|(a, b)| a.saturating_sub(*b));
            let most = whole.last().zip(part.first()).map(|(a, b)| a.saturating_sub(*b));
            if most.is_some_and(|most| most > 2 * STEP) {
                assert!(most.zip(least).is_some_and(|(most, least)| most - least > 5), "{pair}");
            }
        }
    }
}
