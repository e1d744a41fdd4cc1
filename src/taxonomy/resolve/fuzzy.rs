//! Texts found although they are misspelt: an index by groups of three letters, then the true distance.

use std::collections::HashMap;

use strsim::osa_distance;

/// Three bytes of a padded text.
type Trigram = [u8; 3];

/// Distinct texts, each with a number.
#[derive(Debug, Default)]
pub(super) struct FuzzyIndex {
    terms: Vec<String>,
    by_term: HashMap<String, usize>,
    by_trigram: HashMap<Trigram, Vec<usize>>,
}

impl FuzzyIndex {
    /// The number of a text, which is added if it is new.
    pub(super) fn add(&mut self, term: &str) -> usize {
        if let Some(known) = self.by_term.get(term) {
            return *known;
        }
        let number = self.terms.len();
        self.terms.push(term.to_owned());
        self.by_term.insert(term.to_owned(), number);
        for trigram in trigrams(term) {
            let of_trigram = self.by_trigram.entry(trigram).or_default();
            if of_trigram.last() != Some(&number) {
                of_trigram.push(number);
            }
        }
        number
    }

    /// The number of exactly this text.
    pub(super) fn exact(&self, term: &str) -> Option<usize> {
        self.by_term.get(term).copied()
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// The text with a number.
    pub(super) fn term(&self, number: usize) -> &str {
        &self.terms[number]
    }

    /// The texts that begin so, by number.
    pub(super) fn beginning(&self, start: &str) -> impl Iterator<Item = usize> {
        self.terms
            .iter()
            .enumerate()
            .filter(move |(_, term)| term.starts_with(start))
            .map(|(number, _)| number)
    }

    /// The texts at most `limit` slips away (a letter wrong, missing, extra, or swapped), with the number of slips.
    pub(super) fn near(&self, term: &str, limit: usize) -> Vec<(usize, usize)> {
        let mut shared = vec![0_u16; self.terms.len()];
        let mut seen = Vec::new();
        let mut wanted: Vec<_> = trigrams(term).collect();
        wanted.sort_unstable();
        wanted.dedup();
        for number in wanted.iter().filter_map(|trigram| self.by_trigram.get(trigram)).flatten() {
            if shared[*number] == 0 {
                seen.push(*number);
            }
            shared[*number] += 1;
        }
        // A swap of two letters touches four groups, any other slip at most three.
        let least = wanted.len().saturating_sub(4 * limit).max(1);
        seen.retain(|number| {
            usize::from(shared[*number]) >= least
                && self.terms[*number].len().abs_diff(term.len()) <= limit
        });
        let distance = |number: usize| (number, osa_distance(term, &self.terms[number]));
        seen.into_iter().map(distance).filter(|(_, slips)| *slips <= limit).collect()
    }
}

/// The groups of three bytes of a text with a space before and behind.
fn trigrams(term: &str) -> impl Iterator<Item = Trigram> {
    let padded: Vec<u8> =
        std::iter::once(b' ').chain(term.bytes()).chain(std::iter::once(b' ')).collect();
    (0..padded.len().saturating_sub(2)).map(move |at| [padded[at], padded[at + 1], padded[at + 2]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_any_kind_is_found() {
        let mut index = FuzzyIndex::default();
        let bricklayer = index.add("kamenshik");
        index.add("kranovshik");
        for slip in ["kamenshik", "kamenshk", "kammenshik", "kamenshic", "akmenshik"] {
            let found = index.near(slip, 1);
            assert_eq!(
                found.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
                [bricklayer],
                "{slip}"
            );
        }
        assert!(index.near("karmanik", 1).is_empty());
    }

    #[test]
    fn a_text_is_kept_once() {
        let mut index = FuzzyIndex::default();
        assert_eq!(index.add("tokar"), index.add("tokar"));
        assert_eq!((index.len(), index.exact("tokar"), index.exact("toka")), (1, Some(0), None));
    }
}
