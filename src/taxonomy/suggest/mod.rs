//! Names while somebody types: of all kinds, in all languages and scripts at once.
//!
//! Every word typed must begin a word of the name, the last as well as the others; from four letters up one slip is
//! forgiven. Names that begin with the text come first, then exact words before misspelt ones, labels before
//! synonyms, short names before long ones, and among equals the order of names. Only if nothing begins so, the sort of a
//! place is left out (`г. Казань`), or the text is read as the keys of the other alphabet (`rfvtyobr`).

mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use self::vocabulary::Vocabulary;
use super::{ConceptKind, Role, Taxonomy, names::Names};
use crate::domain::{
    folding::{fold, other_layout},
    values::language::Lang,
};

/// A concept that a text typed may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The kind of the concept.
    pub kind: ConceptKind,
    /// Its id.
    pub id: String,
    /// The name that the text begins.
    pub name: String,
    /// The language of the name.
    pub lang: Lang,
    /// Whether it is the label or a synonym.
    pub role: Role,
}

/// What addresses write before the name of a town, folded.
const SORTS: [&str; 8] = ["g", "gor", "gorod", "shahar", "sh", "pgt", "pos", "poselok"];

/// A name ready to be suggested.
#[derive(Debug)]
struct Entry {
    suggestion: Suggestion,
    key: String,
    /// The number of the concept, counted over all kinds.
    concept: usize,
}

/// Finds names by their beginnings. It keeps a copy of all names, and is shared between threads.
#[derive(Debug)]
pub struct Suggester {
    entries: Vec<Entry>,
    vocabulary: Vocabulary,
    /// How many concepts there are.
    concepts: usize,
    /// The concepts with a name of each scheme, by its name in lower case.
    schemes: BTreeMap<String, BTreeSet<usize>>,
}

/// What to suggest; anything, by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct Only<'a> {
    /// Concepts of this kind.
    pub kind: Option<ConceptKind>,
    /// Concepts with a name of this scheme: where names come from, such as `ESCO v1.2`.
    pub scheme: Option<&'a str>,
}

/// How well a name fits what was typed, by the first field that differs; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    more_than_typed: bool,
    slipped: bool,
    begins_otherwise: bool,
    role: Role,
    length: usize,
    entry: usize,
}

impl Suggester {
    /// Indexes the names of a taxonomy.
    pub fn new(taxonomy: &Taxonomy) -> Self {
        let mut entries = Vec::new();
        let mut schemes = BTreeMap::<String, BTreeSet<usize>>::new();
        let mut concepts = 0;
        for kind in ConceptKind::ALL {
            let names = Names::of(taxonomy, *kind);
            entries.extend(names.list.into_iter().map(|name| Entry {
                key: fold(&name.text),
                concept: concepts + name.concept,
                suggestion: Suggestion {
                    kind: *kind,
                    id: names.ids[name.concept].clone(),
                    name: name.text,
                    lang: name.lang,
                    role: name.role,
                },
            }));
            for (scheme, of_kind) in names.schemes {
                let numbers = of_kind.into_iter().map(|concept| concepts + concept);
                schemes.entry(scheme).or_default().extend(numbers);
            }
            concepts += names.ids.len();
        }
        let vocabulary = Vocabulary::new(entries.iter().map(|entry| entry.key.as_str()));
        Self { entries, vocabulary, concepts, schemes }
    }

    /// Whether names come from a scheme.
    pub fn knows_scheme(&self, scheme: &str) -> bool {
        self.schemes.contains_key(&scheme.to_lowercase())
    }

    /// The best names for a text typed, at most one a concept; only of one kind, if it is given.
    pub fn suggest(&self, text: &str, kind: Option<ConceptKind>, limit: usize) -> Vec<&Suggestion> {
        self.suggest_only(text, Only { kind, scheme: None }, limit)
    }

    /// The best names for a text typed, at most one a concept.
    pub fn suggest_only(&self, text: &str, only: Only<'_>, limit: usize) -> Vec<&Suggestion> {
        let found = self.begun(&fold(text), only, limit);
        if !found.is_empty() || text.is_empty() {
            return found;
        }
        let town = without_sort(&fold(text)).map(|town| self.begun(&town, only, limit));
        let retyped = || other_layout(text).map(|text| self.begun(&fold(&text), only, limit));
        town.filter(|found| !found.is_empty()).or_else(retyped).unwrap_or_default()
    }

    fn begun(&self, key: &str, only: Only<'_>, limit: usize) -> Vec<&Suggestion> {
        let within = only.scheme.map(|scheme| self.schemes.get(&scheme.to_lowercase()));
        let fits = |entry: &Entry| {
            only.kind.is_none_or(|kind| kind == entry.suggestion.kind)
                && within.is_none_or(|of| of.is_some_and(|of| of.contains(&entry.concept)))
        };
        let found = self.vocabulary.find(key);
        let mut best: Vec<Option<Rank>> = vec![None; self.concepts];
        for (at, slipped) in found {
            let entry = &self.entries[at];
            if !fits(entry) {
                continue;
            }
            let rank = Rank::of(entry, at, key, slipped);
            let known = &mut best[entry.concept];
            *known = Some(known.map_or(rank, |known| known.min(rank)));
        }
        let mut ranks: Vec<_> = best.into_iter().flatten().collect();
        if ranks.len() > limit && limit > 0 {
            ranks.select_nth_unstable(limit - 1);
        }
        ranks.truncate(limit);
        ranks.sort_unstable();
        ranks.into_iter().map(|rank| &self.entries[rank.entry].suggestion).collect()
    }
}

/// A folded text without the sort of place before it: `г. Казань`.
fn without_sort(key: &str) -> Option<String> {
    let (sort, town) = key.split_once(' ')?;
    SORTS.contains(&sort).then(|| town.to_owned())
}

impl Rank {
    fn of(entry: &Entry, at: usize, key: &str, slipped: bool) -> Self {
        Self {
            more_than_typed: entry.key != key,
            slipped,
            begins_otherwise: !entry.key.starts_with(key),
            role: entry.suggestion.role,
            length: entry.key.len(),
            entry: at,
        }
    }
}

#[cfg(test)]
mod tests;
