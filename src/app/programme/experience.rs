//! The work that somebody has done, once it is over.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use crate::{
    app::{App, error::AppError, law::benefit_claims::first_day, resource::Filter},
    domain::{
        access::actor::Actor,
        programme::{
            application::{Application, ApplicationId},
            contract::ContractBody,
            employment::EmploymentKind,
            terms::document::Terms,
        },
        recruitment::candidate::CandidateId,
        resource::RecordKind,
        values::text::LocalizedText,
    },
    store::{
        StoreError,
        backend::DbConnection,
        programme::{employment, work_ends},
        records::Stored,
    },
};

/// Work that is over.
#[derive(Debug, Clone)]
pub struct Experience {
    /// The application by which it began.
    pub application: ApplicationId,
    /// Who worked.
    pub candidate: CandidateId,
    /// The name of the employer.
    pub employer: LocalizedText,
    /// The terms of the contract.
    pub terms: Terms,
    /// The first day of work.
    pub first_day: NaiveDate,
    /// The last day of work.
    pub last_day: NaiveDate,
    /// When somebody told of its end.
    pub recorded_at: DateTime<Utc>,
}

impl Experience {
    /// How many whole months the work lasted.
    pub fn months(&self) -> u32 {
        whole_months(self.first_day, self.last_day)
    }
}

fn whole_months(first: NaiveDate, last: NaiveDate) -> u32 {
    let behind = last.checked_add_days(Days::new(1)).unwrap_or(last);
    let passed = (behind.year() - first.year()) * 12 + month(behind) - month(first);
    let passed = u32::try_from(passed).unwrap_or(0);
    let is_whole = first.checked_add_months(Months::new(passed)).is_some_and(|day| day <= behind);
    if is_whole { passed } else { passed.saturating_sub(1) }
}

/// The month of a day within its year.
fn month(day: NaiveDate) -> i32 {
    i32::try_from(day.month()).unwrap_or(0)
}

impl App {
    /// The work of an application that the actor may read. While it is not over, that is a conflict.
    pub fn experience(&self, actor: &Actor, id: ApplicationId) -> Result<Experience, AppError> {
        let application: Application = self.find_record(actor, id)?;
        let employer = self.employer_profiles(&[application.owner])?.remove(&application.owner);
        let name = employer.ok_or(AppError::NoSuch(RecordKind::Employer))?.body.name;
        let found = self.store.read(|conn| worked(conn, &application, name))?;
        found.ok_or_else(|| {
            let why = format!(
                "the application is {}, and nobody has told of the end of the work: there is nothing to certify",
                application.status
            );
            AppError::Conflict(why)
        })
    }
}

fn worked(
    conn: &mut DbConnection,
    application: &Application,
    employer: LocalizedText,
) -> Result<Option<Experience>, StoreError> {
    let of = application.id.0;
    let Some(end) = work_ends::of_application(conn, of)? else { return Ok(None) };
    let first_days = (of, &[EmploymentKind::FirstDay][..]);
    let said = employment::of_application(conn, first_days, 0, usize::MAX)?.pop();
    let first = match said.and_then(|one| one.day) {
        Some(day) => Some(day),
        None => first_day(conn, of)?,
    };
    let filter = Filter { application: Some(of), ..Filter::default() };
    let contract = ContractBody::list(conn, Actor::System.reach(), &filter, None, 1)?.pop();
    Ok(contract.zip(first).map(|(contract, first_day)| Experience {
        application: application.id,
        candidate: application.body.candidate,
        employer,
        terms: contract.body.sealed.terms,
        first_day: first_day.min(end.last_day),
        last_day: end.last_day,
        recorded_at: end.recorded_at,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_months_count() {
        for (first, last, months) in [
            ("2026-12-01", "2027-11-30", 12),
            ("2026-12-01", "2027-11-29", 11),
            ("2026-12-15", "2026-12-15", 0),
            ("2027-01-31", "2027-02-26", 0),
            ("2027-01-31", "2027-02-27", 1),
        ] {
            let [from, to] = [first, last].map(|day| day.parse().unwrap());
            assert_eq!(whole_months(from, to), months, "{first} to {last}");
        }
    }
}
