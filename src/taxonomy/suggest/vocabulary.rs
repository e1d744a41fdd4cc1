//! All words of all names in order, so that those with one beginning stand together.

use std::{collections::BTreeMap, ops::Range};

/// The letters from which one slip is forgiven.
const SLIP_FROM: usize = 4;

/// The words of names, and which names have them.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<String>,
    names: Vec<Vec<usize>>,
    /// How many names there are.
    count: usize,
}

/// How a name fits the words looked for so far.
#[derive(Debug, Clone, Copy, Default)]
struct Fit {
    words: u8,
    slipped: bool,
}

impl Vocabulary {
    /// Collects the words of folded names.
    pub(super) fn new<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut of_word = BTreeMap::<String, Vec<usize>>::new();
        let mut count = 0;
        for (at, key) in keys.enumerate() {
            for word in key.split(' ') {
                let names = of_word.entry(word.to_owned()).or_default();
                if names.last() != Some(&at) {
                    names.push(at);
                }
            }
            count = at + 1;
        }
        let (words, names) = of_word.into_iter().unzip();
        Self { words, names, count }
    }

    /// The names in which each word of the key begins a word, and whether one of them is misspelt.
    pub(super) fn find(&self, key: &str) -> Vec<(usize, bool)> {
        let mut fits = vec![Fit::default(); self.count];
        let mut found = Vec::new();
        for (round, word) in (0..u8::MAX).zip(key.split(' ').filter(|word| !word.is_empty())) {
            found.clear();
            for range in self.beginning(word) {
                self.fit(range, round, false, &mut fits, &mut found);
            }
            if word.len() >= SLIP_FROM {
                for range in self.slipped(word.as_bytes()) {
                    self.fit(range, round, true, &mut fits, &mut found);
                }
            }
        }
        found.into_iter().map(|at| (at, fits[at].slipped)).collect()
    }

    /// Takes the names of these words into the next round, if they came through all before.
    fn fit(
        &self,
        words: Range<usize>,
        round: u8,
        slipped: bool,
        fits: &mut [Fit],
        found: &mut Vec<usize>,
    ) {
        for at in self.names[words].iter().flatten() {
            let fit = &mut fits[*at];
            if fit.words == round {
                *fit = Fit { words: round + 1, slipped: fit.slipped || slipped };
                found.push(*at);
            }
        }
    }

    /// The words that begin so. A last `y` may yet become `yo` or `ye`, which are folded to `e`.
    fn beginning(&self, start: &str) -> impl Iterator<Item = Range<usize>> {
        let soft = start.strip_suffix('y').map(|stem| self.range(&format!("{stem}e")));
        std::iter::once(self.range(start)).chain(soft)
    }

    fn range(&self, start: &str) -> Range<usize> {
        self.narrow(0..self.words.len(), 0, start.as_bytes())
    }

    /// The words within a range that go on so from a letter; up to that letter they are all alike.
    fn narrow(&self, range: Range<usize>, at: usize, rest: &[u8]) -> Range<usize> {
        let words = &self.words[range.clone()];
        let from = words.partition_point(|word| word.as_bytes()[at..] < *rest);
        let words = &words[from..];
        let to = from + words.partition_point(|word| word.as_bytes()[at..].starts_with(rest));
        range.start + from..range.start + to
    }

    /// The words that begin with a text one slip away: a letter too many, two swapped, one wrong, one missing.
    ///
    /// Slips are tried from the left within the words that agree so far, which soon are few.
    fn slipped(&self, typed: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut agreeing = 0..self.words.len();
        for (at, letter) in typed.iter().enumerate() {
            let rest = &typed[at + 1..];
            found.push(self.narrow(agreeing.clone(), at, rest));
            if let [next, rest @ ..] = rest {
                let swapped = self.narrow(agreeing.clone(), at, &[*next, *letter]);
                found.push(self.narrow(swapped, at + 2, rest));
            }
            for branch in self.branches(agreeing.clone(), at) {
                found.push(self.narrow(branch.clone(), at + 1, rest));
                found.push(self.narrow(branch, at + 1, &typed[at..]));
            }
            agreeing = self.narrow(agreeing, at, &[*letter]);
        }
        found
    }

    /// Parts a range by the letter that stands at a place; words that end there are left out.
    fn branches(&self, range: Range<usize>, at: usize) -> impl Iterator<Item = Range<usize>> {
        let mut rest = range;
        let letter = move |word: &String| word.as_bytes().get(at).copied();
        std::iter::from_fn(move || {
            let from = rest.start
                + self.words[rest.clone()].partition_point(|word| letter(word).is_none());
            let first = self.words[from..rest.end].first().map(letter)?;
            let words = &self.words[from..rest.end];
            let to = from + words.partition_point(|word| letter(word) == first);
            rest = to..rest.end;
            Some(from..to)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strsim::osa_distance;

    use super::*;

    fn found(key: &str) -> Vec<(usize, bool)> {
        let mut found =
            Vocabulary::new(["gisht teruvchi", "gisht", "gazosvarshik"].into_iter()).find(key);
        found.sort_unstable();
        found
    }

    #[test]
    fn every_word_begins_a_word_of_the_name() {
        assert_eq!(found("gi"), [(0, false), (1, false)]);
        assert_eq!(found("ter gi"), [(0, false)]);
        assert_eq!(found("sht"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn one_slip_is_forgiven_from_four_letters_up() {
        for slip in ["tefuv", "eruvch", "tteruv", "etruv", "terv"] {
            assert_eq!(found(slip), [(0, true)], "{slip}");
        }
        assert_eq!(found("tor"), []);
    }
    proptest! {
        /// The plain definition: some beginning of the word is at most one slip away from what was typed.
        #[test]
        fn slips_are_those_of_a_full_scan(
            words in proptest::collection::btree_set("[a-c]{1,7}", 0..30),
            typed in "[a-c]{4,6}",
        ) {
            let vocabulary = Vocabulary::new(words.iter().map(String::as_str));
            let mut found: Vec<_> = vocabulary.find(&typed).into_iter().map(|(at, _)| at).collect();
            found.sort_unstable();

            let begins = |word: &String| {
                (0..=word.len()).any(|length| osa_distance(&word[..length], &typed) <= 1)
            };
            let expected: Vec<_> =
                words.iter().enumerate().filter(|(_, word)| begins(word)).map(|(at, _)| at).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
