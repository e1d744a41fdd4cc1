//! A text as lists are searched for it: by its words in titles, and by the concepts of which one name has them all.

use std::collections::BTreeSet;

use super::{content_words::is_stop_word, index::KindIndex, stems::possible_stems};
use crate::{
    domain::folding::{fold, other_layout, words},
    taxonomy::ConceptKind,
};

/// How many words of a text count.
const MOST_WORDS: usize = 8;
/// From how many letters on the beginning of a word stands for the whole.
const BEGINNING: usize = 3;
/// From how many letters on a stem stands for the forms of a word: `капитан` is no form of a `kapi` by the Uzbek `-tan`.
const STEM: usize = 5;

/// What a list is searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Searched {
    /// Folded beginnings of words: titles and duties have them all.
    pub words: Vec<String>,
    /// The ids of the occupations with a name that has all words, in any language, in order.
    pub occupations: Vec<String>,
    /// The same of skills.
    pub skills: Vec<String>,
}

impl Searched {
    fn names_nothing(&self) -> bool {
        self.occupations.is_empty() && self.skills.is_empty()
    }
}

/// What a text is searched for, in any script and form of its words. One that names nothing is tried as the keys of the
/// other alphabet.
pub(super) fn search(of_kind: &NamesOf<'_>, text: &str) -> Searched {
    let found = searched(of_kind, text);
    if !found.names_nothing() || fold(text).len() < BEGINNING {
        return found;
    }
    let retyped = other_layout(text).map(|text| searched(of_kind, &text));
    retyped.filter(|retyped| !retyped.names_nothing()).unwrap_or(found)
}

/// The indexes of the names of a kind.
pub(super) type NamesOf<'n> = dyn Fn(ConceptKind) -> Vec<&'n KindIndex> + 'n;

/// Folded beginnings of the words of a text that texts are searched for, in any form of them.
pub fn beginnings(text: &str) -> Vec<String> {
    telling(&text.to_lowercase()).iter().map(|word| beginning(word)).collect()
}

/// The words of a text in lower case that count: not those that mean nothing, unless there are no others.
fn telling(lower: &str) -> Vec<&str> {
    let (telling, others): (Vec<&str>, Vec<&str>) =
        words(lower).filter(|word| !fold(word).is_empty()).partition(|word| !is_stop_word(word));
    let mut words = if telling.is_empty() { others } else { telling };
    words.truncate(MOST_WORDS);
    words
}

fn searched(of_kind: &NamesOf<'_>, text: &str) -> Searched {
    let lower = text.to_lowercase();
    let words = telling(&lower);
    let named = |kind: ConceptKind| {
        let indexes = of_kind(kind).into_iter();
        let ids: BTreeSet<_> = indexes.flat_map(|index| with_all(index, &words)).collect();
        ids.into_iter().map(str::to_owned).collect()
    };
    Searched {
        words: words.iter().map(|word| beginning(word)).collect(),
        occupations: named(ConceptKind::Occupation),
        skills: named(ConceptKind::Skill),
    }
}

/// The ids of the concepts with a name that has all of these words.
fn with_all<'i>(index: &'i KindIndex, words: &[&str]) -> Vec<&'i str> {
    let names = words.iter().map(|word| names_with(index, word));
    let all = names.reduce(|all, some| all.intersection(&some).copied().collect());
    let concepts = all.unwrap_or_default().into_iter().map(|name| index.names.list[name].concept);
    concepts.map(|concept| index.names.ids[concept].as_str()).collect()
}

/// The names with a form of a word, or with a word that begins so.
fn names_with(index: &KindIndex, word: &str) -> BTreeSet<usize> {
    let key = fold(word);
    let begun = (key.len() >= BEGINNING).then(|| index.stems.beginning(&key));
    let forms = possible_stems(word).into_iter().filter_map(|stem| index.stems.exact(&stem));
    let stems: BTreeSet<usize> = forms.chain(begun.into_iter().flatten()).collect();
    stems.into_iter().flat_map(|stem| index.of_stem[stem].iter().copied()).collect()
}

/// What all forms of a word begin with, folded.
fn beginning(word: &str) -> String {
    let key = fold(word);
    let stems = possible_stems(word).into_iter();
    let begins = stems.filter(|stem| stem.len() >= STEM && key.starts_with(stem.as_str()));
    begins.min_by_key(String::len).unwrap_or(key)
}
