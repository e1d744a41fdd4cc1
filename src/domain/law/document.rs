//! Papers of a worker: of which kind, from when until when, from whom. Never a scan, and of the number only a keyed hash.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError, concepts::occupation::IscoUnit, folding::fold, law::territory,
    resource::format::Format, values::words::words,
};

words! {
    /// The kind of a document.
    DocumentKind {
        /// Patent of a foreign worker.
        Patent = "patent",
        /// Permit to work.
        WorkPermit = "work_permit",
        /// Migration card.
        MigrationCard = "migration_card",
        /// Slip of registration at the place of stay.
        Registration = "registration",
        /// Certificate of the examination in language, history and law.
        ExamCertificate = "exam_certificate",
        /// Result of the medical check, without a diagnosis.
        MedicalCertificate = "medical_certificate",
        /// Policy of medical insurance.
        Insurance = "insurance",
        /// Diploma of education or of a trade.
        Diploma = "diploma",
    }
}

/// By these somebody may work.
pub const WORK_DOCUMENTS: &[DocumentKind] = &[DocumentKind::Patent, DocumentKind::WorkPermit];

impl DocumentKind {
    /// The deadline that it shows to be kept, by the name that rules have for it.
    pub const fn fulfils(self) -> Option<&'static str> {
        match self {
            Self::Registration => Some("dl.registration"),
            Self::Patent => Some("dl.patent"),
            Self::MedicalCertificate => Some("dl.medical"),
            Self::Insurance => Some("dl.insurance.renew"),
            Self::WorkPermit | Self::MigrationCard | Self::ExamCertificate | Self::Diploma => None,
        }
    }
}

/// A document of a worker, as it was seen. It is never changed: a later one of the same kind stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerDocument {
    /// Its number in the ledger.
    pub n: i64,
    /// The worker.
    pub candidate: Uuid,
    /// Its kind.
    pub kind: DocumentKind,
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// Its last day, if it has one.
    pub valid_until: Option<NaiveDate>,
    /// Who issued it.
    pub authority: String,
    /// A keyed hash of its number, if that was told.
    pub number_hash: Option<String>,
    /// A keyed hash of the address where it registers the worker, if that was told.
    #[serde(default)]
    pub address_hash: Option<String>,
    /// The region that it holds for, if it names one.
    pub region: Option<String>,
    /// The occupation that it holds for, if it names one.
    pub occupation: Option<String>,
    /// The occupation that it holds for, as a code, if it names one.
    #[serde(default)]
    pub bound_isco08: Option<IscoUnit>,
    /// The employer that it holds for, if it names one.
    #[serde(default)]
    pub bound_employer: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for WorkerDocument {}

impl WorkerDocument {
    /// The days that cannot be.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
        let future = (self.issued_on > today)
            .then(|| FieldError::new("/issued_on", "future", "this day has not come yet"));
        let reversed = self.valid_until.is_some_and(|last| last < self.issued_on).then(|| {
            FieldError::new("/valid_until", "contradiction", "it ends before it was issued")
        });
        let nowhere = (self.address_hash.is_some() && self.kind != DocumentKind::Registration)
            .then(|| {
                FieldError::new("/address", "contradiction", "is told of a registration only")
            });
        future.into_iter().chain(reversed).chain(nowhere).collect()
    }

    /// Why nobody may work with it in Tatarstan in this occupation, if that is known, for this employer; `None` if one may. A
    /// patent holds in the region that it was given for alone (law 115-FZ of 2002, article 13.3): one that names none, or one
    /// that nobody knows, opens no work.
    pub fn outside(&self, isco08: Option<&IscoUnit>, employer: Uuid) -> Option<&'static str> {
        let occupation = self.bound_isco08.as_ref().zip(isco08);
        let other_work = occupation.is_some_and(|(bound, wanted)| bound != wanted)
            || self.bound_employer.is_some_and(|bound| bound != employer);
        let region = self.region.as_deref();
        if other_work {
            Some("holds for another occupation or employer: this work lies outside it")
        } else if region.is_none() && self.kind == DocumentKind::Patent {
            Some("does not say for which region it holds: record it with its `region`")
        } else if region.is_some_and(|region| !territory::is_tatarstan(region)) {
            Some(
                "holds for another region than Tatarstan (`RU-TA`), or one that is not known: this work lies outside it",
            )
        } else {
            None
        }
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.issued_on <= day && self.valid_until.is_none_or(|last| day <= last)
    }
}

/// An address as it is hashed: script, case, marks and spaces make no other address.
pub fn plain_address(address: &str) -> String {
    fold(address).replace(' ', "")
}

/// The number of a document as it is hashed: what people write otherwise makes no other number.
pub fn plain_number(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_however_it_is_written() {
        let address = plain_address("г. Казань, ул. Баумана, д. 1, кв. 7");
        assert_eq!(plain_address("Г КАЗАНЬ УЛ БАУМАНА Д.1 КВ.7"), address);
        assert_ne!(plain_address("г. Казань, ул. Баумана, д. 1, кв. 8"), address);
    }

    #[test]
    fn a_number_is_one_however_it_is_written() {
        assert_eq!(plain_number(" 16 № 240-0001 aa"), plain_number("162400001AA"));
        assert_ne!(plain_number("162400001"), plain_number("162400002"));
    }
}
