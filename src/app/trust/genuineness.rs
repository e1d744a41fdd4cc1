//! Codes are issued for what is genuine, and anybody asks what became of it since.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub use crate::store::trust::verification_codes::IssuedCode;
use crate::{
    app::{App, error::AppError},
    domain::{
        access::actor::Actor,
        learning::recognition::RecognitionBody,
        parties::{
            agency::AgencyBody,
            employer::{Employer, EmployerBody},
        },
        programme::{contract::ContractBody, job_order::JobOrderBody},
        recruitment::vacancy::VacancyBody,
        resource::{Record, id::Id},
        trust::{
            genuineness::{
                CodeFacts, CodeResult, Genuineness, of_agency, of_contract, of_employer,
                of_job_order, of_recognition, of_vacancy,
            },
            verification_code::{CodeKind, VerificationCode},
        },
    },
    store::{
        backend::DbConnection, error::StoreError, records::Stored, trust::verification_codes,
        tx::Tx,
    },
};

impl App {
    /// The code of a record that the actor may read and that is genuine today, with what it stands for. A record has one.
    pub fn issue_code(
        &self,
        actor: &Actor,
        kind: CodeKind,
        record: Uuid,
    ) -> Result<(IssuedCode, Genuineness), AppError> {
        self.must_read(actor, kind, record)?;
        let (issued_at, today) = (self.now(), self.today());
        let issued = self.writer.run(move |tx| {
            let (result, _) = standing(tx.conn(), kind, record, today)?.unwrap_or_else(nothing);
            if result != CodeResult::Genuine {
                return Err(AppError::Conflict(not_genuine(kind).to_owned()));
            }
            Ok(code_of(tx, (kind, record), issued_at)?)
        })?;
        let told = self.verify(&issued.code)?;
        Ok((issued, told))
    }

    /// What is told of a code. Nothing is written, and an unknown code takes the same reads as one that holds no longer.
    pub fn verify(&self, code: &VerificationCode) -> Result<Genuineness, AppError> {
        let today = self.today();
        let Some(kind) = code.kind() else { return Ok(Genuineness::mistyped()) };
        let all = self.store.as_server("who has a code may ask whether what bears it is genuine");
        let (issued, found) = all.read(|conn| {
            let issued = verification_codes::find(conn, code)?;
            let record = issued.as_ref().map_or_else(Uuid::nil, |issued| issued.record);
            Ok::<_, StoreError>((issued.is_some(), standing(conn, kind, record, today)?))
        })?;
        let (result, facts) = match (issued, found) {
            (false, _) => (CodeResult::NotFound, CodeFacts::default()),
            (true, Some((result, facts))) if result != CodeResult::NoLongerValid => (result, facts),
            (true, _) => nothing(),
        };
        Ok(Genuineness { code: Some(code.clone()), result, facts })
    }

    fn must_read(&self, actor: &Actor, kind: CodeKind, record: Uuid) -> Result<(), AppError> {
        match kind {
            CodeKind::Agency => drop(self.find_record::<AgencyBody>(actor, Id::new(record))?),
            CodeKind::Employer => drop(self.find_record::<EmployerBody>(actor, Id::new(record))?),
            CodeKind::Vacancy => drop(self.find_record::<VacancyBody>(actor, Id::new(record))?),
            CodeKind::JobOrder => drop(self.find_record::<JobOrderBody>(actor, Id::new(record))?),
            CodeKind::Contract => drop(self.find_record::<ContractBody>(actor, Id::new(record))?),
            CodeKind::Recognition => {
                drop(self.find_record::<RecognitionBody>(actor, Id::new(record))?);
            }
        }
        Ok(())
    }
}

/// What is told of something that is there no more.
fn nothing() -> (CodeResult, CodeFacts) {
    (CodeResult::NoLongerValid, CodeFacts::default())
}

/// How a record stands, if it is there.
fn standing(
    conn: &mut DbConnection,
    kind: CodeKind,
    record: Uuid,
    today: NaiveDate,
) -> Result<Option<(CodeResult, CodeFacts)>, StoreError> {
    let found = match kind {
        CodeKind::Agency => read::<AgencyBody>(conn, record)?.map(|one| of_agency(one, today)),
        CodeKind::Employer => read::<EmployerBody>(conn, record)?.map(of_employer),
        CodeKind::Vacancy => {
            let both = of_employers::<VacancyBody>(conn, record)?;
            both.map(|(vacancy, employer)| of_vacancy(vacancy, employer, today))
        }
        CodeKind::JobOrder => {
            let both = of_employers::<JobOrderBody>(conn, record)?;
            both.map(|(order, employer)| of_job_order(order, employer, today))
        }
        CodeKind::Contract => {
            let both = of_employers::<ContractBody>(conn, record)?;
            both.map(|(contract, employer)| of_contract(contract.status, employer))
        }
        CodeKind::Recognition => {
            read::<RecognitionBody>(conn, record)?.map(|one| of_recognition(one, today))
        }
    };
    Ok(found)
}

/// A record of an employer, with the employer. What is not there takes the same reads.
fn of_employers<R: Stored>(
    conn: &mut DbConnection,
    record: Uuid,
) -> Result<Option<(Record<R>, Employer)>, StoreError> {
    let found = read::<R>(conn, record)?;
    let owner = found.as_ref().map_or_else(Uuid::nil, |one| one.owner);
    let employer = read::<EmployerBody>(conn, owner)?;
    Ok(found.zip(employer))
}

fn read<R: Stored>(conn: &mut DbConnection, record: Uuid) -> Result<Option<Record<R>>, StoreError> {
    R::find(conn, Actor::System.reach(), Id::new(record))
}

fn not_genuine(kind: CodeKind) -> &'static str {
    match kind {
        CodeKind::Agency => "a code is issued for a licensed agency only",
        CodeKind::Employer => "a code is issued for a verified employer only",
        CodeKind::Vacancy => "a code is issued for a published vacancy of a verified employer only",
        CodeKind::JobOrder => {
            "a code is issued for an approved job order of a verified employer only, until its period is over"
        }
        CodeKind::Contract => "a code is issued for a contract in force only",
        CodeKind::Recognition => {
            "a code is issued for a qualification that was recognised only, and not after its last day"
        }
    }
}

/// The code of a record, which is issued if it has none.
pub(in crate::app) fn code_of(
    tx: &mut Tx<'_>,
    (kind, record): (CodeKind, Uuid),
    issued_at: DateTime<Utc>,
) -> Result<IssuedCode, StoreError> {
    if let Some(issued) = verification_codes::of_record(tx.conn(), kind, record)? {
        return Ok(issued);
    }
    let code = VerificationCode::new(kind, chance());
    let issued = IssuedCode { code, kind, record, issued_at };
    verification_codes::insert(tx, &issued)?;
    Ok(issued)
}

/// Sixty bits of chance and two more: the lower half of a random UUID, but for its variant.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
fn chance() -> u64 {
    Uuid::new_v4().as_u128() as u64
}
