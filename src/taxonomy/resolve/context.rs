//! Words about where, when or on which terms the work is rather than what it is: they hardly count, except for the names
//! that have them.

use std::collections::BTreeSet;

use super::{
    content_words::meaningful,
    stems::{possible_stems, stem},
};
use crate::{
    domain::folding::fold,
    taxonomy::{
        ConceptKind, Taxonomy,
        names::{Name, Names},
    },
};

/// Beginnings of the words for where people work, folded.
const WORKPLACES: [&str; 50] = [
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
    "sklad",
    "supermarket",
    "brigada",
    "brigadu",
    "brigade",
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

/// Beginnings of the words for whoever works, in any trade, folded.
const WORKERS: [&str; 23] = [
    "rabochi",
    "rabochego",
    "rabochie",
    "rabochih",
    "rabotnik",
    "sotrudnik",
    "spesialist",
    "master",
    "operator",
    "mashinist",
    "starshi",
    "molod",
    "usta",
    "ishi",
    "hodim",
    "mutahassis",
    "osta",
    "eshe",
    "belgech",
    "worker",
    "specialist",
    "staff",
    "senior",
];

/// Beginnings of the words for when and on which terms people work, folded.
const TERMS: [&str; 47] = [
    "raboti",
    "rabotu",
    "rabotah",
    "ishlari",
    "ishlarini",
    "eshlare",
    "works",
    "season",
    "summer",
    "winter",
    "shift",
    "lyuboy",
    "slojnosti",
    "kvartir",
    "domah",
    "dom",
    "period",
    "otpusk",
    "smen",
    "chas",
    "sutk",
    "noch",
    "dnevn",
    "nochn",
    "postoyann",
    "vremenn",
    "sezon",
    "leto",
    "zim",
    "grafik",
    "zanyatost",
    "podrabotk",
    "ofisialn",
    "stabiln",
    "ejednevn",
    "ejenedeln",
    "vigodn",
    "oplat",
    "viplat",
    "zarplat",
    "pitani",
    "grajdan",
    "sng",
    "patent",
    "kunduzgi",
    "tungi",
    "mavsumi",
];

/// Beginnings of the words for whoever helps or learns in a trade, folded.
const HELPERS: [&str; 13] = [
    "pomoshni",
    "mladsh",
    "podruchn",
    "uchenik",
    "stajer",
    "erdamch",
    "shogird",
    "assistant",
    "helper",
    "apprentice",
    "trainee",
    "mate",
    "junior",
];

/// Beginnings of the words that say what sort of place a place is, folded.
const SORTS_OF_PLACES: [&str; 27] = [
    "raeni",
    "raenn",
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
    pub(super) fn of(taxonomy: &Taxonomy, kind: ConceptKind) -> Self {
        match kind {
            ConceptKind::Occupation | ConceptKind::Skill => {
                Self { towns: towns(taxonomy), places: false }
            }
            ConceptKind::Region | ConceptKind::District | ConceptKind::Municipality => {
                Self { towns: BTreeSet::new(), places: true }
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

/// Whether a text is about somebody who helps or learns in a trade: another trade than that, and never it.
pub(super) fn names_helper(text: &str) -> bool {
    fold(text).split(' ').any(|word| HELPERS.iter().any(|helper| begins(word, helper)))
}

/// Whether a stem goes with any trade.
fn is_general(stem: &str) -> bool {
    WORKPLACES.iter().any(|beginning| stem.starts_with(beginning))
        || WORKERS.iter().chain(&TERMS).any(|beginning| begins(stem, beginning))
}

/// Whether a stem begins so; a short beginning must be all of it (`usta` is not the start of `ustanovshik`).
fn begins(stem: &str, beginning: &str) -> bool {
    if beginning.len() > 4 { stem.starts_with(beginning) } else { stem == beginning }
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

    #[test]
    fn beginnings_are_folded() {
        let lists = [&WORKPLACES[..], &WORKERS, &TERMS, &HELPERS, &SORTS_OF_PLACES];
        for word in lists.into_iter().flatten() {
            assert_eq!(fold(word), *word);
        }
    }
}
