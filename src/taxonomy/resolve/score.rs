//! How near a text comes to each name, 0 to 1000.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

use super::{
    content_words::is_stop_word,
    context::names_helper,
    index::{KindIndex, compact},
    matched::Matched,
    overlap::{Tally, WORDS},
    script::{Script, script},
    stems::{possible_stems, respellings},
    tokens::Token,
};
use crate::{
    domain::{folding::fold, values::language::Lang},
    taxonomy::{Role, names::Name},
};

/// The name itself.
const LABEL: u32 = 1000;
/// A synonym.
const SYNONYM: u32 = 990;
/// What a name in another language than the text's loses.
const OTHER_LANGUAGE: u32 = 20;
/// Least for which a text is a name, letter by letter.
pub(super) const EXACT: u32 = SYNONYM - OTHER_LANGUAGE;
/// The name with its words written together or apart.
const RESPACED: u32 = 965;
/// At most if only one of text and name is about a helper (`помощник повара`).
const OF_ANOTHER_RANK: u32 = 800;
/// What a synonym that is not the text, letter by letter, has less than a label.
const LIKE_SYNONYM: u32 = 5;
/// How alike a word is to one that is spelt so in chats or in a neighbouring language.
const RESPELLED: u32 = 970;
/// How alike a shortened word is to one that begins so.
const SHORTENED: u32 = 800;

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) score: u32,
    pub(super) matched: Matched,
    pub(super) name: usize,
}

/// A text to compare with names.
pub(super) struct Query<'a> {
    /// In lower case.
    pub(super) text: String,
    /// Folded.
    pub(super) key: String,
    /// The words that mean something.
    words: Vec<&'a Token>,
    pub(super) lang: Option<Lang>,
    script: Script,
    /// Whether it is about a helper.
    helps: bool,
}

impl<'a> Query<'a> {
    /// Asks for these tokens.
    pub(super) fn new(tokens: &[&'a Token], lang: Option<Lang>) -> Self {
        let joined = |part: fn(&Token) -> &str| {
            tokens.iter().map(|token| part(token)).collect::<Vec<_>>().join(" ")
        };
        let text = joined(|token| &token.raw);
        let meaningful: Vec<_> =
            tokens.iter().copied().filter(|token| !is_stop_word(&token.raw)).collect();
        let mut words = if meaningful.is_empty() { tokens.to_vec() } else { meaningful };
        let mut seen = BTreeSet::new();
        words.retain(|token| seen.insert(token.key.as_str()));
        let (key, script, helps) = (joined(|token| &token.key), script(&text), names_helper(&text));
        Self { text, key, words, lang, script, helps }
    }

    /// Asks for a whole text, noise and all.
    pub(super) fn whole(text: &str, lang: Option<Lang>) -> Self {
        Self {
            text: text.to_lowercase(),
            key: fold(text),
            words: Vec::new(),
            lang,
            script: script(text),
            helps: names_helper(text),
        }
    }

    /// How near the letters of a name are to those of the text, among names of one score.
    fn affinity(&self, name: &Name) -> u8 {
        let of_script = match name.lang {
            Lang::UzLatn | Lang::En => Script::Latin,
            Lang::Ru | Lang::UzCyrl | Lang::Tt => Script::Cyrillic,
        };
        u8::from(of_script == self.script) + u8::from(name.text.to_lowercase() == self.text)
    }
}

/// The best match of each concept.
pub(super) type Matches = HashMap<usize, Match>;

/// Compares a text with all names.
pub(super) fn matches(index: &KindIndex, query: &Query<'_>) -> Matches {
    let mut best = Matches::new();
    exact(index, query, &mut best);
    if best.is_empty() {
        near(index, query, &mut best);
        by_words(index, query, &mut best);
    }
    best
}

/// The names that the text is, letter by letter.
pub(super) fn exact(index: &KindIndex, query: &Query<'_>, best: &mut Matches) {
    for name in index.exact.get(&query.key).into_iter().flatten() {
        let (score, matched) = match index.names.list[*name].role {
            Role::Label => (LABEL, Matched::Label),
            Role::Synonym => (SYNONYM, Matched::Synonym),
        };
        keep(index, query, best, Match { score, matched, name: *name });
    }
}

/// Keeps the better match of a concept; a name in another language than the text's is a little worse.
fn keep(index: &KindIndex, query: &Query<'_>, best: &mut Matches, found: Match) {
    let name = &index.names.list[found.name];
    let other = query.lang.is_some_and(|lang| !same_language(lang, name.lang));
    let like_synonym = name.role == Role::Synonym && found.score < EXACT;
    let less = if other { OTHER_LANGUAGE } else { 0 } + if like_synonym { LIKE_SYNONYM } else { 0 };
    let most = if index.helps[found.name] == query.helps { LABEL } else { OF_ANOTHER_RANK };
    let found = Match { score: found.score.saturating_sub(less).min(most), ..found };
    let known = best.entry(name.concept).or_insert(found);
    let rank = |found: &Match| (query.affinity(&index.names.list[found.name]), Reverse(found.name));
    if found.score > known.score || found.score == known.score && rank(&found) > rank(known) {
        *known = found;
    }
}

fn same_language(one: Lang, other: Lang) -> bool {
    let uzbek = |lang| matches!(lang, Lang::UzLatn | Lang::UzCyrl);
    one == other || uzbek(one) && uzbek(other)
}

/// The names that the text is but for spaces and a few slips; these must fit into its longest strange word.
fn near(index: &KindIndex, query: &Query<'_>, best: &mut Matches) {
    let key = compact(&query.key);
    for (number, slips) in index.compact.near(&key, slips_allowed(strange_letters(index, query))) {
        let likeness = likeness(slips, index.compact.term(number).len().min(key.len()));
        for name in &index.of_compact[number] {
            let score = RESPACED * likeness / 1000;
            keep(index, query, best, Match { score, matched: Matched::Spelling, name: *name });
        }
    }
}

/// How many letters the longest word has that no name has: if names have all of them, a slip away is another name.
fn strange_letters(index: &KindIndex, query: &Query<'_>) -> usize {
    let strange = query.words.iter().filter(|word| exact_stems(index, &word.raw).is_empty());
    strange.map(|word| word.key.len()).max().unwrap_or(0)
}

/// How many slips a text of so many letters may have.
fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        8..=15 => 2,
        _ => 3,
    }
}

