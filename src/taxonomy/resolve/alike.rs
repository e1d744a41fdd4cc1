//! How alike two words are: forms of one, other spellings, slips.

use super::{
    index::KindIndex,
    query::Query,
    sounds::{sound, sounds_like},
    stems::{possible_stems, respellings},
    tokens::Token,
};

/// How alike a word is to its own forms.
pub(super) const THE_WORD: u32 = 1000;
/// How alike a word is to one that is spelt so in chats or in a neighbouring language.
const RESPELLED: u32 = 970;
/// How alike a word is to one that sounds the same, and at most to one that does not.
const SOUNDS: u32 = 900;
const ANOTHER_WORD: u32 = 700;
/// How many letters a word has at least to be known by its sound.
const SOUND_FROM: usize = 6;
/// How alike a shortened word is to one that begins so.
const SHORTENED: u32 = 800;

/// How many letters the longest word has that no name has: if names have all of them, a slip away is another name.
pub(super) fn strange_letters(index: &KindIndex, query: &Query<'_>) -> usize {
    let strange = query.words.iter().filter(|word| exact_stems(index, &word.raw).is_empty());
    strange.map(|word| word.key.len()).max().unwrap_or(0)
}

/// How many slips a text of so many letters may have.
pub(super) fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        8..=15 => 2,
        _ => 3,
    }
}

/// How alike two texts are of which the shorter has so many letters, 0 to 1000.
pub(super) fn likeness(slips: usize, letters: usize) -> u32 {
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

/// The stems of two words that names write as one (`авто слесарь`).
pub(super) fn compound(
    index: &KindIndex,
    first: &Token,
    second: &Token,
) -> Option<Vec<(usize, u32)>> {
    let stems = exact_stems(index, &format!("{}{}", first.raw, second.raw));
    (!stems.is_empty()).then_some(stems)
}

/// The stems of names that a word is a form of.
fn exact_stems(index: &KindIndex, word: &str) -> Vec<(usize, u32)> {
    possible_stems(word)
        .iter()
        .filter_map(|stem| index.stems.exact(stem))
        .map(|stem| (stem, THE_WORD))
        .collect()
}

/// The stems that a word may be a form of, or misspells, with how alike they are.
pub(super) fn stems_like(index: &KindIndex, word: &Token) -> Vec<(usize, u32)> {
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
        let like = |(found, slips)| {
            let sure = index.context.places || sounds_like(stem, index.stems.term(found));
            (found, if sure { likeness(slips, letters) } else { ANOTHER_WORD })
        };
        found.map(like).collect::<Vec<_>>()
    };
    let heard = |stem: &String| {
        let known = index.by_sound.get(&sound(stem)).filter(|_| stem.len() >= SOUND_FROM);
        known.into_iter().flatten().map(|stem| (*stem, SOUNDS)).collect::<Vec<_>>()
    };
    let stems = possible_stems(&word.raw);
    stems.iter().flat_map(near).chain(stems.iter().flat_map(heard)).collect()
}
