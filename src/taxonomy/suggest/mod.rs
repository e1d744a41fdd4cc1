//! Names while somebody types: of all kinds, in all languages and scripts at once.
//!
//! Every word typed must begin a word of the name, the last as well as the others; from four letters up one slip is
//! forgiven. Names that begin with the text come first, then exact words before misspelt ones, labels before
//! synonyms, short names before long ones, and among equals the order of names. Only if nothing begins so, the sort of a
//! place is left out (`г. Казань`), or the text is read as the keys of the other alphabet (`rfvtyobr`).

mod vocabulary;

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
            concepts += names.ids.len();
        }
        let vocabulary = Vocabulary::new(entries.iter().map(|entry| entry.key.as_str()));
        Self { entries, vocabulary, concepts }
    }

    /// The best names for a text typed, at most one a concept; only of one kind, if it is given.
    pub fn suggest(&self, text: &str, kind: Option<ConceptKind>, limit: usize) -> Vec<&Suggestion> {
        let found = self.begun(&fold(text), kind, limit);
        if !found.is_empty() || text.is_empty() {
            return found;
        }
        let town = without_sort(&fold(text)).map(|town| self.begun(&town, kind, limit));
        let retyped = || other_layout(text).map(|text| self.begun(&fold(&text), kind, limit));
        town.filter(|found| !found.is_empty()).or_else(retyped).unwrap_or_default()
    }

    fn begun(&self, key: &str, kind: Option<ConceptKind>, limit: usize) -> Vec<&Suggestion> {
        let found = self.vocabulary.find(key);
        let mut best: Vec<Option<Rank>> = vec![None; self.concepts];
        for (at, slipped) in found {
            let entry = &self.entries[at];
            if kind.is_some_and(|kind| kind != entry.suggestion.kind) {
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
