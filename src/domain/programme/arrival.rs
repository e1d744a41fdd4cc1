//! Arrivals: when somebody has entered, where, and where they stay, as the employer or the worker tells. What was told wrongly
//! is corrected by another entry, and stays readable.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    resource::format::Format,
    values::{
        place::Municipality,
        words::{checked_text, words},
    },
};

checked_text! {
    /// Where a border is crossed, as a UN/LOCODE.
    BorderPoint, "a UN/LOCODE of five characters, such as RUKZN", "^[A-Z]{2}[A-Z2-9]{3}$", 5, "RUKZN",
    |text| text.len() == 5
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.bytes().skip(2).all(|b| matches!(b, b'A'..=b'Z' | b'2'..=b'9'))
}

words! {
    /// Whose word it is that somebody has arrived.
    ArrivalTeller {
        /// The employer's.
        Employer = "employer",
        /// The worker's, which the agency or an operator writes down.
        Worker = "worker",
    }
}

/// What was told of an arrival. It is never changed: another entry corrects it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// Its number in the ledger.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The application.
    pub application: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// The day of the entry into the country.
    pub entered_on: NaiveDate,
    /// Where.
    pub border_point: BorderPoint,
    /// The municipality where the worker stays.
    pub place_of_stay: Municipality,
    /// Whose word it is.
    pub told_by: ArrivalTeller,
    /// Where the proof of the worker's word is kept, 1 to 500 characters.
    pub evidence: Option<String>,
    /// The entry that was told wrongly.
    pub corrects: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for Arrival {}

/// The entries that no other corrects, oldest first.
pub fn standing(told: &[Arrival]) -> Vec<&Arrival> {
    let is_wrong = |one: &Arrival| told.iter().any(|later| later.corrects == Some(one.id));
    told.iter().filter(|one| !is_wrong(one)).collect()
}

/// Whether the worker has told of the arrival, and nobody told otherwise since.
pub fn is_confirmed(told: &[Arrival]) -> bool {
    let standing = standing(told);
    standing.iter().any(|one| one.told_by == ArrivalTeller::Worker)
}

impl Arrival {
    /// What is wrong with it, given what was told before.
    pub fn contradictions(&self, before: &[Self], today: NaiveDate) -> Vec<FieldError> {
        let standing = standing(before);
        let mut wrong = Vec::new();
        if self.entered_on > today {
            let why = "this day has not come yet";
            wrong.push(FieldError::new("/entered_on", "future", why));
        }
        let corrected = self.corrects.map(|id| standing.iter().any(|one| one.id == id));
        if corrected == Some(false) {
            let why = "expected the id of what was told last of this arrival";
            wrong.push(FieldError::new("/corrects", "unknown", why));
        }
        let others = standing.iter().filter(|one| self.corrects != Some(one.id));
        if others.into_iter().any(|one| one.entered_on != self.entered_on) {
            let why = "another day was told: name that entry in `corrects` if it is wrong";
            wrong.push(FieldError::new("/entered_on", "contradiction", why));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(n: u128, day: &str, told_by: ArrivalTeller, corrects: Option<u128>) -> Arrival {
        Arrival {
            n: 1,
            id: Uuid::from_u128(n),
            application: Uuid::nil(),
            candidate: Uuid::nil(),
            entered_on: day.parse().unwrap(),
            border_point: "RUKZN".parse().unwrap(),
            place_of_stay: "92701000".parse().unwrap(),
            told_by,
            evidence: None,
            corrects: corrects.map(Uuid::from_u128),
            recorded_at: DateTime::UNIX_EPOCH,
            client: None,
        }
    }

    #[test]
    fn the_worker_confirms_and_a_correction_takes_the_place_of_what_it_corrects() {
        use ArrivalTeller::{Employer, Worker};
        let first = told(1, "2027-03-01", Employer, None);
        assert!(!is_confirmed(std::slice::from_ref(&first)));
        let both = [first.clone(), told(2, "2027-03-01", Worker, None)];
        assert!(is_confirmed(&both));
        let again = [both[0].clone(), both[1].clone(), told(3, "2027-03-02", Employer, Some(2))];
        assert!(
            !is_confirmed(&again),
            "the worker's word was wrong, and the worker has not told anew"
        );
    }

    #[test]
    fn a_day_that_differs_names_what_it_corrects() {
        use ArrivalTeller::{Employer, Worker};
        let before = [told(1, "2027-03-01", Employer, None)];
        let today = "2027-03-03".parse().unwrap();
        let wrong = |one: Arrival| -> Vec<String> {
            let found = one.contradictions(&before, today);
            found.into_iter().map(|one| one.pointer).collect()
        };
        assert_eq!(wrong(told(2, "2027-03-01", Worker, None)), [""; 0]);
        assert_eq!(wrong(told(2, "2027-03-02", Worker, None)), ["/entered_on"]);
        assert_eq!(wrong(told(2, "2027-03-02", Worker, Some(1))), [""; 0]);
        assert_eq!(wrong(told(2, "2027-03-01", Worker, Some(9))), ["/corrects"]);
        assert_eq!(wrong(told(2, "2027-03-04", Worker, Some(1))), ["/entered_on"]);
    }

    #[test]
    fn a_border_point_is_a_locode() {
        for (text, is_one) in
            [("RUKZN", true), ("UZTA2", true), ("RUKZ", false), ("rukzn", false), ("RUKZ1", false)]
        {
            assert_eq!(text.parse::<BorderPoint>().is_ok(), is_one, "{text}");
        }
    }
}
