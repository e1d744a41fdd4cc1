//! How much of a text the words of a name cover, and how much those of all names of its concept.
//!
//! A word about the workplace or a mere "worker" hardly counts, except for the names that have it.
//!
//! An English name is at most [`NARROWED`] for a text with a word that it lacks and other names have: `butt welding
//! supervisor` is no `welding supervisor`, and `buyer in machine tools` no `buyer`. English puts what narrows a trade
//! before it or behind `in`; in the other languages such a word mostly tells where and how (with this rule for them as
//! well, recall of phrases of advertisements fell from 68 % to 49 %).

use std::collections::HashMap;

use super::{
    alike::THE_WORD,
    index::{KindIndex, LIGHT_PART},
    tokens::Token,
};
use crate::domain::values::language::Lang;

/// At most for a name of which words are bent, misspelt, missing or added.
pub(super) const WORDS: u32 = 955;
/// At least for a name that the text holds whole, and how much more it has the less else the text says.
const HELD: (u32, u32) = (450, 405);
/// Hundredths of its weight that a text must cover of a name to hold it whole.
const WHOLE: u32 = 95;

/// At most for an English name that lacks a word which others have: never enough to be sure.
const NARROWED: u32 = 840;

/// Part of the weight of the words that count which all others have at most.
const LIGHT_IN_ALL: u32 = 6;
/// A word of so few letters may be another one in each language (`it`): at most so much for a name that it is all of,
/// and too little to offer one that says more.
const SHORT: usize = 3;
const OF_SHORT: u32 = 700;
const PART_OF_SHORT: u32 = 390;

/// The words of a text so far, and what each name and concept has of them.
pub(super) struct Tally<'a> {
    index: &'a KindIndex,
    /// The weight of the words that count, and of those that hardly do.
    telling: u32,
    light: u32,
    /// The weight of the words that names have, and that are not about the workplace.
    known: u32,
    of_name: HashMap<usize, Share>,
    of_concept: HashMap<usize, Share>,
}

/// The weight of the words of a text that a name has.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    shared: u32,
    /// The weight of those that names have, and that are not about the workplace.
    known: u32,
    /// What those of them that hardly count for other names count for this one beyond that.
    more: u32,
    /// How long the longest of the words is.
    longest: usize,
}

impl Share {
    fn add(&mut self, part: u32, more: u32, letters: usize) {
        self.shared += part;
        self.more += more;
        self.longest = self.longest.max(letters);
    }
}

impl<'a> Tally<'a> {
    /// A text without words.
    pub(super) fn new(index: &'a KindIndex) -> Self {
        let (of_name, of_concept) = (HashMap::new(), HashMap::new());
        Self { index, telling: 0, light: 0, known: 0, of_name, of_concept }
    }

    fn count(&mut self, weight: u32, tells: bool) {
        *if tells { &mut self.telling } else { &mut self.light } += weight;
    }

    /// The weight of the text: however many words hardly count, they never outweigh one that does.
    fn text(&self) -> u32 {
        let most = if self.telling > 0 { self.telling / LIGHT_IN_ALL } else { self.light };
        self.telling + self.light.min(most)
    }

    /// Takes a word that these stems of names are like, each in so many thousandths.
    /// One in the tail hardly counts, unless a name has it.
    pub(super) fn add(&mut self, word: &Token, in_tail: bool, stems: &[(usize, u32)]) {
        let Some(full) = stems.iter().map(|(stem, _)| self.index.weights[*stem]).max() else {
            let strange = self.index.weight_of_strange(&word.raw);
            let light = self.index.strange_weight / LIGHT_PART;
            self.count(
                if in_tail { strange.min(light) } else { strange },
                strange > light && !in_tail,
            );
            return;
        };
        let is_common = self.index.context.is_common(&word.raw);
        let is_light = in_tail || is_common;
        let is_known = !is_common && stems.iter().all(|(_, likeness)| *likeness == THE_WORD);
        let known = if is_known { full } else { 0 };
        self.known += known;
        let light = if is_light { full / LIGHT_PART } else { full };
        self.count(light, !is_light);
        let mut best = HashMap::<usize, u32>::new();
        for (name, part) in names_with(self.index, stems) {
            let share = self.of_name.entry(name).or_default();
            share.add(part, full - light, word.key.len());
            share.known += known;
            let of_concept = best.entry(self.index.names.list[name].concept).or_default();
            *of_concept = part.max(*of_concept);
        }
        for (concept, part) in best {
            self.of_concept.entry(concept).or_default().add(part, full - light, word.key.len());
        }
    }

    /// The names that share words with the text, each with its score: twice the weight shared over the weight of both.
    ///
    /// A name that the text holds whole has more, the more of the text its concept covers with whatever name:
    /// `машинист (кочегар) котельной` says one thing thrice.
    pub(super) fn scores(&self) -> impl Iterator<Item = (usize, u32)> {
        self.of_name.iter().map(|(name, share)| {
            let is_english = self.index.names.list[*name].lang == Lang::En;
            let most = if is_english && share.known < self.known { NARROWED } else { WORDS };
            (*name, self.score(*name, *share).min(most))
        })
    }

    fn score(&self, name: usize, share: Share) -> u32 {
        let (text, whole) = (self.text() + share.more, self.index.name_weights[name]);
        let shared = share.shared.min(text).min(whole);
        let dice = 2 * WORDS * shared / (text + whole).max(1);
        let is_whole = shared * 100 >= whole * WHOLE;
        if share.longest <= SHORT {
            return dice.min(if is_whole { OF_SHORT } else { PART_OF_SHORT });
        }
        if !is_whole {
            return dice;
        }
        let concept = self.of_concept[&self.index.names.list[name].concept];
        let text = (self.text() + concept.more).max(1);
        dice.max(HELD.0 + HELD.1 * concept.shared.min(text) / text)
    }
}

/// The names with one of these stems, and the weight that is shared with the best of them.
fn names_with(index: &KindIndex, stems: &[(usize, u32)]) -> HashMap<usize, u32> {
    let mut names = HashMap::new();
    for (stem, likeness) in stems {
        let part = index.weights[*stem] * likeness / 1000;
        for name in &index.of_stem[*stem] {
            let known = names.entry(*name).or_insert(part);
            *known = part.max(*known);
        }
    }
    names
}
