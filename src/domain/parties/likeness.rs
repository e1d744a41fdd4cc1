//! Whether two names of organisations are the same, or look alike: whoever cheats takes a name that is read as a known one.

use strsim::osa_distance;

use crate::domain::{folding::fold, values::words::words};

words! {
    /// How a name stands to the one that was asked for.
    Likeness {
        /// It is the same, whatever the script and the form of the company.
        Same = "same",
        /// It is read as the other at a glance: another organisation, or a slip.
        Alike = "alike",
    }
}

words! {
    /// Who is licensed, or verified.
    LicenceHolder {
        /// An agency.
        Agency = "agency",
        /// An employer.
        Employer = "employer",
    }
}

/// Forms of companies as they are folded. They tell no name from another.
const FORMS: &[&str] = &[
    "ooo", "oao", "zao", "pao", "ao", "ip", "mchj", "ok", "aj", "hk", "kk", "gup", "mup", "fgup",
    "llc", "ltd", "inc", "company",
];
/// From how many symbols on one slip is read over, and two.
const SLIPS: [usize; 2] = [5, 10];

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKey {
    plain: String,
    skeleton: String,
}

impl NameKey {
    /// The least symbols of a name that is asked for.
    pub const LEAST: usize = 3;

    /// The key of a name in any script.
    pub fn of(name: &str) -> Self {
        Self::of_folded(&fold(name))
    }

    /// The key of a name that is folded.
    pub fn of_folded(name: &str) -> Self {
        let named: Vec<&str> = name.split(' ').filter(|word| !FORMS.contains(word)).collect();
        let plain = if named.is_empty() { name.replace(' ', "") } else { named.concat() };
        let mut skeleton: Vec<char> = plain.chars().map(bone).collect();
        skeleton.dedup();
        Self { plain, skeleton: skeleton.into_iter().collect() }
    }

    /// Whether there is enough of it to ask for.
    pub fn is_enough(&self) -> bool {
        self.plain.chars().count() >= Self::LEAST
    }

    /// How another name stands to it; `None` if nobody takes the one for the other.
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.plain == other.plain {
            return Some(Likeness::Same);
        }
        let [one, two] = [&self.skeleton, &other.skeleton].map(|key| key.chars().count());
        let read_over = SLIPS.iter().filter(|least| **least <= one.min(two)).count();
        let is_alike = one.abs_diff(two) <= read_over
            && osa_distance(&self.skeleton, &other.skeleton) <= read_over;
        is_alike.then_some(Likeness::Alike)
    }
}

/// One for all symbols of a look or a sound.
const fn bone(symbol: char) -> char {
    match symbol {
        '0' => 'o',
        '1' | 'l' | 'y' | 'j' => 'i',
        '3' => 'z',
        '5' => 's',
        'w' => 'v',
        'c' => 'k',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(one: &str, other: &str) -> Option<Likeness> {
        NameKey::of(one).likeness(&NameKey::of(other))
    }

    #[test]
    fn scripts_and_forms_of_companies_make_no_other_name() {
        for (one, other) in [
            ("ООО «Камастрой»", "Kamastroy"),
            ("ООО «Кама-Строй»", "КАМАСТРОЙ"),
            ("Toshkent Ish MCHJ", "Тошкент Иш МЧЖ"),
            ("ООО", "OOO"),
        ] {
            assert_eq!(likeness(one, other), Some(Likeness::Same), "{one} and {other}");
        }
    }

    #[test]
    fn what_is_read_at_a_glance_as_another_name_is_alike() {
        for (one, other) in [
            ("Камастрой", "Камострой"),
            ("Камастрой", "Камастрои"),
            ("Alfa Work", "A1fa Work"),
            ("Kamastroy", "Kamasstroy"),
            ("Казанские строители", "Казанскии строитель"),
        ] {
            assert_eq!(likeness(one, other), Some(Likeness::Alike), "{one} and {other}");
        }
        for (one, other) in
            [("Камастрой", "Волгастрой"), ("Иш", "Ишчи"), ("Кама", "Камастрой"), ("Лада", "Нива")]
        {
            assert_eq!(likeness(one, other), None, "{one} and {other}");
        }
    }

    proptest! {
        #[test]
        fn a_name_is_the_same_as_itself_and_as_alike_either_way(one in "[а-яa-z0-9 ]{1,20}", other in "[а-яa-z0-9 ]{1,20}") {
            prop_assert_eq!(likeness(&one, &one), Some(Likeness::Same));
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        }
    }
}