/// How alike two texts are of which the shorter has so many letters, 0 to 1000.
fn likeness(slips: usize, letters: usize) -> u32 {
    match (slips, letters) {
        (0, _) => 1000,
        (1, 10..) => 960,
        (1, 7..) | (2, 14..) => 930,
        (1, 6) | (3, 18..) => 900,
        (2, 10..) => 890,
        (1, _) | (2, 8..) => 820,
        _ => 750,
    }
}

/// The names that share words with the text, by the weight of those shared.
fn by_words(index: &KindIndex, query: &Query<'_>, best: &mut Matches) {
    let mut tally = Tally::new(index);
    let mut words = query.words.as_slice();
    while let [word, rest @ ..] = words {
        let compound = rest.first().and_then(|next| compound(index, word, next));
        words = if compound.is_some() { &rest[1..] } else { rest };
        tally.add(&word.raw, &compound.unwrap_or_else(|| stems_like(index, word)));
    }
    for (name, score) in tally.scores() {
        let matched = if score >= WORDS * 98 / 100 { Matched::Spelling } else { Matched::Words };
        keep(index, query, best, Match { score, matched, name });
    }
}

/// The stems of two words that names write as one (`авто слесарь`).
fn compound(index: &KindIndex, first: &Token, second: &Token) -> Option<Vec<(usize, u32)>> {
    let stems = exact_stems(index, &format!("{}{}", first.raw, second.raw));
    (!stems.is_empty()).then_some(stems)
}

/// The stems of names that a word is a form of.
fn exact_stems(index: &KindIndex, word: &str) -> Vec<(usize, u32)> {
    possible_stems(word)
        .iter()
        .filter_map(|stem| index.stems.exact(stem))
        .map(|stem| (stem, 1000))
        .collect()
}

/// The stems that a word may be a form of, or misspells, with how alike they are.
fn stems_like(index: &KindIndex, word: &Token) -> Vec<(usize, u32)> {
    let exact = exact_stems(index, &word.raw);
    if !exact.is_empty() {
        return exact;
    }
    let respelled: Vec<_> = respellings(&word.raw)
        .iter()
        .flat_map(|word| exact_stems(index, word))
        .map(|(stem, _)| (stem, RESPELLED))
        .collect();
    if !respelled.is_empty() {
        return respelled;
    }
    if word.stopped && word.key.len() >= 2 {
        return index.stems.beginning(&word.key).map(|stem| (stem, SHORTENED)).collect();
    }
    let near = |stem: &String| {
        let letters = stem.len();
        let found = index.stems.near(stem, slips_allowed(letters)).into_iter();
        found.map(move |(stem, slips)| (stem, likeness(slips, letters)))
    };
    possible_stems(&word.raw).iter().flat_map(near).collect()
}
