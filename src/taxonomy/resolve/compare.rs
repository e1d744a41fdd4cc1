//! A text against the names of a kind: as a whole, as a licence or a code, part by part, as a bare word.

use super::{
    answer::{Hit, Outcome, outcome, ranked},
    asked::Asked,
    fuse::fused,
    index::KindIndex,
    licence,
    matched::Matches,
    noise::Attribute,
    parts,
    query::Query,
    score,
    tokens::Token,
};
use crate::taxonomy::ConceptKind;

/// What a text says: its tokens, those that name something, and what it says beside.
pub(super) struct Said<'a> {
    pub(super) all: &'a [Token],
    pub(super) core: &'a [&'a Token],
    pub(super) attributes: &'a [Attribute],
    pub(super) asked: Asked<'a>,
}

/// The concepts that a text that is no name, letter by letter, may name, the surest first.
pub(super) fn compare(index: &KindIndex, kind: ConceptKind, said: &Said<'_>) -> Vec<Hit> {
    let settled = by_code(index, said)
        .or_else(|| named(index, &Query::new(&said.all.iter().collect::<Vec<_>>(), said.asked)))
        .or_else(|| by_licence(index, kind, said));
    if let Some(matches) = settled {
        return ranked(index, &matches);
    }
    let matches = parts::matches(index, said.all, said.core, said.asked);
    let hits = ranked(index, &matches);
    if kind.is_place() || outcome(&hits) == Outcome::Resolved {
        return hits;
    }
    match index.bare_words.offers(said.core, &index.context, said.asked) {
        Some(offers) => ranked(index, &offers),
        None if hits.is_empty() => fused(index, &Query::new(said.core, said.asked), matches),
        None => hits,
    }
}

fn by_code(index: &KindIndex, said: &Said<'_>) -> Option<Matches> {
    let alone = said.core.len() == said.all.len();
    let code = said.attributes.iter().find(|one| one.name == "okpdtr" && alone)?;
    let mut found = score::by_code(index, &code.value)?;
    found.retain(|concept, _| said.asked.allows(*concept));
    (!found.is_empty()).then_some(found)
}

fn by_licence(index: &KindIndex, kind: ConceptKind, said: &Said<'_>) -> Option<Matches> {
    let Said { core, attributes, asked, .. } = said;
    match kind {
        ConceptKind::Skill => named(index, &licence::document(core, attributes, *asked)?),
        _ => named(index, &licence::query(core, attributes, *asked)?),
    }
}

/// The concepts that have all of this as a name, if there are any.
pub(super) fn named(index: &KindIndex, query: &Query<'_>) -> Option<Matches> {
    let mut matches = Matches::new();
    score::exact(index, query, &mut matches);
    (!matches.is_empty()).then_some(matches)
}
