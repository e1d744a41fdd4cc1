//! Where in a trade somebody stands whom a text is about.

use super::words::begins;
use crate::domain::folding::fold;

/// Beginnings of the words for whoever helps or learns in a trade, folded.
const HELPERS: &[&str] = &[
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

/// Beginnings of the words for whoever leads, inspects or teaches people of a trade, folded.
const LEADERS: &[&str] = &[
    "nachalnik",
    "brigadir",
    "zamestitel",
    "zam",
    "glavn",
    "rukovoditel",
    "zavedu",
    "zavskladom",
    "zav",
    "direktor",
    "upravlyaush",
    "menejer",
    "supervayzer",
    "inspektor",
    "instruktor",
    "nastavnik",
    "prepodavatel",
    "boshlig",
    "bosh",
    "mudiri",
    "rahbar",
    "jitakche",
    "bashlig",
    "modire",
    "foreman",
    "supervisor",
    "manager",
    "leader",
    "chief",
    "head",
    "inspector",
    "instructor",
];

/// Where in a trade somebody stands. Who helps or leads is of another trade, and never of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::taxonomy::resolve) enum Rank {
    /// Who helps or learns.
    Helper,
    /// Who works.
    #[default]
    Worker,
    /// Who leads, inspects or teaches those who work.
    Leader,
}

impl Rank {
    /// The rank that a text is about.
    pub(in crate::taxonomy::resolve) fn of(text: &str) -> Self {
        let key = fold(text);
        let has = |list: &[&str]| {
            key.split(' ').any(|word| list.iter().any(|beginning| begins(word, beginning)))
        };
        match () {
            () if has(LEADERS) => Self::Leader,
            () if has(HELPERS) => Self::Helper,
            () => Self::Worker,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_folded() {
        for word in [HELPERS, LEADERS].into_iter().flatten() {
            assert_eq!(fold(word), *word);
        }
    }

    #[test]
    fn who_helps_or_leads_is_told_from_who_works() {
        for (text, rank) in [
            ("помощник сварщика", Rank::Helper),
            ("начальник цеха", Rank::Leader),
            ("бош ошпаз", Rank::Leader),
            ("сварщик", Rank::Worker),
        ] {
            assert_eq!(Rank::of(text), rank, "{text}");
        }
    }
}
