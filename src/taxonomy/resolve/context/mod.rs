//! Words about where, when or on which terms the work is rather than what it is: they hardly count, except for the names
//! that have them.

mod rank;
mod words;

use std::collections::BTreeSet;

pub(super) use self::rank::Rank;
use self::words::{SORTS_OF_PLACES, TERMS, WORKERS, WORKPLACES, begins};
use super::{
    content_words::meaningful,
    stems::{possible_stems, stem},
};
use crate::taxonomy::{
    ConceptKind, Taxonomy,
    names::{Name, Names},
};

/// Which words hardly count in a text of one kind.
#[derive(Debug, Default)]
pub(super) struct Context {
    towns: BTreeSet<String>,
    /// Whether places are named.
    pub(super) places: bool,
    /// Whether skills are named.
    pub(super) skills: bool,
}

impl Context {
    /// The words that hardly count in texts that name a kind.
    pub(super) fn of(taxonomy: &Taxonomy, kind: ConceptKind) -> Self {
        match kind {
            ConceptKind::Occupation | ConceptKind::Skill => {
                let skills = kind == ConceptKind::Skill;
                Self { towns: towns(taxonomy), places: false, skills }
            }
            ConceptKind::Region | ConceptKind::District | ConceptKind::Municipality => {
                Self { places: true, ..Self::default() }
            }
        }
    }

    /// Whether a word hardly counts unless a name has it.
    pub(super) fn holds(&self, word: &str) -> bool {
        let light = |stem: &String| {
            self.is_light(stem) || self.towns.contains(stem) || !self.places && is_general(stem)
        };
        possible_stems(word).iter().any(light)
    }

    /// Whether a word that some names have hardly counts for the others. The sort of a place tells places apart.
    pub(super) fn is_common(&self, word: &str) -> bool {
        !self.places && self.holds(word)
    }

    /// Whether a stem hardly counts even if a name has it: the sort of a place.
    pub(super) fn is_light(&self, stem: &str) -> bool {
        self.places && SORTS_OF_PLACES.iter().any(|sort| begins(stem, sort))
    }
}

/// Whether a stem goes with any trade.
fn is_general(stem: &str) -> bool {
    WORKPLACES.iter().any(|beginning| stem.starts_with(beginning))
        || WORKERS.iter().chain(TERMS).any(|beginning| begins(stem, beginning))
}

/// The words of all towns and regions.
fn towns(taxonomy: &Taxonomy) -> BTreeSet<String> {
    let (regions, municipalities) =
        (Names::of(taxonomy, ConceptKind::Region), Names::of(taxonomy, ConceptKind::Municipality));
    let names = regions.list.iter().chain(&municipalities.list);
    let stems = |name: &Name| {
        meaningful(&name.text).into_iter().map(|word| stem(&word, name.lang)).collect::<Vec<_>>()
    };
    names.flat_map(stems).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_the_place_of_work_are_known_in_any_form() {
        let context = Context::of(Taxonomy::embedded(), ConceptKind::Occupation);
        for (word, about_place) in [
            ("заводе", true),
            ("Казани", true),
            ("qurilishga", true),
            ("рабочие", true),
            ("ustalar", true),
            ("ночную", true),
            ("сварщик", false),
            ("установщик", false),
        ] {
            assert_eq!(context.holds(word), about_place, "{word}");
        }
    }

    #[test]
    fn the_sort_of_a_place_hardly_counts() {
        let context = Context::of(Taxonomy::embedded(), ConceptKind::Region);
        for (stem, light) in
            [("oblast", true), ("viloyati", true), ("obl", true), ("oblachniy", false)]
        {
            assert_eq!(context.is_light(stem), light, "{stem}");
        }
    }
}
