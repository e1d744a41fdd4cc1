//! All words of all names in order, so that those with one beginning stand together.

use std::{collections::BTreeMap, ops::Range};

/// The letters that a folded word is made of.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

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
    words: usize,
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
        for (round, word) in key.split(' ').filter(|word| !word.is_empty()).enumerate() {
            found.clear();
            for range in self.beginning(word) {
                self.fit(range, round, false, &mut fits, &mut found);
            }
            if word.len() >= SLIP_FROM {
                for slip in slips(word) {
                    self.fit(self.range(&slip), round, true, &mut fits, &mut found);
                }
            }
        }
        found.into_iter().map(|at| (at, fits[at].slipped)).collect()
    }

    /// Takes the names of these words into the next round, if they came through all before.
    fn fit(
        &self,
        words: Range<usize>,
        round: usize,
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
        let from = self.words.partition_point(|word| word.as_str() < start);
        let to = from + self.words[from..].partition_point(|word| word.starts_with(start));
        from..to
    }
}

/// The texts one slip away: a letter too many, two swapped, one wrong, one missing.
fn slips(word: &str) -> impl Iterator<Item = String> {
    let cuts = move || {
        (0..=word.len()).filter(|at| word.is_char_boundary(*at)).map(|at| word.split_at(at))
    };
    let next = |rest: &str| rest.chars().next().map_or(0, char::len_utf8);
    let extra = cuts().map(move |(head, tail)| format!("{head}{}", &tail[next(tail)..]));
    let swapped = cuts().map(move |(head, tail)| {
        let (one, rest) = tail.split_at(next(tail));
        let (two, rest) = rest.split_at(next(rest));
        format!("{head}{two}{one}{rest}")
    });
    let wrong = cuts().flat_map(move |(head, tail)| {
        LETTERS.chars().map(move |letter| format!("{head}{letter}{}", &tail[next(tail)..]))
    });
    let missing = cuts().flat_map(|(head, tail)| {
        LETTERS.chars().map(move |letter| format!("{head}{letter}{tail}"))
    });
    extra.chain(swapped).chain(wrong).chain(missing).filter(move |slip| !slip.starts_with(word))
}

#[cfg(test)]
mod tests {
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
}
