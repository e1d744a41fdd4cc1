//! A text against the names of a kind: as a whole, as a licence or a code, part by part, as a bare word.

use super::{
    answer::{Outcome, outcome, ranked},
    index::KindIndex,
    licence,
    matched::Matches,
    noise::Attribute,
    parts,
    query::Query,
    score,
    tokens::Token,
};
use crate::{domain::values::language::Lang, taxonomy::ConceptKind};

/// What a text says: its tokens, those that name something, and what it says beside.
pub(super) struct Said<'a> {
    pub(super) all: &'a [Token],
    pub(super) core: &'a [&'a Token],
    pub(super) attributes: &'a [Attribute],
    pub(super) lang: Option<Lang>,
}

/// Compares a text that is no name, letter by letter, with the names of a kind.
pub(super) fn compare(index: &KindIndex, kind: ConceptKind, said: &Said<'_>) -> Matches {
    let Said { all, core, attributes, lang } = said;
    let by_licence = || match kind {
        ConceptKind::Skill => named(index, &licence::document(core, attributes, *lang)?),
        _ => named(index, &licence::query(core, attributes, *lang)?),
    };
    let code = attributes.iter().find(|one| one.name == "okpdtr" && core.len() == all.len());
    if let Some(found) = code.and_then(|code| score::by_code(index, &code.value)) {
        return found;
    }
    let tokens: Vec<_> = all.iter().collect();
    named(index, &Query::new(&tokens, *lang)).or_else(by_licence).unwrap_or_else(|| {
        let matches = parts::matches(index, all, core, *lang);
        let bare = || index.bare_words.offers(core, &index.context, &index.names);
        let sure = outcome(&ranked(index, matches.clone())) == Outcome::Resolved;
        if sure { matches } else { bare().unwrap_or(matches) }
    })
}

/// The concepts that have all of this as a name, if there are any.
pub(super) fn named(index: &KindIndex, query: &Query<'_>) -> Option<Matches> {
    let mut matches = Matches::new();
    score::exact(index, query, &mut matches);
    (!matches.is_empty()).then_some(matches)
}
