//! What is answered about a text: how it came out, and the concepts that it may name.

use super::{
    index::KindIndex,
    matched::{Match, Matched, Matches},
    noise::Attribute,
    score::EXACT,
    script::Script,
};
use crate::{domain::values::language::Lang, taxonomy::words::words};

/// The confidence that the best concept needs.
pub const RESOLVED: u16 = 850;
/// By how much it must lead the next.
pub const LEAD: u16 = 60;
/// The confidence that a candidate needs.
pub const CANDIDATE: u16 = 400;
/// How many candidates are answered at most.
pub const MAX_HITS: usize = 100;
words! {
    /// What became of a text.
    Outcome {
        /// It names the first concept.
        Resolved = "resolved",
        /// It may name any of the concepts.
        Ambiguous = "ambiguous",
        /// It names nothing known; what it is a little like may follow.
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

/// What is answered of a concept.
pub(super) fn hit(index: &KindIndex, concept: usize, found: &Match) -> Hit {
    let name = &index.names.list[found.name];
    Hit {
        id: index.names.ids[concept].clone(),
        confidence: u16::try_from(found.score).unwrap_or(u16::MAX),
        matched: found.matched,
        name: name.text.clone(),
        lang: name.lang,
    }
}

/// The candidates, the surest first.
pub(super) fn ranked(index: &KindIndex, matches: &Matches) -> Vec<Hit> {
    let sure = matches.iter().filter(|(_, found)| found.score >= u32::from(CANDIDATE));
    let mut hits: Vec<_> = sure.map(|(concept, found)| hit(index, *concept, found)).collect();
    hits.sort_by(|one, other| {
        other.confidence.cmp(&one.confidence).then_with(|| one.id.cmp(&other.id))
    });
    hits.truncate(MAX_HITS);
    hits
}

/// What became of a text with these candidates.
pub(super) fn outcome(hits: &[Hit]) -> Outcome {
    let sure = |best: &&Hit| best.confidence >= CANDIDATE;
    let Some(best) = hits.first().filter(sure) else { return Outcome::Unknown };
    let lead = best.confidence - hits.get(1).map_or(0, |next| next.confidence);
    let exact = u32::from(best.confidence) >= EXACT && lead > 0;
    if exact || best.confidence >= RESOLVED && lead >= LEAD {
        Outcome::Resolved
    } else {
        Outcome::Ambiguous
    }
}
