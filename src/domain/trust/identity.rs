//! Identities: the person behind a candidate, known to the agency alone. No diagnosis and no biometrics exist here.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    folding::fold,
    resource::format::Format,
    values::words::{checked_text, words},
};

checked_text! {
    /// A part of a name, in one script.
    NamePart, "1 to 100 characters of a name, without digits", "^[^0-9\\u0000-\\u001f\\u007f-\\u009f<>@]+$", 100, "Karimov", read |text| {
        let text = text.trim();
        let named = |c: char| !(c.is_numeric() || c.is_control() || "<>@".contains(c));
        let right = text.chars().all(named) && text.contains(char::is_alphabetic);
        (right && (1..=100).contains(&text.chars().count())).then(|| text.into())
    }
}
checked_text! {
    /// ПИНФЛ: personal number of Uzbekistan. The first digit tells sex and century, six more the birth date.
    Pinfl, "a PINFL of 14 digits that begins with 1 to 6", "^[1-6][0-9]{13}$", 14, "31502901234567", |text| {
        text.len() == 14 && text.bytes().all(|b| b.is_ascii_digit()) && text.starts_with(['1', '2', '3', '4', '5', '6'])
    }
}
checked_text! {
    /// Number of a passport of Uzbekistan.
    PassportNumber, "two capital letters and seven digits", "^[A-Z]{2}[0-9]{7}$", 9, "AA1234567", |text| {
        text.len() == 9
            && text.bytes().enumerate().all(|(at, b)| if at < 2 { b.is_ascii_uppercase() } else { b.is_ascii_digit() })
    }
}
checked_text! {
    /// A telephone number (E.164).
    Telephone, "a telephone number such as +998901234567", "^\\+[1-9][0-9]{7,14}$", 16, "+998901234567", |text| {
        let digits = text.strip_prefix('+').unwrap_or_default();
        (8..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    }
}
checked_text! {
    /// An e-mail address.
    EmailAddress, "an e-mail address", "^[^@\\s\\u0000-\\u001f]{1,64}@[^@\\s\\u0000-\\u001f]{1,185}$", 250, "karimov@example.uz", |text| {
        let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
        let parts = text.split_once('@');
        plain && parts.is_some_and(|(name, host)| {
            (1..=64).contains(&name.chars().count()) && (1..=185).contains(&host.chars().count()) && !host.contains('@')
        })
    }
}

words! {
    /// What somebody was cleared for.
    ClearanceKind {
        /// Fit for work, as a doctor says.
        Medical = "medical",
        /// No criminal record that forbids the work.
        CriminalRecord = "criminal_record",
        /// No ban on entry.
        Entry = "entry",
    }
}

words! {
    /// What came of it. Why is nobody's business here.
    ClearanceResult {
        /// Cleared.
        Passed = "passed",
        /// Not cleared.
        NotPassed = "not_passed",
    }
}

/// A name in one script.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    pub family: NamePart,
    /// Given name.
    pub given: NamePart,
    /// Patronymic, if there is one.
    pub patronymic: Option<NamePart>,
}

/// A passport.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passport {
    /// Its number.
    pub number: PassportNumber,
    /// Its last day.
    pub expires_on: NaiveDate,
}

/// Somebody to call in need.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyContact {
    /// The name.
    pub name: NamePart,
    /// The number.
    pub phone: Telephone,
}

/// A clearance: what came of it, and when.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearance {
    /// For what.
    pub kind: ClearanceKind,
    /// The result.
    pub result: ClearanceResult,
    /// The day of the result.
    pub day: NaiveDate,
}

/// The person behind a candidate. It does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The name in Latin script.
    pub latin_name: Option<PersonName>,
    /// The name in Cyrillic script.
    pub cyrillic_name: Option<PersonName>,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// ПИНФЛ.
    pub pinfl: Option<Pinfl>,
    /// Passport.
    pub passport: Option<Passport>,
    /// Telephone.
    pub phone: Option<Telephone>,
    /// E-mail.
    pub email: Option<EmailAddress>,
    /// Name in a messenger, with the messenger.
    pub messenger: Option<String>,
    /// Somebody to call in need.
    pub family_contact: Option<FamilyContact>,
    /// Clearances.
    pub clearances: Vec<Clearance>,
}

