//! What lists of records can be filtered by.

use std::{collections::BTreeSet, fmt};

use chrono::{DateTime, Utc};

use crate::domain::{
    concepts::wording::{Replaced, TextKind},
    folding::fold,
    values::words::words,
};

words! {
    /// What a list can be filtered by, besides the record's own state and owner.
    FacetKind {
        /// ISCO-08 unit group.
        Isco = "isco",
        /// Trade.
        Trade = "trade",
        /// Skill.
        Skill = "skill",
        /// Municipality of Tatarstan.
        Municipality = "municipality",
        /// Region of Uzbekistan.
        HomeRegion = "home_region",
        /// Kind of employment.
        EmploymentType = "employment_type",
        /// How the working time lies.
        Schedule = "schedule",
        /// Kind of housing that is offered.
        Housing = "housing",
        /// An organisation that takes part in it without owning it.
        Party = "party",
        /// What a centre does for people.
        Service = "service",
        /// A language that a centre serves people in, that a course is taught in, or that a guide is written in.
        ServiceLanguage = "service_language",
        /// The first day of a course.
        StartsOn = "starts_on",
        /// The country of the qualification that is compared with one of the other.
        FromCountry = "from_country",
        /// What an equivalence is for.
        Purpose = "purpose",
        /// The first day of an equivalence, in digits that fall from day to day.
        ValidFrom = "valid_from",
        /// The last day of an equivalence.
        ValidTo = "valid_to",
        /// What a complaint, an advisory case, a guide or a measure is about.
        Topic = "topic",
        /// The measure that an indicator or a decision of a meeting is about.
        Measure = "measure",
        /// The organisation that is complained of.
        Against = "against",
        /// The worker whom a complaint is about.
        Candidate = "candidate",
        /// How urgent a complaint is.
        Urgency = "urgency",
        /// Who answers for a complaint.
        Level = "level",
        /// The least pay of a month in roubles, in fifteen digits, where it can be told.
        MonthlyPay = "monthly_pay",
        /// A member of a group that is not dissolved.
        LiveMember = "live_member",
        /// A telephone of an organisation, or of a centre.
        Phone = "phone",
        /// A word of its titles and duties, as [`word_key`] writes it.
        Word = "word",
        /// When it was last published, as [`moment_digits`] write it.
        PublishedAt = "published_at",
    }
}

words! {
    /// An order of a list.
    Sort {
        /// The newest record first.
        Newest = "newest",
        /// What was published last first.
        Published = "published",
        /// The best paid first: by the least pay of a month in roubles.
        Pay = "pay",
        /// The nearest to a place first.
        Distance = "distance",
    }
}

/// A moment as its facet has it: microseconds since 1970, in the order of the digits.
pub fn moment_digits(at: DateTime<Utc>) -> String {
    format!("{:016}", at.timestamp_micros().max(0))
}

/// How many letters of a word its facet has.
const WORD_LETTERS: usize = 40;

/// How many different words of a record are found.
const MOST_WORDS: usize = 1000;

/// The beginning of a folded word, as its facet has it: of a longer one the first 40 letters.
pub fn word_key(word: &str) -> String {
    word.chars().take(WORD_LETTERS).collect()
}

/// The facets of the different words of some texts: the first thousand.
pub fn word_facets<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<Facet> {
    let mut words = BTreeSet::new();
    for text in texts {
        for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
            words.insert(Facet::new(FacetKind::Word, word_key(word)));
            if words.len() == MOST_WORDS {
                return words;
            }
        }
    }
    words
}

/// A pay as its facet has it: in the order of the digits.
pub fn pay_digits(pay: u64) -> String {
    format!("{pay:015}")
}

/// One value that a list filter can look for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// Of which kind.
    pub kind: FacetKind,
    /// The value.
    pub value: String,
}

impl Facet {
    /// A facet of `kind`.
    pub fn new(kind: FacetKind, value: impl fmt::Display) -> Self {
        Self { kind, value: value.to_string() }
    }

    /// The facet of what took a concept's place, so that a filter for it finds records with the old id.
    pub fn of_heir(replaced: &Replaced) -> Option<Self> {
        let kind = match replaced.kind {
            TextKind::Occupation => FacetKind::Trade,
            TextKind::Skill => FacetKind::Skill,
        };
        replaced.by.as_ref().map(|heir| Self::new(kind, heir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_once_each_folded_short_and_no_more_than_a_thousand() {
        let of = |text: &str| {
            word_facets([text, text].into_iter())
                .into_iter()
                .map(|one| one.value)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("Кладка стен, кладка перегородок"), ["kladka", "peregorodok", "sten"]);
        assert_eq!(of(&"щ".repeat(90)), ["sh".repeat(20)]);
        assert_eq!(of("  - "), Vec::<String>::new());
        let many: Vec<String> = (0..2000).map(|n| format!("word{n}")).collect();
        assert_eq!(of(&many.join(" ")).len(), MOST_WORDS);
    }
}
