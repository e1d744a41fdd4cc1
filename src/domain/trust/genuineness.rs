//! Whether what a code stands for is genuine today, and what everybody may know of it. It never tells of a person.

use chrono::NaiveDate;

use crate::domain::{
    concepts::occupation::IscoUnit,
    law::sentence::sentence,
    learning::recognition::{Recognition, RecognitionOutcome, RecognitionStatus},
    parties::{
        agency::{Agency, AgencyStatus},
        employer::{Employer, EmployerStatus},
        legal_ids::LicenceNumber,
    },
    programme::{
        contract::ContractStatus,
        job_order::{JobOrder, JobOrderStatus},
    },
    recruitment::vacancy::{Vacancy, VacancyStatus},
    trust::verification_code::{CodeKind, VerificationCode},
    values::{language::Lang, place::Oktmo, text::LocalizedText, words::words},
};

/// Open seats are told in steps of so many, so that nobody follows who was taken.
const SEATS_STEP: u32 = 5;

words! {
    /// Whether what a code stands for is genuine.
    CodeResult {
        /// It is.
        Genuine = "genuine",
        /// It was, and its time is over.
        NoLongerValid = "no_longer_valid",
        /// It does not hold for now.
        Suspended = "suspended",
        /// No such code was issued.
        NotFound = "not_found",
        /// It is no code: a symbol is wrong, or two have changed places.
        Mistyped = "mistyped",
    }
}

/// What everybody may know of what a code stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeFacts {
    /// The employer's name.
    pub employer: Option<LocalizedText>,
    /// The agency's name.
    pub agency: Option<LocalizedText>,
    /// The number of its licence.
    pub licence: Option<LicenceNumber>,
    /// The work.
    pub trade: Option<LocalizedText>,
    /// The work as a code, where nobody has named it otherwise.
    pub isco08: Option<IscoUnit>,
    /// Who has decided, where it is a decision.
    pub authority: Option<String>,
    /// Where the work is, or where the employer is registered.
    pub municipality: Option<Oktmo>,
    /// Its last day, if there is one.
    pub valid_to: Option<NaiveDate>,
    /// Seats that are still open, rounded up to fives, if somebody says how many there are.
    pub open_seats: Option<u32>,
}

/// What is told of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuineness {
    /// The code, unless it was mistyped.
    pub code: Option<VerificationCode>,
    /// Whether it is genuine.
    pub result: CodeResult,
    /// What it stands for; nothing of what is not found, and nothing of what holds no longer.
    pub facts: CodeFacts,
}

impl Genuineness {
    /// What is told of something that is no code.
    pub fn mistyped() -> Self {
        Self { code: None, result: CodeResult::Mistyped, facts: CodeFacts::default() }
    }

    /// The kind, as the code itself says.
    pub fn kind(&self) -> Option<CodeKind> {
        self.code.as_ref().and_then(VerificationCode::kind)
    }
}

/// What is told of an agency.
pub fn of_agency(agency: Agency, today: NaiveDate) -> (CodeResult, CodeFacts) {
    let result = match agency.status {
        AgencyStatus::Licensed if agency.body.licence_ended(today).is_none() => CodeResult::Genuine,
        AgencyStatus::Suspended => CodeResult::Suspended,
        _ => CodeResult::NoLongerValid,
    };
    let facts = CodeFacts {
        agency: Some(agency.body.name),
        licence: Some(agency.body.licence_number),
        valid_to: Some(agency.body.licence_valid_until),
        ..CodeFacts::default()
    };
    (result, facts)
}

/// What is told of an employer.
pub fn of_employer(employer: Employer) -> (CodeResult, CodeFacts) {
    let facts = CodeFacts {
        employer: Some(employer.body.name),
        municipality: Some(employer.body.municipality),
        ..CodeFacts::default()
    };
    (standing(employer.status), facts)
}

fn standing(status: EmployerStatus) -> CodeResult {
    match status {
        EmployerStatus::Verified => CodeResult::Genuine,
        EmployerStatus::Suspended | EmployerStatus::Verifying => CodeResult::Suspended,
        EmployerStatus::Registered | EmployerStatus::Blacklisted => CodeResult::NoLongerValid,
    }
}

/// What is told of a vacancy of an employer. It is worth no more than its employer.
pub fn of_vacancy(
    vacancy: Vacancy,
    employer: Employer,
    today: NaiveDate,
) -> (CodeResult, CodeFacts) {
    let body = vacancy.body;
    let ended = body.valid_through.is_some_and(|last| last < today);
    let own = match vacancy.status {
        VacancyStatus::Published if !ended => CodeResult::Genuine,
        VacancyStatus::Suspended => CodeResult::Suspended,
        _ => CodeResult::NoLongerValid,
    };
    let up = |seats: u32| seats.next_multiple_of(SEATS_STEP);
    let facts = CodeFacts {
        employer: Some(employer.body.name),
        trade: body.title,
        municipality: body.workplace.oktmo,
        valid_to: body.valid_through,
        open_seats: body.openings.open().map(up),
        ..CodeFacts::default()
    };
    (worse(own, standing(employer.status)), facts)
}

