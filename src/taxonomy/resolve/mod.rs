//! From a text, in any script and language, to the concept that it names; or to an honest doubt.
//!
//! A wrong trade is worse than none: a text is `resolved` only if its best concept reaches [`RESOLVED`] and leads the
//! next by [`LEAD`], or if the text is a published name, letter by letter. Else it is `ambiguous`, with candidates.

mod address;
mod alike;
mod answer;
mod asked;
mod bare;
mod categories;
mod compare;
mod content_words;
mod context;
mod cosine;
mod fuse;
mod fuzzy;
mod index;
mod licence;
mod matched;
mod noise;
mod overlap;
mod parts;
mod query;
mod score;
mod script;
mod search;
mod several;
mod sounds;
pub(super) mod stems;
mod tokens;
mod weight;

use std::sync::Arc;

use self::{
    answer::{outcome, ranked},
    asked::Asked,
    compare::{Said, compare, named},
    context::Context,
    index::KindIndex,
    query::Query,
    tokens::tokens,
};
use super::{ConceptKind, Mapping, Taxonomy, names::Names};
use crate::domain::{
    folding::{fold, other_layout},
    values::language::Lang,
};

pub use self::{
    address::town_of,
    answer::{CANDIDATE, Hit, LEAD, MAX_HITS, Outcome, Part, RESOLVED, Resolution},
    matched::Matched,
    noise::Attribute,
    script::Script,
    search::{Searched, beginnings},
};

/// Below this, a text may have been typed with the keyboard set to the other alphabet.
const MISTYPED: u16 = 600;

/// What is asked of a text.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What it shall name.
    pub kind: ConceptKind,
    /// Its language, if known.
    pub lang: Option<Lang>,
    /// The scheme of which it shall name a concept: where names come from, such as `ESCO v1.2`. Any, if it is not given.
    pub scheme: Option<&'a str>,
}

/// Finds the concepts that texts name. It keeps a copy of all names, and is shared between threads.
#[derive(Debug, Clone)]
pub struct Resolver {
    kinds: Vec<Arc<KindIndex>>,
    /// The names that were added since; none, or those of each kind.
    added: Vec<Arc<KindIndex>>,
}

/// What a text says beside the name of a concept, such as the grade.
pub fn said_beside(text: &str) -> Vec<Attribute> {
    noise::split(&tokens(text)).0
}

impl Resolver {
    /// Indexes the names of a taxonomy.
    pub fn new(taxonomy: &Taxonomy) -> Self {
        let index = |kind: &ConceptKind| Arc::new(KindIndex::new(taxonomy, *kind));
        Self { kinds: ConceptKind::ALL.iter().map(index).collect(), added: Vec::new() }
    }

    /// The same with names that concepts have got since: a text that is one of them is known, and one that is only like
    /// them is not, until all names are indexed anew.
    #[must_use]
    pub fn with_added(&self, added: &[Mapping]) -> Self {
        let index = |kind: &ConceptKind| {
            let of_kind = added.iter().filter(|mapping| mapping.kind == *kind);
            Arc::new(KindIndex::of(Names::of_mappings(of_kind), Context::default()))
        };
        Self { kinds: self.kinds.clone(), added: ConceptKind::ALL.iter().map(index).collect() }
    }

    /// The ids of the concepts in use that have this text as a name, in any spelling that folds to the same.
    pub fn named(&self, text: &str, kind: ConceptKind) -> impl Iterator<Item = &str> {
        let key = fold(text);
        self.indexes(kind).flat_map(move |index| {
            let names = index.exact.get(&key).into_iter().flatten();
            names.map(|name| index.names.ids[index.names.list[*name].concept].as_str())
        })
    }

    /// What a text is searched for in lists, in any script and form of its words.
    pub fn search(&self, text: &str) -> Searched {
        search::search(&|kind| self.indexes(kind).collect(), text)
    }

    fn indexes(&self, kind: ConceptKind) -> impl Iterator<Item = &KindIndex> {
        let at = kind as usize;
        self.kinds.get(at).into_iter().chain(self.added.get(at)).map(|index| &**index)
    }

    /// Whether names of a kind come from a scheme.
    pub fn knows_scheme(&self, kind: ConceptKind, scheme: &str) -> bool {
        self.kinds[kind as usize].names.schemes.contains_key(&scheme.to_lowercase())
    }

    /// Finds the concepts of a kind that a text names; `lang` is its language, if known.
    pub fn resolve(&self, text: &str, lang: Option<Lang>, kind: ConceptKind) -> Resolution {
        self.answer(text, &Question { kind, lang, scheme: None })
    }

    /// Finds the concepts that a text names. A text that names nothing is tried as the keys of the other alphabet.
    pub fn answer(&self, text: &str, question: &Question<'_>) -> Resolution {
        let found = self.read(text, question);
        if found.concepts.first().is_some_and(|best| best.confidence >= MISTYPED) {
            return found;
        }
        let retyped = other_layout(text).map(|text| self.read(&text, question));
        retyped.filter(|retyped| retyped.outcome == Outcome::Resolved).unwrap_or(found)
    }

    fn read(&self, text: &str, question: &Question<'_>) -> Resolution {
        let kind = question.kind;
        let index = &self.kinds[kind as usize];
        let lang = question.lang.or_else(|| script::language_by_letters(text));
        let asked = Asked { lang, within: index.names.within(question.scheme) };
        let all = tokens(text);
        let tokens = if kind.is_place() { address::of_town(all) } else { all };
        let (attributes, core) = noise::split(&tokens);
        let core = if core.is_empty() { tokens.iter().collect() } else { core };
        let said = Said { all: &tokens, core: &core, attributes: &attributes, asked };
        let concepts = self.known(text, question, lang).unwrap_or_else(|| {
            named(index, &Query::whole(text, asked))
                .map_or_else(|| compare(index, kind, &said), |whole| ranked(index, &whole))
        });
        let script = script::script(text);
        let parts = match outcome(&concepts) {
            Outcome::Resolved => Vec::new(),
            _ => several::parts(index, &core, asked),
        };
        Resolution {
            outcome: outcome(&concepts),
            normalised: core.iter().map(|token| token.key.as_str()).collect::<Vec<_>>().join(" "),
            language: lang.or_else(|| sure(&concepts).map(|hit| script.spell(hit.lang))),
            attributes,
            script,
            concepts,
            parts,
        }
    }

    /// The concepts that have got this text as a name since all were indexed; such a name is of no scheme.
    fn known(&self, text: &str, question: &Question<'_>, lang: Option<Lang>) -> Option<Vec<Hit>> {
        let added = self.added.get(question.kind as usize).filter(|_| question.scheme.is_none())?;
        let asked = Asked { lang, within: None };
        Some(ranked(added, &named(added, &Query::whole(text, asked))?))
    }
}

/// The first concept, if the text is more than a little like it.
fn sure(concepts: &[Hit]) -> Option<&Hit> {
    concepts.first().filter(|hit| hit.confidence >= CANDIDATE)
}

#[cfg(test)]
mod eval;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod imported;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod search_tests;
#[cfg(test)]
mod tests;
