//! What there is to check of an offer of work.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::{decide::MonthlyPay, workforce::WorkforceReport},
    parties::{
        employer::{EmployerBody, EmployerStatus},
        legal_ids::Okved,
    },
    programme::{job_order::JobOrderBody, terms::document::Terms},
    recruitment::{pay::PayReach, vacancy::VacancyBody},
    values::words::words,
};

/// Hundredths of a unit of money.
const MINOR: i64 = 100;

/// What terms always say, in the words of rules.
const ALWAYS_SAID: &[&str] = &["workplace", "occupation", "start", "term", "pay", "hours", "rest"];

words! {
    /// By which activity of the employer a check was made.
    OkvedBasis {
        /// The main one, by which it is registered.
        Main = "main",
        /// The one that was asked about, or that the job order names.
        Asked = "asked",
    }
}

words! {
    /// How an employer stands with the operators.
    Standing {
        /// It is verified.
        Good = "good",
        /// Nobody has verified it yet.
        Open = "open",
        /// It may not offer work.
        Barred = "barred",
    }
}

/// What an offer is checked by, beside its pay and its terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferFacts {
    /// The activity that the work belongs to.
    pub okved: Okved,
    /// Where that was taken from.
    pub okved_basis: OkvedBasis,
    /// How many foreign workers the offer looks for; `None` if it does not say.
    pub wanted: Option<u32>,
    /// How many the employer has promised work to already.
    pub promised: u32,
    /// How many work there, as the employer last reported.
    pub workforce: Option<WorkforceReport>,
    /// The employer's sector, if it was told.
    pub sector: Option<String>,
}

/// What went wrong with an employer in the last year, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerRecord {
    /// Contracts that broke what the worker had accepted.
    pub worse_contracts: u32,
    /// Payments that workers made and no worker may make.
    pub banned_fees: u32,
    /// Deadlines of its own that it let pass.
    pub missed_deadlines: u32,
    /// Grave complaints against it that are open.
    pub grave_complaints: u32,
}

/// Who offers work.
#[derive(Debug, Clone, Copy)]
pub struct Offerer<'e> {
    /// The employer.
    pub employer: &'e EmployerBody,
    /// How far it is verified.
    pub status: EmployerStatus,
    /// What went wrong with it.
    pub record: EmployerRecord,
}

/// An offer of work, and who makes it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What it is checked by.
    pub facts: OfferFacts,
    /// The work, and how its employer stands.
    pub work: OfferedWork,
}

/// What is offered, and by whom. A check keeps it, so that it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedWork {
    /// The employer's main activity.
    pub main: Okved,
    /// The municipality of the work, if it is known.
    pub place: Option<String>,
    /// What a month brings.
    pub pay: MonthlyPay,
    /// Which of the terms of a contract it says.
    pub said: Vec<String>,
    /// Its days of paid leave in a year, if it says so.
    pub leave_days: Option<u16>,
    /// How the employer stands.
    pub standing: Standing,
    /// What went wrong with the employer.
    pub record: EmployerRecord,
}

impl OfferedWork {
    /// Work of an employer, of which nothing else is said.
    fn of(offerer: Offerer<'_>, pay: MonthlyPay, said: Vec<String>) -> Self {
        let Offerer { employer, status, record } = offerer;
        let (main, standing) = (employer.okved.clone(), standing(status));
        Self { main, place: None, pay, said, leave_days: None, standing, record }
    }
}

impl Offer {
    /// What a vacancy offers on a day.
    pub fn of_vacancy(
        vacancy: &VacancyBody,
        offerer: Offerer<'_>,
        facts: OfferFacts,
        on: NaiveDate,
    ) -> Self {
        let place = vacancy.workplace.municipality().map(|place| place.to_string());
        let work = OfferedWork::of(offerer, pay(vacancy, on), said(vacancy));
        Self { facts, work: OfferedWork { place, ..work } }
    }

    /// What terms offer. They say what a month brings at least, so nothing of the pay is open.
    pub fn of_terms(terms: &Terms, offerer: Offerer<'_>, facts: OfferFacts) -> Self {
        let pay = MonthlyPay {
            sure_minor: terms.monthly_minimum,
            most_minor: Some(terms.monthly_minimum),
            currency: terms.currency.to_string(),
        };
        let medical = (terms.medical_insurance || terms.medical_care).then_some("medical_care");
        let said = ALWAYS_SAID.iter().copied().chain(medical).map(str::to_owned).collect();
        let (place, leave_days) = (Some(terms.municipality.to_string()), Some(terms.leave_days));
        let work = OfferedWork::of(offerer, pay, said);
        Self { facts, work: OfferedWork { place, leave_days, ..work } }
    }

    /// What a job order asks for. What is paid its terms say, if it has any.
    pub fn of_order(order: &JobOrderBody, offerer: Offerer<'_>, facts: OfferFacts) -> Self {
        if let Some(terms) = &order.terms {
            return Self::of_terms(terms, offerer, facts);
        }
        let pay = MonthlyPay { sure_minor: 0, most_minor: None, currency: String::new() };
        let said = ["workplace", "occupation", "start", "term"].map(str::to_owned).into();
        let place = Some(order.municipality.to_string());
        let work = OfferedWork::of(offerer, pay, said);
        Self { facts, work: OfferedWork { place, ..work } }
    }
}

const fn standing(status: EmployerStatus) -> Standing {
    match status {
        EmployerStatus::Verified => Standing::Good,
        EmployerStatus::Registered | EmployerStatus::Verifying => Standing::Open,
        EmployerStatus::Suspended | EmployerStatus::Blacklisted => Standing::Barred,
    }
}

/// What is guaranteed for a month, and the most that is promised, in hundredths.
fn pay(vacancy: &VacancyBody, on: NaiveDate) -> MonthlyPay {
    let reach = vacancy.base_salary.as_ref().map(|pay| PayReach::of(pay, &vacancy.work_hours, on));
    let (currency, sure, most) = reach.map_or((None, 0, None), |reach| reach.monthly());
    MonthlyPay {
        sure_minor: i64::from(sure) * MINOR,
        most_minor: most.map(|most| i64::from(most) * MINOR),
        currency: currency.map(|currency| currency.to_string()).unwrap_or_default(),
    }
}

/// The terms of a contract that a vacancy says, in the words of rules.
fn said(vacancy: &VacancyBody) -> Vec<String> {
    let conditions = &vacancy.conditions;
    let hours = &vacancy.work_hours;
    let pay = vacancy.base_salary.as_ref().is_some_and(|pay| !pay.is_by_agreement());
    let home = hours.rotation.is_some_and(|rotation| rotation.days_off.is_some());
    let all = [
        ("workplace", vacancy.workplace.oktmo.is_some()),
        ("occupation", vacancy.known_occupation().is_some()),
        ("start", vacancy.job_start_date.is_some()),
        ("term", vacancy.employment_type.is_some()),
        ("pay", pay),
        ("hours", hours.hours_per_week.is_some() || hours.hours_per_shift.is_some()),
        ("rest", hours.schedule.is_some() || home),
        ("medical_care", conditions.insurance.as_ref().is_some_and(|insurance| insurance.medical)),
        ("work_document", conditions.provided.papers == Some(true)),
    ];
    all.into_iter().filter(|(_, says)| *says).map(|(term, _)| term.to_owned()).collect()
}