impl Format for Identity {}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

/// A mark by which the same person is found again. What it is made of stays secret behind a keyed hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A passport's number: one person has it.
    Passport,
    /// A ПИНФЛ: one person has it.
    Pinfl,
    /// A name and a birth date, which two people may share.
    Person,
}

impl MarkKind {
    /// Its word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::Pinfl => "pinfl",
            Self::Person => "person",
        }
    }
}

impl Identity {
    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.latin_name.is_none() && self.cyrillic_name.is_none() {
            let why = "name the person in Latin or Cyrillic script, or in both";
            errors.push(FieldError::new("/latin_name", "required", why));
        }
        if self.pinfl.as_ref().is_some_and(|pinfl| !pinfl.is_of(self.birth_date)) {
            let why = "the PINFL tells another birth date";
            errors.push(FieldError::new("/pinfl", "contradiction", why));
        }
        errors
    }

    /// What the marks of the person are made of: documents, and the folded name with the birth date, whole and without
    /// each of its letters, so that names which differ by one slip meet.
    pub fn marks(&self) -> Vec<(MarkKind, String)> {
        let passport = self.passport.iter().map(|one| (MarkKind::Passport, one.number.to_string()));
        let pinfl = self.pinfl.iter().map(|one| (MarkKind::Pinfl, one.to_string()));
        let names = [&self.latin_name, &self.cyrillic_name];
        let spelled = names.into_iter().flatten().flat_map(|name| slips(&name.key()));
        let people = spelled.map(|name| (MarkKind::Person, format!("{} {name}", self.birth_date)));
        let mut marks: Vec<_> = passport.chain(pinfl).chain(people).collect();
        marks.sort();
        marks.dedup();
        marks
    }
}

impl PersonName {
    /// Family and given name as every script and order spells them.
    fn key(&self) -> String {
        let mut parts = [fold(self.family.as_str()), fold(self.given.as_str())];
        parts.sort();
        parts.join(" ")
    }
}

/// A text, and the text without each of its letters.
fn slips(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let without = |at: usize| letters[..at].iter().chain(&letters[at + 1..]).collect();
    std::iter::once(text.to_owned()).chain((0..letters.len()).map(without)).collect()
}

impl Pinfl {
    /// Whether it tells this birth date.
    fn is_of(&self, day: NaiveDate) -> bool {
        let century = match self.as_str().as_bytes()[0] {
            b'1' | b'2' => 18,
            b'3' | b'4' => 19,
            _ => 20,
        };
        let told = format!("{:02}{:02}{:02}", day.day(), day.month(), day.year().rem_euclid(100));
        day.year().div_euclid(100) == century && self.as_str()[1..7] == told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str) -> PersonName {
        let part = |text: &str| text.parse().unwrap();
        PersonName { family: part(family), given: part(given), patronymic: None }
    }

    #[test]
    fn a_name_is_the_same_in_every_script_and_order() {
        let latin = name("Karimov", "Gʻayrat").key();
        assert_eq!(name("Каримов", "Ғайрат").key(), latin);
        assert_eq!(name("Gʻayrat", "Karimov").key(), latin);
        assert_ne!(name("Rahimov", "Gʻayrat").key(), latin);
    }

    #[test]
    fn names_that_differ_by_a_slip_share_a_mark() {
        let share = |one: &str, other: &str| {
            let (one, other) = (slips(one), slips(other));
            one.iter().any(|text| other.contains(text))
        };
        assert!(
            share("karimov", "karimov")
                && share("karimov", "karimow")
                && share("karimov", "karmov")
        );
        assert!(!share("karimov", "rahimov"));
    }

    #[test]
    fn a_pinfl_tells_the_birth_date() {
        let pinfl: Pinfl = "31502901234567".parse().unwrap();
        assert!(pinfl.is_of("1990-02-15".parse().unwrap()));
        for other in ["1990-02-16", "1890-02-15", "2090-02-15", "1991-02-15"] {
            assert!(!pinfl.is_of(other.parse().unwrap()), "{other}");
        }
    }
}
