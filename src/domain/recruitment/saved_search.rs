//! Saved searches: a question about matches that is asked again of whatever appears or changes, and who is told how often.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::{Facet, FacetKind},
    recruitment::{
        candidate::CandidateId,
        match_filter::MatchFilter,
        vacancy::{VacancyBody, VacancyId},
    },
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        moscow::{end_of_moscow_day, moscow_day},
        words::words,
    },
};

words! {
    /// Whether a saved search is asked.
    SavedSearchStatus {
        /// It is.
        Active = "active",
        /// It is not; what changes meanwhile is not told later.
        Paused = "paused",
    }
}

words! {
    /// How often an organisation is told of what a saved search has found.
    Rhythm {
        /// As soon as it is found.
        AtOnce = "at_once",
        /// Once a day, if something was found.
        Daily = "daily",
        /// Once a week, on Monday, if something was found.
        Weekly = "weekly",
    }
}

/// What is asked. A candidate is named and not described, so that a profile stands in one place and is erased there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedQuestion {
    /// Who fits a vacancy of the employer, as it is when it is asked?
    VacancyId(VacancyId),
    /// Who fits this vacancy, which is not stored as one?
    Vacancy(#[serde(with = "numbered")] Box<VacancyBody>),
    /// What fits a candidate of the agency, as it is when it is asked?
    CandidateId(CandidateId),
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedSearchBody {
    /// What its owner calls it.
    pub name: String,
    /// What is asked.
    pub question: SavedQuestion,
    /// Weights of the six parts of the score.
    pub weights: [u16; 6],
    /// Which matches are told.
    pub kept: MatchFilter,
    /// How often they are told.
    pub rhythm: Rhythm,
    /// The hour in Moscow, 0 to 23, from which they are told where that is once a day or a week.
    pub hour: u8,
    /// The number of the change after which it is asked; `None` until it is stored.
    pub since: Option<i64>,
}

/// A stored saved search.
pub type SavedSearch = Record<SavedSearchBody>;
/// The id of a saved search.
pub type SavedSearchId = Id<SavedSearchBody>;

impl SavedSearchBody {
    /// When a match that is found at a moment is told.
    pub fn due(&self, found_at: DateTime<Utc>) -> DateTime<Utc> {
        match self.rhythm {
            Rhythm::AtOnce => found_at,
            Rhythm::Daily => self.next(found_at, |_| true),
            Rhythm::Weekly => self.next(found_at, |day| day.weekday().num_days_from_monday() == 0),
        }
    }

    /// The first moment after `at` at which its hour begins on a day that `fits`.
    fn next(&self, at: DateTime<Utc>, fits: impl Fn(NaiveDate) -> bool) -> DateTime<Utc> {
        let hours_left = TimeDelta::hours(24 - i64::from(self.hour));
        let today = moscow_day(at);
        let days = (0..=7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
        let mut moments =
            days.filter(|day| fits(*day)).map(|day| end_of_moscow_day(day) - hours_left);
        moments.find(|moment| *moment > at).unwrap_or(at)
    }

    /// Whether it asks the same, and keeps the same of the answer.
    fn asks_as(&self, other: &Self) -> bool {
        self.question == other.question && self.weights == other.weights && self.kept == other.kept
    }

    /// The vacancy or the candidate that it asks with, if that is a record.
    pub fn record(&self) -> Option<Uuid> {
        match &self.question {
            SavedQuestion::VacancyId(id) => Some(id.0),
            SavedQuestion::CandidateId(id) => Some(id.0),
            SavedQuestion::Vacancy(_) => None,
        }
    }
}

impl Format for SavedSearchBody {}

type SavedSearchMove = Move<SavedSearchStatus, SavedSearchBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const PAUSED: SavedSearchMove = Move::by(OWNER, SavedSearchStatus::Paused);
const ACTIVE: SavedSearchMove = Move::by(OWNER, SavedSearchStatus::Active);

impl Resource for SavedSearchBody {
    type Status = SavedSearchStatus;
    const KIND: RecordKind = RecordKind::SavedSearch;
    const OWNER: Role = Role::Employer;
    const OWNERS: &'static [Role] = &[Role::Employer, Role::Agency];
    const WRITERS: &'static [Relation] = OWNER;
    const READ: Scope = Scope::MatchesRead;
    const WRITE: Scope = Scope::MatchesWrite;
    const STATES: &'static [SavedSearchStatus] = SavedSearchStatus::ALL;
    const INITIAL: SavedSearchStatus = SavedSearchStatus::Active;
    const PUBLIC: Option<SavedSearchStatus> = None;

    fn moves(from: SavedSearchStatus) -> &'static [SavedSearchMove] {
        match from {
            SavedSearchStatus::Active => &[PAUSED],
            SavedSearchStatus::Paused => &[ACTIVE],
        }
    }

    fn is_editable(_status: SavedSearchStatus) -> bool {
        true
    }

    /// As long as it asks the same, it goes on; another question begins from now on.
    fn keep(&mut self, before: &Self) {
        self.since = before.since.filter(|_| self.asks_as(before));
    }

    fn is_deletable(_status: SavedSearchStatus) -> bool {
        true
    }

    fn facets(&self) -> Vec<Facet> {
        match &self.question {
            SavedQuestion::CandidateId(id) => vec![Facet::new(FacetKind::Candidate, id.0)],
            SavedQuestion::VacancyId(_) | SavedQuestion::Vacancy(_) => Vec::new(),
        }
    }
}

/// A vacancy within another document has the number of its own format.
mod numbered {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
    use serde_json::{Map, Value};

    use crate::domain::{recruitment::vacancy::VacancyBody, resource::format::Format};

    const NUMBER: &str = "format";

    pub(super) fn serialize<S: Serializer>(
        body: &VacancyBody,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut document = serde_json::to_value(body).map_err(ser::Error::custom)?;
        document[NUMBER] = VacancyBody::NUMBER.into();
        document.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Box<VacancyBody>, D::Error> {
        let mut document = Map::<String, Value>::deserialize(deserializer)?;
        let number = document.remove(NUMBER).and_then(|number| number.as_u64());
        let number = number.and_then(|number| u32::try_from(number).ok());
        let number = number.ok_or_else(|| de::Error::missing_field(NUMBER))?;
        for from in number..VacancyBody::NUMBER {
            VacancyBody::upgrade(&mut document, from).map_err(de::Error::custom)?;
        }
        serde_json::from_value(Value::Object(document)).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn search(rhythm: Rhythm, hour: u8) -> SavedSearchBody {
        SavedSearchBody {
            name: "Bricklayers".to_owned(),
            question: SavedQuestion::Vacancy(Box::default()),
            weights: [1; 6],
            kept: MatchFilter::default(),
            rhythm,
            hour,
            since: None,
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_digest_is_due_when_its_hour_begins_in_moscow() {
        for (rhythm, hour, found, due) in [
            (Rhythm::AtOnce, 9, "2026-11-24T08:00:00Z", "2026-11-24T08:00:00Z"),
            (Rhythm::Daily, 9, "2026-11-24T05:59:59Z", "2026-11-24T06:00:00Z"),
            (Rhythm::Daily, 9, "2026-11-24T06:00:00Z", "2026-11-25T06:00:00Z"),
            (Rhythm::Daily, 0, "2026-11-24T20:00:00Z", "2026-11-24T21:00:00Z"),
            (Rhythm::Daily, 23, "2026-11-24T20:30:00Z", "2026-11-25T20:00:00Z"),
            (Rhythm::Weekly, 9, "2026-11-24T08:00:00Z", "2026-11-30T06:00:00Z"),
            (Rhythm::Weekly, 9, "2026-11-30T05:00:00Z", "2026-11-30T06:00:00Z"),
            (Rhythm::Weekly, 9, "2026-11-30T06:00:00Z", "2026-12-07T06:00:00Z"),
        ] {
            assert_eq!(search(rhythm, hour).due(at(found)), at(due), "{rhythm} at {hour}: {found}");
        }
    }

    #[test]
    fn another_question_begins_anew_and_another_name_does_not() {
        let before = SavedSearchBody { since: Some(7), ..search(Rhythm::AtOnce, 9) };
        let mut renamed = SavedSearchBody { name: "Others".to_owned(), ..search(Rhythm::Daily, 3) };
        renamed.keep(&before);
        assert_eq!(renamed.since, Some(7));
        let kept = MatchFilter { min_score: Some(5_000), ..MatchFilter::default() };
        let mut stricter = SavedSearchBody { kept, ..search(Rhythm::AtOnce, 9) };
        stricter.keep(&before);
        assert_eq!(stricter.since, None);
    }

    #[test]
    fn a_vacancy_within_it_has_its_own_format_and_one_without_is_refused() {
        let body = search(Rhythm::Weekly, 9);
        let mut document = serde_json::to_value(&body).unwrap();
        assert_eq!(document["question"]["vacancy"]["format"], VacancyBody::NUMBER);
        assert_eq!(serde_json::from_value::<SavedSearchBody>(document.clone()).unwrap(), body);
        document["question"]["vacancy"].as_object_mut().unwrap().remove("format");
        assert!(serde_json::from_value::<SavedSearchBody>(document).is_err());
    }

    proptest! {
        /// A plain oracle: hour after hour, until the clock in Moscow shows the one that is meant.
        #[test]
        fn a_digest_is_due_at_the_next_full_hour_that_fits(
            seconds in 1_767_225_600_i64..1_830_297_600, hour in 0..24u8, weekly in any::<bool>(),
        ) {
            let found = DateTime::from_timestamp(seconds, 0).unwrap();
            let moscow = |hours: i64| hours * 3600 + 3 * 3600;
            let fits = |hours: &i64| {
                let monday = (moscow(*hours).div_euclid(86_400) + 3).rem_euclid(7) == 0;
                moscow(*hours).rem_euclid(86_400) / 3600 == i64::from(hour) && (!weekly || monday)
            };
            let next = seconds.div_euclid(3600) + 1;
            let expected = (next..next + 8 * 24).find(fits).unwrap() * 3600;
            let rhythm = if weekly { Rhythm::Weekly } else { Rhythm::Daily };
            prop_assert_eq!(search(rhythm, hour).due(found).timestamp(), expected);
        }
    }
}
