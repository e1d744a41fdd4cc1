//! Where a paper holds, as people write it.

use crate::domain::folding::fold;

/// What the region of the work is called, folded: its code of ISO 3166-2, its number among the subjects of the Federation, and
/// its names.
const TATARSTAN: &[&str] = &["RU-TA", "16", "РТ", "Татарстан", "Tatarstan", "Tatariston"];

/// Words beside the name that say what kind of region it is.
const KINDS: &[&str] = &[
    "Республика",
    "Республики",
    "Республикасы",
    "Республикаси",
    "Respublikasi",
    "Republic",
    "of",
    "the",
];

/// Whether a text names Tatarstan, and nothing else.
pub fn is_tatarstan(text: &str) -> bool {
    let kinds: Vec<String> = KINDS.iter().map(|kind| fold(kind)).collect();
    let folded = fold(text);
    let mut name: Vec<&str> =
        folded.split(' ').filter(|word| !kinds.iter().any(|kind| kind == word)).collect();
    name.dedup(); // "Республика Татарстан (Татарстан)"
    let name = name.join(" ");
    TATARSTAN.iter().any(|known| fold(known) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tatarstan_is_one_however_it_is_written() {
        for text in [
            "RU-TA",
            "ru-ta",
            "16",
            "РТ",
            "Республика Татарстан",
            "Республика Татарстан (Татарстан)",
            "ТАТАРСТАН",
            "Татарстан Республикасы",
            "Tatarstan Republic",
            "the Republic of Tatarstan",
            "Tatariston Respublikasi",
        ] {
            assert!(is_tatarstan(text), "{text}");
        }
    }

    #[test]
    fn another_region_or_none_that_is_known_is_not_tatarstan() {
        for text in [
            "",
            "Москва",
            "Moscow",
            "Московская область",
            "RU-MOW",
            "Башкортостан",
            "Республика",
            "77",
            "92",
            "Татарстан, Москва",
            "все, кроме Татарстана",
        ] {
            assert!(!is_tatarstan(text), "{text}");
        }
    }
}
