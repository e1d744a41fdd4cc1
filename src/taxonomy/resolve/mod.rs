//! From a text, in any script and language, to the concept that it names; or to an honest doubt.
//!
//! A wrong trade is worse than none: a text is `resolved` only if its best concept reaches [`RESOLVED`] and leads the
//! next by [`LEAD`], or if the text is a published name, letter by letter. Else it is `ambiguous`, with candidates.

mod content_words;
mod context;
mod fuzzy;
mod index;
mod licence;
mod matched;
mod noise;
mod overlap;
mod parts;
mod score;
mod script;
mod stems;
mod tokens;

use std::sync::Arc;

use self::{
    context::Context,
    index::KindIndex,
    score::{Match, Matches, Query},
    tokens::tokens,
};
use super::{ConceptKind, Mapping, Taxonomy, names::Names, words::words};
use crate::domain::{folding::fold, values::language::Lang};

pub use self::{matched::Matched, noise::Attribute, script::Script};

/// The confidence that the best concept needs.
pub const RESOLVED: u16 = 850;
/// By how much it must lead the next.
pub const LEAD: u16 = 60;
/// The confidence that a candidate needs.
pub const CANDIDATE: u16 = 400;
/// How many candidates are answered at most.
pub const MAX_HITS: usize = 10;
words! {
    /// What became of a text.
    Outcome {
        /// It names the first concept.
        Resolved = "resolved",
        /// It may name any of the concepts.
        Ambiguous = "ambiguous",
        /// It names nothing known.
        Unknown = "unknown",
    }
}

/// A concept that a text may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The id of the concept.
    pub id: String,
    /// How sure it is, 0 to 1000.
    pub confidence: u16,
    /// What the text and the name have in common.
    pub matched: Matched,
    /// The name.
    pub name: String,
    /// The language of the name.
    pub lang: Lang,
}

/// What was made of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// What became of it.
    pub outcome: Outcome,
    /// The folded text without what became attributes.
    pub normalised: String,
    /// What it says beside the name.
    pub attributes: Vec<Attribute>,
    /// Its language: as given, or by its letters, or that of the best name.
    pub language: Option<Lang>,
    /// Its script.
    pub script: Script,
    /// The concepts that it may name, the surest first; equals in the order of ids.
    pub concepts: Vec<Hit>,
    /// What each part names, if it names several concepts one after another: `каменщик, плиточник`. Else none.
    pub parts: Vec<Part>,
}

/// One of several things that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The words of the part, in lower case.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The concepts that it may name, the surest first.
    pub concepts: Vec<Hit>,
}

/// Finds the concepts that texts name. It keeps a copy of all names, and is shared between threads.
#[derive(Debug, Clone)]
pub struct Resolver {
    kinds: Vec<Arc<KindIndex>>,
    /// The names that were added since; none, or those of each kind.
    added: Vec<Arc<KindIndex>>,
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
        let (key, at) = (fold(text), kind as usize);
        let indexes = self.kinds.get(at).into_iter().chain(self.added.get(at));
        indexes.flat_map(move |index| {
            let names = index.exact.get(&key).into_iter().flatten();
            names.map(|name| index.names.ids[index.names.list[*name].concept].as_str())
        })
    }

    /// Finds the concepts of a kind that a text names; `lang` is its language, if known.
    pub fn resolve(&self, text: &str, lang: Option<Lang>, kind: ConceptKind) -> Resolution {
        let lang = lang.or_else(|| script::language_by_letters(text));
        let tokens = tokens(text);
        let (attributes, core) = noise::split(&tokens);
        let core = if core.is_empty() { tokens.iter().collect() } else { core };
        let added = self.added.get(kind as usize);
        let known = added.and_then(|index| Some((index, named(index, &Query::whole(text, lang))?)));
        let (index, matches) = known.unwrap_or_else(|| {
            let index = &self.kinds[kind as usize];
            let matches = named(index, &Query::whole(text, lang))
                .or_else(|| named(index, &licence::query(&core, &attributes, lang)?))
                .unwrap_or_else(|| parts::matches(index, &tokens, &core, lang));
            (index, matches)
        });
        let concepts = ranked(index, matches);
        let script = script::script(text);
        Resolution {
            outcome: outcome(&concepts),
            normalised: core.iter().map(|token| token.key.as_str()).collect::<Vec<_>>().join(" "),
            attributes,
            language: lang.or_else(|| concepts.first().map(|hit| script.spell(hit.lang))),
            script,
            concepts,
            parts: Vec::new(),
        }
    }
}

/// The concepts that have all of this as a name, if there are any.
fn named(index: &KindIndex, query: &Query<'_>) -> Option<Matches> {
    let mut matches = Matches::new();
    score::exact(index, query, &mut matches);
    (!matches.is_empty()).then_some(matches)
}

/// The candidates, the surest first.
fn ranked(index: &KindIndex, matches: Matches) -> Vec<Hit> {
    let hit = |(concept, found): (usize, Match)| {
        let name = &index.names.list[found.name];
        Hit {
            id: index.names.ids[concept].clone(),
            confidence: u16::try_from(found.score).unwrap_or(u16::MAX),
            matched: found.matched,
            name: name.text.clone(),
            lang: name.lang,
        }
    };
    let mut hits: Vec<_> =
        matches.into_iter().map(hit).filter(|hit| hit.confidence >= CANDIDATE).collect();
    hits.sort_by(|one, other| {
        other.confidence.cmp(&one.confidence).then_with(|| one.id.cmp(&other.id))
    });
    hits.truncate(MAX_HITS);
    hits
}

fn outcome(hits: &[Hit]) -> Outcome {
    let Some(best) = hits.first() else { return Outcome::Unknown };
    let lead = best.confidence - hits.get(1).map_or(0, |next| next.confidence);
    let exact = u32::from(best.confidence) >= score::EXACT && lead > 0;
    if exact || best.confidence >= RESOLVED && lead >= LEAD {
        Outcome::Resolved
    } else {
        Outcome::Ambiguous
    }
}

#[cfg(test)]
mod eval;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod tests;