/// What is told of a job order of an employer. It is worth no more than its employer.
pub fn of_job_order(
    order: JobOrder,
    employer: Employer,
    today: NaiveDate,
) -> (CodeResult, CodeFacts) {
    let body = order.body;
    let own = match order.status {
        JobOrderStatus::Approved if today <= body.period_end => CodeResult::Genuine,
        JobOrderStatus::Suspended => CodeResult::Suspended,
        _ => CodeResult::NoLongerValid,
    };
    let facts = CodeFacts {
        employer: Some(employer.body.name),
        isco08: body.occupation.unit().cloned(),
        municipality: Some(body.municipality.into()),
        valid_to: Some(body.period_end),
        ..CodeFacts::default()
    };
    (worse(own, standing(employer.status)), facts)
}

/// What is told of a contract: that there is one between this employer and a worker. An employer that is suspended keeps whom
/// it has, so the contract holds all the same.
pub fn of_contract(status: ContractStatus, employer: Employer) -> (CodeResult, CodeFacts) {
    let result = match status {
        ContractStatus::Signed => CodeResult::Genuine,
        ContractStatus::Held => CodeResult::Suspended,
        ContractStatus::Replaced | ContractStatus::Ended => CodeResult::NoLongerValid,
    };
    (result, CodeFacts { employer: Some(employer.body.name), ..CodeFacts::default() })
}

/// What is told of a decision of recognition: who has decided, and until when it counts. A dispute changes nothing until it is
/// decided.
pub fn of_recognition(recognition: Recognition, today: NaiveDate) -> (CodeResult, CodeFacts) {
    let body = recognition.body;
    let decided = RecognitionStatus::DECIDED.contains(&recognition.status);
    let counts = body.decision().is_some_and(|last| {
        last.outcome != RecognitionOutcome::Refused
            && last.valid_until.is_none_or(|until| today <= until)
    });
    let result = if decided && counts { CodeResult::Genuine } else { CodeResult::NoLongerValid };
    let valid_to = body.decision().and_then(|last| last.valid_until);
    (result, CodeFacts { authority: Some(body.authority), valid_to, ..CodeFacts::default() })
}

/// The one that says less good of two.
fn worse(one: CodeResult, other: CodeResult) -> CodeResult {
    let rank = |result| match result {
        CodeResult::Genuine => 0,
        CodeResult::Suspended => 1,
        _ => 2,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// The longest answer for a telephone, in characters.
pub const LONGEST_MESSAGE: usize = 160;
/// So many characters of a name stand in it.
const NAME: usize = 20;

/// What codes of the taxonomy are called.
#[derive(Debug, Clone, Copy, Default)]
pub struct MessageNames<'n> {
    /// The work.
    pub trade: &'n str,
    /// The municipality.
    pub place: &'n str,
}

/// The answer as a message for a telephone.
pub fn message(told: &Genuineness, named: MessageNames<'_>, lang: Lang) -> String {
    let Genuineness { code, result, facts } = told;
    let name = |text: &Option<LocalizedText>| {
        short(text.as_ref().map_or("", |text| text.in_language(lang)))
    };
    let day = facts.valid_to.map(|day| sentence("code.until", lang, &[("day", &day.to_string())]));
    let seats = facts.open_seats.map_or_else(|| "?".to_owned(), |seats| seats.to_string());
    let values = [
        ("code", code.as_ref().map_or("", VerificationCode::as_str)),
        ("employer", &*name(&facts.employer)),
        ("agency", &*name(&facts.agency)),
        ("licence", &*short(facts.licence.as_ref().map_or("", LicenceNumber::as_str))),
        ("trade", &*short(named.trade)),
        ("authority", &*short(facts.authority.as_deref().unwrap_or_default())),
        ("place", &*short(named.place)),
        ("until", day.as_deref().unwrap_or_default()),
        ("seats", &*seats),
    ];
    match (result, told.kind()) {
        (CodeResult::Genuine, Some(kind)) => sentence(&format!("code.{kind}"), lang, &values),
        (other, _) => sentence(&format!("code.{other}"), lang, &values),
    }
}

/// That nobody may ask the reader for a fee.
pub fn no_fee(lang: Lang) -> String {
    sentence("code.no_fee", lang, &[])
}

/// Where to complain.
pub fn complain_at(lang: Lang) -> String {
    sentence("code.complain_at", lang, &[])
}

/// The beginning of a name.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    name.chars().take(NAME - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_answer_fits_a_message_in_every_language() {
        let long =
            |lang| LocalizedText::try_from(BTreeMap::from([(lang, "Щ".repeat(200))])).unwrap();
        for lang in Lang::ALL {
            let facts = CodeFacts {
                employer: Some(long(*lang)),
                agency: Some(long(*lang)),
                licence: Some("7".repeat(32).parse().unwrap()),
                trade: Some(long(*lang)),
                isco08: None,
                authority: Some("Щ".repeat(200)),
                municipality: None,
                valid_to: NaiveDate::from_ymd_opt(2027, 12, 31),
                open_seats: Some(10_000),
            };
            for result in CodeResult::ALL {
                for kind in CodeKind::ALL {
                    let code = Some(VerificationCode::new(*kind, 7));
                    let told = Genuineness { code, result: *result, facts: facts.clone() };
                    let name = "Щ".repeat(200);
                    let named = MessageNames { trade: &name, place: &name };
                    let text = message(&told, named, *lang);
                    assert!(
                        text.chars().count() <= LONGEST_MESSAGE,
                        "{} {text}",
                        text.chars().count()
                    );
                    assert!(!text.contains('{') && !text.starts_with("code."), "{text}");
                }
            }
        }
    }
}
