//! Texts compared by what they have in common, each feature by how rare it is: the cosine of the angle between them.

use std::{collections::HashMap, hash::Hash};

use super::weight::weight;

/// A feature that one text of so many has, and more than [`OFTEN_FROM`], tells too little to be looked up.
const OFTEN: usize = 8;
const OFTEN_FROM: usize = 64;
/// Thousandths from which texts are alike at all.
const ALIKE: u32 = 200;

/// Texts by their features, each text with a number.
#[derive(Debug)]
pub(super) struct Cosine<F> {
    numbers: HashMap<F, usize>,
    /// The texts with each feature, and its weight.
    holders: Vec<Vec<usize>>,
    weights: Vec<u32>,
    /// How long each text is: the root of the sum of the squares of its weights.
    lengths: Vec<u32>,
}

impl<F> Default for Cosine<F> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            holders: Vec::new(),
            weights: Vec::new(),
            lengths: Vec::new(),
        }
    }
}

impl<F: Eq + Hash + Ord> Cosine<F> {
    /// Indexes the features of texts.
    pub(super) fn new(texts: impl Iterator<Item = Vec<F>>) -> Self {
        let mut index = Self::default();
        let texts: Vec<Vec<usize>> =
            texts.enumerate().map(|(at, text)| index.add(at, text)).collect();
        let weigh = |holders: &Vec<usize>| weight(texts.len(), holders.len() * 2);
        index.weights = index.holders.iter().map(weigh).collect();
        let length = |text: &Vec<usize>| length(text.iter().map(|feature| index.weights[*feature]));
        index.lengths = texts.iter().map(length).collect();
        index
    }

    fn add(&mut self, at: usize, features: Vec<F>) -> Vec<usize> {
        let number = |feature| {
            let next = self.numbers.len();
            let number = *self.numbers.entry(feature).or_insert(next);
            self.holders.resize_with(self.numbers.len(), Vec::new);
            self.holders[number].push(at);
            number
        };
        distinct(features).into_iter().map(number).collect()
    }

    /// The texts that are like these features, with so many thousandths.
    pub(super) fn near(&self, features: Vec<F>) -> Vec<(usize, u32)> {
        let known: Vec<_> =
            distinct(features).iter().filter_map(|one| self.numbers.get(one)).copied().collect();
        let asked = length(known.iter().map(|feature| self.weights[*feature]));
        let (mut shared, mut seen) = (vec![0_u32; self.lengths.len()], Vec::new());
        let often = OFTEN_FROM.max(self.lengths.len() / OFTEN);
        for feature in known.into_iter().filter(|feature| self.holders[*feature].len() <= often) {
            let square = self.weights[feature].pow(2);
            for text in &self.holders[feature] {
                if shared[*text] == 0 {
                    seen.push(*text);
                }
                shared[*text] = shared[*text].saturating_add(square);
            }
        }
        let likeness = |text: usize| {
            let both = u64::from(asked) * u64::from(self.lengths[text]);
            let part = u64::from(shared[text]) * 1000 / both.max(1);
            (text, u32::try_from(part).unwrap_or(u32::MAX))
        };
        seen.into_iter().map(likeness).filter(|(_, likeness)| *likeness >= ALIKE).collect()
    }
}

fn distinct<F: Ord>(mut features: Vec<F>) -> Vec<F> {
    features.sort_unstable();
    features.dedup();
    features
}

fn length(weights: impl Iterator<Item = u32>) -> u32 {
    weights.fold(0_u32, |sum, weight| sum.saturating_add(weight.pow(2))).isqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_most_like_itself_and_a_rare_feature_counts_more() {
        let texts = [vec!["lay", "bricks"], vec!["lay", "tiles"], vec!["lay", "pipes", "deep"]];
        let index = Cosine::new(texts.into_iter());
        let mut found = index.near(vec!["bricks", "lay"]);
        found.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
        let [(first, best), (_, next), ..] = found.as_slice() else { panic!("{found:?}") };
        assert!(*first == 0 && *best > 990 && *next < *best, "{found:?}");
        assert_eq!(index.near(vec!["cook"]), []);
    }
}
