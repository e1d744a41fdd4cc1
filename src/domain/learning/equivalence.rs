//! Equivalences: what a qualification of one country counts as in the other, from when to when, for what, and who says so.
//! Two of them never make a third.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    learning::qualification::{Purpose, QualificationLevel},
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{language::Lang, text::LocalizedText, words::words},
};

words! {
    /// The state of an equivalence.
    EquivalenceStatus {
        /// Being written; only operators see it.
        Draft = "draft",
        /// Everybody can read it.
        Published = "published",
        /// It was wrong, or another took its place.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// A country whose qualifications are compared.
    QualifyingCountry {
        /// Uzbekistan.
        Uz = "UZ",
        /// Russia.
        Ru = "RU",
    }
}

words! {
    /// How the first qualification stands to the second.
    EquivalenceRelation {
        /// It counts as that.
        Exact = "exact",
        /// It says more, so it counts as that too.
        Broader = "broader",
        /// It says less.
        Narrower = "narrower",
        /// They have something in common.
        Partial = "partial",
    }
}

/// A qualification of a country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// The country.
    pub country: QualifyingCountry,
    /// Its title by language.
    pub title: LocalizedText,
    /// Its level.
    pub level: QualificationLevel,
}

/// What one qualification counts as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquivalenceBody {
    /// What somebody has.
    pub from: Qualification,
    /// What it counts as.
    pub to: Qualification,
    /// How it stands to that.
    pub relation: EquivalenceRelation,
    /// For what.
    pub purpose: Purpose,
    /// Who says so and where, 3 to 1000 characters.
    pub source: String,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; `None` is for ever.
    pub valid_to: Option<NaiveDate>,
}

/// A stored equivalence.
pub type Equivalence = Record<EquivalenceBody>;
/// The id of an equivalence.
pub type EquivalenceId = Id<EquivalenceBody>;

type EquivalenceMove = Move<EquivalenceStatus, EquivalenceBody>;

const OPERATOR: &[Relation] = &[Relation::Operator];
const PUBLISHED: EquivalenceMove = Move::by(OPERATOR, EquivalenceStatus::Published);
const WITHDRAWN: EquivalenceMove = Move::by(OPERATOR, EquivalenceStatus::Withdrawn);

/// A day as its facet has it where days up to it are looked for: a later day has a lesser number.
pub fn days_down_to(day: NaiveDate) -> String {
    let number = day.year().clamp(0, 9999).unsigned_abs() * 10_000 + day.month() * 100 + day.day();
    format!("{:08}", 99_999_999 - number)
}

impl EquivalenceBody {
    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let at_home = (self.from.country == self.to.country).then(|| {
            let why = "an equivalence leads from one country to the other";
            FieldError::new("/to/country", "contradiction", why)
        });
        let ended = self.valid_to.is_some_and(|last| last < self.valid_from).then(|| {
            FieldError::new("/valid_to", "period_reversed", "must not lie before valid_from")
        });
        at_home.into_iter().chain(ended).collect()
    }

    fn purposes(&self) -> &'static [Purpose] {
        match self.purpose {
            Purpose::Both => Purpose::ALL,
            Purpose::Study => &[Purpose::Study],
            Purpose::Work => &[Purpose::Work],
        }
    }
}

impl Format for EquivalenceBody {}

impl Resource for EquivalenceBody {
    type Status = EquivalenceStatus;
    const KIND: RecordKind = RecordKind::Equivalence;
    const OWNER: Role = Role::Operator;
    const WRITERS: &'static [Relation] = OPERATOR;
    const READ: Scope = Scope::LearningRead;
    const WRITE: Scope = Scope::LearningWrite;
    const STATES: &'static [EquivalenceStatus] = EquivalenceStatus::ALL;
    const INITIAL: EquivalenceStatus = EquivalenceStatus::Draft;
    const PUBLIC: Option<EquivalenceStatus> = Some(EquivalenceStatus::Published);

    fn moves(from: EquivalenceStatus) -> &'static [EquivalenceMove] {
        match from {
            EquivalenceStatus::Draft => &[PUBLISHED],
            EquivalenceStatus::Published => &[WITHDRAWN],
            EquivalenceStatus::Withdrawn => &[],
        }
    }

    /// What is public is cited: another takes its place instead.
    fn is_editable(status: EquivalenceStatus) -> bool {
        status == EquivalenceStatus::Draft
    }

    fn is_deletable(status: EquivalenceStatus) -> bool {
        status == EquivalenceStatus::Draft
    }

    fn facets(&self) -> Vec<Facet> {
        let last = self.valid_to.unwrap_or(FOR_EVER);
        let mut facets = vec![
            Facet::new(FacetKind::ValidFrom, days_down_to(self.valid_from)),
            Facet::new(FacetKind::ValidTo, last),
            Facet::new(FacetKind::FromCountry, self.from.country),
        ];
        facets.extend(self.purposes().iter().map(|one| Facet::new(FacetKind::Purpose, one)));
        facets
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        let both = [&self.from.title, &self.to.title].into_iter();
        both.flat_map(LocalizedText::all).map(|(lang, text)| (*lang, text.as_str())).collect()
    }
}

/// In place of a last day that nobody has named.
const FOR_EVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_day_has_a_lesser_number() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = ["2019-05-30", "2026-11-24", "2026-12-01", "2027-01-01"].map(day);
        for two in days.windows(2) {
            assert!(days_down_to(two[0]) > days_down_to(two[1]), "{} {}", two[0], two[1]);
        }
    }
}
