//! Texts that name several concepts one after another: `каменщик, плиточник`, `повар и официант`, `плотник-кровельщик`.

use std::collections::BTreeSet;

use super::{
    answer::{Outcome, Part, outcome, ranked},
    asked::Asked,
    index::KindIndex,
    parts::matches_of,
    tokens::Token,
};

/// "And" and "or" between names, folded.
const JOINTS: [&str; 10] = ["i", "ili", "va", "eki", "yaki", "hamda", "ham", "da", "and", "or"];

/// What each part of a text names. Between commas one that is sure is enough; `и` and hyphens also stand within one
/// name, so that all must name trades, one of them surely, and differ.
pub(super) fn parts(index: &KindIndex, core: &[&Token], asked: Asked<'_>) -> Vec<Part> {
    let read = |pieces: &[Vec<&Token>]| -> Vec<Part> {
        let pieces = pieces.iter().filter(|piece| !piece.is_empty());
        pieces.map(|piece| part(index, piece, asked)).collect()
    };
    let names = |piece: &Vec<&Token>| piece.is_empty() || is_trade(index, piece, asked);
    let by_commas = split(core, |one, next| one.part != next.part);
    let has_commas = by_commas.len() > 1;
    let by_joints = by_commas.iter().flat_map(|piece| joints(piece)).collect::<Vec<_>>();
    let by_hyphens = split(core, |one, next| one.part != next.part || next.joined);
    for pieces in [by_joints, by_hyphens] {
        let found = read(&pieces);
        let are_sure = sure(&found) == found.len();
        let are_names = || sure(&found) > 0 && pieces.iter().all(names);
        if found.len() > 1 && distinct(&found) > 1 && (are_sure || are_names()) {
            return found;
        }
    }
    let found = if has_commas { read(&by_commas) } else { Vec::new() };
    if sure(&found) > 0 { found } else { Vec::new() }
}

fn part(index: &KindIndex, tokens: &[&Token], asked: Asked<'_>) -> Part {
    let concepts = ranked(index, &matches_of(index, tokens, asked));
    let text = tokens.iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" ");
    Part { text, outcome: outcome(&concepts), concepts }
}

/// Whether a part names a trade surely, or any of those that begin with its word: the `монтажник` of
/// `сварщик-монтажник`, but not the `мастер` of `мастер-плиточник`, which goes with any.
fn is_trade(index: &KindIndex, tokens: &[&Token], asked: Asked<'_>) -> bool {
    let is_general = |token: &&Token| index.context.holds(&token.raw);
    part(index, tokens, asked).outcome == Outcome::Resolved
        || !tokens.iter().any(is_general)
            && index.bare_words.offers(tokens, &index.context, asked).is_some()
}

/// How many parts are sure.
fn sure(parts: &[Part]) -> usize {
    parts.iter().filter(|part| part.outcome == Outcome::Resolved).count()
}

/// How many concepts the parts name.
fn distinct(parts: &[Part]) -> usize {
    parts
        .iter()
        .filter_map(|part| part.concepts.first())
        .map(|hit| &hit.id)
        .collect::<BTreeSet<_>>()
        .len()
}

/// Cuts tokens where two of them belong to different parts.
fn split<'a>(tokens: &[&'a Token], cut: impl Fn(&Token, &Token) -> bool) -> Vec<Vec<&'a Token>> {
    tokens.chunk_by(|one, next| !cut(one, next)).map(<[&Token]>::to_vec).collect()
}

/// Cuts tokens at "and" and "or".
fn joints<'a>(tokens: &[&'a Token]) -> Vec<Vec<&'a Token>> {
    let is_joint = |token: &&Token| JOINTS.contains(&token.key.as_str());
    tokens.split(is_joint).map(<[&Token]>::to_vec).collect()
}
