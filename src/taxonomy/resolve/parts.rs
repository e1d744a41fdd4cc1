//! Texts of several parts: words in brackets, and names side by side (`упаковщик / упаковщица`).

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    asked::Asked,
    index::KindIndex,
    matched::{Match, Matches},
    query::Query,
    score,
    tokens::Token,
};

/// Hundredths of its confidence that a match keeps if the words in brackets were left out.
const WITHOUT_BRACKETS: u32 = 95;
/// Hundredths kept by a match that every part agrees on.
const OF_ALL_PARTS: u32 = 96;
/// Hundredths kept by a match of one part: never enough to resolve, since the other part may mean something else.
const OF_ONE_PART: u32 = 80;

/// Compares what is left of a text without noise, then all of it (noise may be part of a name: `водитель категории C`),
/// then what stands outside of brackets, then its parts; the best of each concept is kept.
pub(super) fn matches(
    index: &KindIndex,
    all: &[Token],
    tokens: &[&Token],
    asked: Asked<'_>,
) -> Matches {
    let compare = |tokens: &[&Token]| score::matches(index, &Query::new(tokens, asked));
    let mut best = compare(tokens);
    if tokens.len() < all.len() {
        merge(&mut best, compare(&all.iter().collect::<Vec<_>>()), 100);
    }
    let outside: Vec<_> = tokens.iter().copied().filter(|token| !token.bracketed).collect();
    if !outside.is_empty() && outside.len() < tokens.len() {
        merge(&mut best, compare(&outside), WITHOUT_BRACKETS);
    }
    let parts: BTreeSet<_> = tokens.iter().map(|token| token.part).collect();
    if parts.len() > 1 {
        let of_part = |part: &usize| {
            tokens.iter().copied().filter(|token| token.part == *part).collect::<Vec<_>>()
        };
        merge(
            &mut best,
            side_by_side(parts.iter().map(|part| compare(&of_part(part))).collect()),
            100,
        );
    }
    best
}

/// Compares one of several parts of a text: a bare word offers its trades.
pub(super) fn matches_of(index: &KindIndex, tokens: &[&Token], asked: Asked<'_>) -> Matches {
    let bare = index.bare_words.offers(tokens, &index.context, asked);
    bare.unwrap_or_else(|| score::matches(index, &Query::new(tokens, asked)))
}

/// What the parts of a text mean together: the average where all agree, and less for what only one of them means.
fn side_by_side(parts: Vec<Matches>) -> Matches {
    let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
    let mut together = BTreeMap::<usize, Vec<Match>>::new();
    for (concept, found) in parts.into_iter().flatten() {
        together.entry(concept).or_default().push(found);
    }
    let score = |found: &[Match]| {
        let sum = found.iter().map(|found| found.score).sum::<u32>();
        let best = found.iter().map(|found| found.score).max().unwrap_or(0);
        let average = if found.len() == count as usize { sum / count } else { 0 };
        (average * OF_ALL_PARTS / 100).max(best * OF_ONE_PART / 100)
    };
    let first = |found: &[Match]| {
        found.iter().copied().max_by_key(|found| (found.score, Reverse(found.name)))
    };
    let all = together.into_iter();
    all.filter_map(|(at, found)| {
        first(&found).map(|best| (at, Match { score: score(&found), ..best }))
    })
    .collect()
}

/// Keeps the better of two matches of a concept; the new ones keep so many hundredths.
fn merge(best: &mut Matches, new: Matches, hundredths: u32) {
    for (concept, found) in new {
        let found = Match { score: found.score * hundredths / 100, ..found };
        let known = best.entry(concept).or_insert(found);
        if found.score > known.score {
            *known = found;
        }
    }
}
