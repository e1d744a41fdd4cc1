//! How near a text comes to each name, 0 to 1000.

use std::cmp::Reverse;

use super::{
    alike::{compound, likeness, slips_allowed, stems_like, strange_letters},
    index::{KindIndex, compact},
    matched::{Match, Matched, Matches},
    overlap::{Tally, WORDS},
    query::Query,
    sounds::sounds_like,
};
use crate::{domain::values::language::Lang, taxonomy::Role};

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
/// At most if a slip may have made another word.
const DOUBTFUL: u32 = 780;

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
            Role::Synonym if index.bare[*name] => (DOUBTFUL, Matched::Synonym),
            Role::Synonym => (SYNONYM, Matched::Synonym),
        };
        keep(index, query, best, Match { score, matched, name: *name });
    }
}

/// The trades with a code of the classifier.
pub(super) fn by_code(index: &KindIndex, code: &str) -> Option<Matches> {
    let found = index.codes.get(code)?.iter().map(|name| {
        let matched = Match { score: SYNONYM, matched: Matched::Synonym, name: *name };
        (index.names.list[*name].concept, matched)
    });
    Some(found.collect())
}

/// Keeps the better match of a concept; a name in another language than the text's is a little worse.
fn keep(index: &KindIndex, query: &Query<'_>, best: &mut Matches, found: Match) {
    let name = &index.names.list[found.name];
    if !query.asked.allows(name.concept) {
        return;
    }
    let other = query.asked.lang.is_some_and(|lang| !same_language(lang, name.lang));
    let like_synonym = name.role == Role::Synonym && found.score < EXACT;
    let less = if other { OTHER_LANGUAGE } else { 0 } + if like_synonym { LIKE_SYNONYM } else { 0 };
    let most = if index.ranks[found.name] == query.rank { LABEL } else { OF_ANOTHER_RANK };
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
        let term = index.compact.term(number);
        let likeness = likeness(slips, term.len().min(key.len()));
        let sure = index.context.places || sounds_like(&key, term);
        let most = if sure { LABEL } else { DOUBTFUL };
        for name in &index.of_compact[number] {
            let score = (RESPACED * likeness / 1000).min(most);
            keep(index, query, best, Match { score, matched: Matched::Spelling, name: *name });
        }
    }
}

/// The names that share words with the text, by the weight of those shared.
fn by_words(index: &KindIndex, query: &Query<'_>, best: &mut Matches) {
    let mut tally = Tally::new(index);
    let mut words = query.words.as_slice();
    while let [word, rest @ ..] = words {
        let compound = rest.first().and_then(|next| compound(index, word, next));
        words = if compound.is_some() { &rest[1..] } else { rest };
        let stems = compound.unwrap_or_else(|| stems_like(index, word));
        tally.add(word, query.is_aside(word, index.context.skills), &stems);
    }
    for (name, score) in tally.scores() {
        let matched = if score >= WORDS * 98 / 100 { Matched::Spelling } else { Matched::Words };
        keep(index, query, best, Match { score, matched, name });
    }
}
