//! Texts found although they are misspelt: an index by groups of three letters, then the true distance.

use std::collections::{BTreeSet, HashMap};

use strsim::osa_distance;

/// Three bytes of a padded text.
pub(super) type Trigram = [u8; 3];

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
        let alike = |number: &usize| self.terms[*number].len().abs_diff(term.len()) <= limit;
        let mut seen: Vec<_> = self.sharing(term, limit).filter(alike).collect();
        seen.sort_unstable();
        seen.dedup();
        let distance = |number: usize| (number, osa_distance(term, &self.terms[number]));
        seen.into_iter().map(distance).filter(|(_, slips)| *slips <= limit).collect()
    }

    /// Texts among which are all that are so near: a swap of two letters touches four groups, any other slip at most
    /// three, so that a text that has none of the rarest groups, and one more than may be touched, is too far.
    fn sharing(&self, term: &str, limit: usize) -> impl Iterator<Item = usize> {
        let distinct: BTreeSet<_> = trigrams(term).collect();
        let holders =
            |trigram: &Trigram| self.by_trigram.get(trigram).map_or(&[][..], Vec::as_slice);
        let mut groups: Vec<_> = distinct.iter().map(holders).collect();
        groups.sort_by_key(|holders| holders.len());
        groups.truncate(4 * limit + 1);
        groups.into_iter().flatten().copied()
    }
}

/// The groups of three bytes of a text with a space before and behind.
pub(super) fn trigrams(term: &str) -> impl Iterator<Item = Trigram> {
    let padded: Vec<u8> =
        std::iter::once(b' ').chain(term.bytes()).chain(std::iter::once(b' ')).collect();
    (0..padded.len().saturating_sub(2)).map(move |at| [padded[at], padded[at + 1], padded[at + 2]])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        /// The plain definition: every text, by its distance. Nothing of which no group is left is near.
        #[test]
        fn those_near_are_those_of_a_full_scan(
            terms in proptest::collection::btree_set("[a-c]{1,9}", 0..30),
            term in "[a-c]{5,12}",
            limit in 0_usize..3,
        ) {
            let mut index = FuzzyIndex::default();
            for term in &terms {
                index.add(term);
            }
            let groups = |text: &str| trigrams(text).collect::<BTreeSet<_>>();
            let near = |(_, other): &(usize, &String)| {
                osa_distance(&term, other) <= limit && !groups(&term).is_disjoint(&groups(other))
            };
            let expected: Vec<_> = terms.iter().enumerate().filter(near).map(|(at, _)| at).collect();
            let mut found: Vec<_> = index.near(&term, limit).into_iter().map(|(at, _)| at).collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_text_is_kept_once() {
        let mut index = FuzzyIndex::default();
        assert_eq!(index.add("tokar"), index.add("tokar"));
        assert_eq!((index.len(), index.exact("tokar"), index.exact("toka")), (1, Some(0), None));
    }
}
