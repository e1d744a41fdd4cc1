//! Words about where the work is rather than what it is: unless a name has them, they hardly count.

use std::collections::BTreeSet;

use super::{
    index::meaningful,
    stems::{possible_stems, stem},
};
use crate::taxonomy::{
    Kind, Taxonomy,
    names::{Name, Names},
};

/// Beginnings of such words, folded.
const BEGINNINGS: [&str; 46] = [
    "zavod",
    "proizvodstv",
    "stroyk",
    "stroitelstv",
    "obekt",
    "predpriyati",
    "kompani",
    "organizasi",
    "seh",
    "fabrik",
    "kombinat",
    "stolov",
    "restoran",
    "kafe",
    "gostini",
    "otel",
    "bolnis",
    "shkol",
    "ferm",
    "teplis",
    "magazin",
    "uchastk",
    "brigad",
    "universal",
    "kvalifisirovann",
    "korhona",
    "ishlab",
    "kurilish",
    "zavot",
    "tozelesh",
    "korilma",
    "mehmonhona",
    "oshhona",
    "dokon",
    "factory",
    "plant",
    "site",
    "company",
    "hotel",
    "restaurant",
    "rossi",
    "moskv",
    "moskva",
    "tatarstan",
    "uzbekistan",
    "ozbekiston",
];

/// Beginnings of the words that say what sort of place a place is, folded.
const SORTS_OF_PLACES: [&str; 25] = [
    "oblast",
    "obl",
    "region",
    "respublik",
    "resp",
    "vilayat",
    "viloyat",
    "vil",
    "tuman",
    "raen",
    "shahar",
    "shahr",
    "gorod",
    "city",
    "munisipaln",
    "okrug",
    "olka",
    "shahara",
    "district",
    "republic",
    "poselok",
    "pgt",
    "r",
    "n",
    "g",
];

/// Which words hardly count in a text of one kind.
#[derive(Debug, Default)]
pub(super) struct Context {
    towns: BTreeSet<String>,
    places: bool,
}

impl Context {
    /// The words that hardly count in texts that name a kind.
    pub(super) fn of(taxonomy: &Taxonomy, kind: Kind) -> Self {
        match kind {
            Kind::Occupation | Kind::Skill => Self { towns: towns(taxonomy), places: false },
            Kind::Region | Kind::District | Kind::Municipality => {
                Self { towns: BTreeSet::new(), places: true }
            }
        }
    }

    /// Whether a word hardly counts unless a name has it.
    pub(super) fn holds(&self, word: &str) -> bool {
        let workplace =
            |stem: &String| BEGINNINGS.iter().any(|beginning| stem.starts_with(beginning));
        let light = |stem: &String| {
            self.is_light(stem) || self.towns.contains(stem) || !self.places && workplace(stem)
        };
        possible_stems(word).iter().any(light)
    }

    /// Whether a stem hardly counts even if a name has it: the sort of a place.
    pub(super) fn is_light(&self, stem: &str) -> bool {
        let names_sort =
            |sort: &&str| if sort.len() > 4 { stem.starts_with(sort) } else { stem == *sort };
        self.places && SORTS_OF_PLACES.iter().any(names_sort)
    }
}

/// The words of all towns and regions.
fn towns(taxonomy: &Taxonomy) -> BTreeSet<String> {
    let (regions, municipalities) =
        (Names::of(taxonomy, Kind::Region), Names::of(taxonomy, Kind::Municipality));
    let names = regions.list.iter().chain(&municipalities.list);
    let stems = |name: &Name| {
        meaningful(&name.text).into_iter().map(|word| stem(&word, name.lang)).collect::<Vec<_>>()
    };
    names.flat_map(stems).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folding::fold;

    #[test]
    fn words_about_the_place_of_work_are_known_in_any_form() {
        let context = Context::of(Taxonomy::embedded(), Kind::Occupation);
        for (word, about_place) in
            [("заводе", true), ("Казани", true), ("qurilishga", true), ("сварщик", false)]
        {
            assert_eq!(context.holds(word), about_place, "{word}");
        }
    }

    #[test]
    fn the_sort_of_a_place_hardly_counts() {
        let context = Context::of(Taxonomy::embedded(), Kind::Region);
        for (stem, light) in
            [("oblast", true), ("viloyati", true), ("obl", true), ("oblachniy", false)]
        {
            assert_eq!(context.is_light(stem), light, "{stem}");
        }
    }

    #[test]
    fn beginnings_are_folded() {
        for word in BEGINNINGS.iter().chain(&SORTS_OF_PLACES) {
            assert_eq!(fold(word), *word);
        }
    }
}
