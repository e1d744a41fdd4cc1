//! The names of one kind, ready to be compared with texts: whole, without spaces, and word by word.

use std::collections::{BTreeSet, HashMap};

use super::{
    bare::BareWords,
    content_words::meaningful,
    context::{Context, Rank},
    cosine::Cosine,
    fuzzy::{FuzzyIndex, Trigram, trigrams},
    sounds::sound,
    stems::stem,
    tokens::tokens,
    weight::weight,
};
use crate::{
    domain::{folding::fold, values::language::Lang},
    taxonomy::{ConceptKind, Taxonomy, names::Names},
};

/// How many concepts have a word that alone names none of them for sure.
const BARE_FROM: usize = 20;

/// Part of its weight that a word keeps if it hardly counts.
pub(super) const LIGHT_PART: u32 = 8;

/// The names of one kind.
#[derive(Debug, Default)]
pub(super) struct KindIndex {
    pub(super) names: Names,
    /// Folded names.
    pub(super) exact: HashMap<String, Vec<usize>>,
    /// Folded names without spaces, and which names they are.
    pub(super) compact: FuzzyIndex,
    pub(super) of_compact: Vec<Vec<usize>>,
    /// Stems of words, and which names have them.
    pub(super) stems: FuzzyIndex,
    pub(super) of_stem: Vec<Vec<usize>>,
    /// How much a stem tells: the fewer concepts have it, the more.
    pub(super) weights: Vec<u32>,
    /// The weights of all stems of a name, together.
    pub(super) name_weights: Vec<u32>,
    /// The words and the groups of three letters of names.
    pub(super) words: Cosine<String>,
    pub(super) letters: Cosine<Trigram>,
    /// Stems by how they sound.
    pub(super) by_sound: HashMap<String, Vec<usize>>,
    /// The rank that each name is about.
    pub(super) ranks: Vec<Rank>,
    /// Whether a name is a word alone that very many other names have too.
    pub(super) bare: Vec<bool>,
    /// The names of the concepts with a code of the classifier of workers' trades.
    pub(super) codes: HashMap<String, Vec<usize>>,
    /// The words that many trades begin with.
    pub(super) bare_words: BareWords,
    /// The weight of a word that no name has.
    pub(super) strange_weight: u32,
    /// The words that hardly count.
    pub(super) context: Context,
}

impl KindIndex {
    /// Indexes the names of a kind.
    pub(super) fn new(taxonomy: &Taxonomy, kind: ConceptKind) -> Self {
        let names = Names::of(taxonomy, kind);
        let bare_words = BareWords::of(kind, &names);
        let mut index = Self { bare_words, ..Self::of(names, Context::of(taxonomy, kind)) };
        if kind != ConceptKind::Occupation {
            index.bare.fill(false);
        }
        if kind == ConceptKind::Occupation {
            index.codes = codes(taxonomy, &index.names);
        }
        index
    }

    /// Indexes these names.
    pub(super) fn of(names: Names, context: Context) -> Self {
        let mut index = Self::default();
        let mut concepts_of_stem = Vec::<BTreeSet<usize>>::new();
        let mut stems_of_name = Vec::new();
        for (at, name) in names.list.iter().enumerate() {
            index.add_whole(&name.text, at);
            let stems = index.add_words(&name.text, name.lang, at);
            concepts_of_stem.resize_with(index.stems.len(), BTreeSet::new);
            for stem in &stems {
                concepts_of_stem[*stem].insert(name.concept);
            }
            stems_of_name.push(stems);
        }
        let keys: Vec<_> = names.list.iter().map(|name| fold(&name.text)).collect();
        index.words = Cosine::new(keys.iter().map(|key| words(key)));
        index.letters = Cosine::new(keys.iter().map(|key| trigrams(key).collect()));
        index.context = context;
        index.weigh(&concepts_of_stem, &stems_of_name, names.ids.len());
        let is_bare = |stems: &BTreeSet<usize>| {
            stems.len() == 1 && stems.iter().all(|stem| concepts_of_stem[*stem].len() >= BARE_FROM)
        };
        index.bare = stems_of_name.iter().map(is_bare).collect();
        index.ranks = names.list.iter().map(|name| Rank::of(&name.text)).collect();
        for stem in 0..index.stems.len() {
            let sound = sound(index.stems.term(stem));
            index.by_sound.entry(sound).or_default().push(stem);
        }
        index.names = names;
        index
    }

    fn weigh(
        &mut self,
        concepts_of_stem: &[BTreeSet<usize>],
        stems_of_name: &[BTreeSet<usize>],
        total: usize,
    ) {
        let weigh = |(stem, concepts): (usize, &BTreeSet<usize>)| {
            let full = weight(total, concepts.len() * 2);
            if self.context.is_light(self.stems.term(stem)) { full / LIGHT_PART } else { full }
        };
        self.weights = concepts_of_stem.iter().enumerate().map(weigh).collect();
        self.strange_weight = weight(total, 1);
        let sum = |stems: &BTreeSet<usize>| stems.iter().map(|stem| self.weights[*stem]).sum();
        self.name_weights = stems_of_name.iter().map(sum).collect();
    }

    /// The weight of a word that no name has: little for numbers, single letters, and what the context holds.
    pub(super) fn weight_of_strange(&self, word: &str) -> u32 {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || self.context.holds(word) {
            self.strange_weight / LIGHT_PART
        } else {
            self.strange_weight
        }
    }

    fn add_whole(&mut self, text: &str, at: usize) {
        let key = fold(text);
        let cut = tokens(text).into_iter().map(|token| token.key).collect::<Vec<_>>().join(" ");
        if cut != key {
            self.exact.entry(cut).or_default().push(at);
        }
        let number = self.compact.add(&compact(&key));
        self.exact.entry(key).or_default().push(at);
        self.of_compact.resize_with(self.compact.len(), Vec::new);
        self.of_compact[number].push(at);
    }

    fn add_words(&mut self, text: &str, lang: Lang, at: usize) -> BTreeSet<usize> {
        let words = meaningful(text);
        let stems: BTreeSet<_> =
            words.iter().map(|word| self.stems.add(&stem(word, lang))).collect();
        self.of_stem.resize_with(self.stems.len(), Vec::new);
        for stem in &stems {
            self.of_stem[*stem].push(at);
        }
        stems
    }
}

/// A name of each trade by its code.
fn codes(taxonomy: &Taxonomy, names: &Names) -> HashMap<String, Vec<usize>> {
    let mut codes = HashMap::<String, Vec<usize>>::new();
    for trade in taxonomy.trades() {
        let concept = names.ids.iter().position(|id| id == trade.id.as_str());
        let name = names.list.iter().position(|name| Some(name.concept) == concept);
        if let (Some(code), Some(name)) = (&trade.okpdtr, name) {
            codes.entry(code.clone()).or_default().push(name);
        }
    }
    codes
}

/// The words of a folded text.
pub(super) fn words(key: &str) -> Vec<String> {
    key.split(' ').map(str::to_owned).collect()
}

/// A folded text without its spaces.
pub(super) fn compact(key: &str) -> String {
    key.replace(' ', "")
}
