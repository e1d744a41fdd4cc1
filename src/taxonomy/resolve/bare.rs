//! Words that many trades begin with, alone: they name none, and the common trades are offered first.

use std::collections::HashMap;

use super::{
    asked::Asked,
    context::Context,
    matched::{Match, Matched, Matches},
    query::tails_of_place,
    stems::possible_stems,
    tokens::Token,
};
use crate::taxonomy::{ConceptKind, names::Names};

/// `words` in any language, and the `trades` that they mean most often, the commonest first.
const TABLE: &str = include_str!("../data/bare_words.csv");

/// How sure the commonest is, and how much less each that follows.
const FIRST: u32 = 780;
const STEP: u32 = 30;

/// The bare words by each of their stems, and a name of each trade that they may mean.
#[derive(Debug, Default)]
pub(super) struct BareWords(HashMap<String, Vec<Offer>>);

/// A trade and one of its names.
#[derive(Debug, Clone, Copy)]
struct Offer {
    concept: usize,
    name: usize,
}

impl BareWords {
    /// The bare words of a kind; trades that these names do not have are left out.
    pub(super) fn of(kind: ConceptKind, names: &Names) -> Self {
        let mut words = HashMap::new();
        if kind != ConceptKind::Occupation {
            return Self(words);
        }
        let first_name = |id: &str| {
            let concept = names.ids.iter().position(|known| known == id)?;
            let name = names.list.iter().position(|name| name.concept == concept)?;
            Some(Offer { concept, name })
        };
        for line in TABLE.lines().skip(1) {
            let Some((forms, trades)) = line.split_once(',') else { continue };
            let offers: Vec<_> = trades.split(';').filter_map(first_name).collect();
            for stem in forms.split(';').flat_map(possible_stems) {
                words.insert(stem, offers.clone());
            }
        }
        Self(words)
    }

    /// The trades that a text may mean if it says nothing but a bare word and what hardly counts.
    pub(super) fn offers(
        &self,
        tokens: &[&Token],
        context: &Context,
        asked: Asked<'_>,
    ) -> Option<Matches> {
        let tails = tails_of_place(tokens);
        let tells = |token: &&&Token| {
            token.key.len() > 2 && !context.holds(&token.raw) && !tails.contains(&token.key)
        };
        let telling: Vec<_> = tokens.iter().filter(tells).collect();
        let word = match telling.as_slice() {
            [] => tokens.iter().find(|token| self.find(token).is_some())?,
            [word] => word,
            _ => return None,
        };
        let offers = self.find(word)?.iter();
        let with_scores = offers.zip((0..).map(|at| FIRST.saturating_sub(STEP * at)));
        let matched = Matched::Words;
        let found: Matches = with_scores
            .filter(|(offer, _)| asked.allows(offer.concept))
            .map(|(offer, score)| (offer.concept, Match { score, matched, name: offer.name }))
            .collect();
        (!found.is_empty()).then_some(found)
    }

    fn find(&self, token: &Token) -> Option<&Vec<Offer>> {
        possible_stems(&token.raw).iter().find_map(|stem| self.0.get(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::folding::fold, taxonomy::Taxonomy};

    #[test]
    fn bare_words_offer_known_trades_and_are_no_names() {
        let names = Names::of(Taxonomy::embedded(), ConceptKind::Occupation);
        let known: Vec<_> = names.list.iter().map(|name| fold(&name.text)).collect();
        for line in TABLE.lines().skip(1) {
            let (words, trades) = line.split_once(',').unwrap();
            for word in words.split(';') {
                assert!(!known.contains(&fold(word)), "{word}");
            }
            for trade in trades.split(';') {
                assert!(names.ids.iter().any(|id| id == trade), "{trade}");
            }
        }
    }
}
