//! Checks of vacancies: when an employer or an operator asks, and by the server itself before one is published.

use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

pub use crate::store::law::compliance_checks::CheckFilter;
use crate::{
    app::{
        App,
        error::AppError,
        law::rule_sets::{SetInUse, in_use, or_own},
        resource::checked::note,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        law::{
            check::{CheckDays, check},
            compliance::{CheckBody, CheckCause, CheckSubject, CheckedRecord, ComplianceCheck},
            finding::{CheckResult, result},
            offer::{Offer, OfferFacts, Offerer, OkvedBasis},
        },
        parties::{
            employer::{Employer, EmployerBody},
            legal_ids::Okved,
        },
        recruitment::vacancy::{Vacancy, VacancyBody, VacancyId},
        resource::{RecordKind, id::Id, reach::Reach},
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        law::{compliance_checks, employer_record, promised, workforce},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// For how many months what went wrong with an employer is told.
const LOOKED_BACK: u32 = 12;

/// What is asked about a vacancy. What is left out is taken from the vacancy and its employer.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day that the rules must cover.
    pub at: Option<NaiveDate>,
    /// The activity that the work belongs to.
    pub okved: Option<Okved>,
    /// The employer's sector.
    pub sector: Option<String>,
}

impl App {
    /// Checks a vacancy within the actor's reach, and writes down what was found.
    pub fn check_vacancy(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        asked: Asked,
    ) -> Result<ComplianceCheck, AppError> {
        actor.require(Scope::ComplianceWrite)?;
        let (reach, now) = (actor.reach(), self.now());
        let note = note(actor, "create", None, now);
        self.writer
            .run(move |tx| {
                let vacancy = VacancyBody::find(tx.conn(), reach, vacancy)?;
                let vacancy = vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
                EmployerBody::claim(tx.conn(), Id::new(vacancy.owner))?;
                let set = or_own(in_use(tx.conn(), now)?, now);
                let making = Making { cause: CheckCause::Asked, set: set.as_ref(), now };
                let made = making.check(tx.conn(), &vacancy, &asked)?;
                compliance_checks::insert(tx, &made, note)?;
                Ok(made)
            })
            .map(|made| shown(actor, made))
    }

    /// The check with this id. Employers see their own, operators all.
    pub fn compliance_check(&self, actor: &Actor, id: Uuid) -> Result<ComplianceCheck, AppError> {
        let reach = reach(actor)?;
        let found = self.store.read(|conn| compliance_checks::find(conn, reach, id))?;
        let found = found.ok_or(AppError::NoSuch(RecordKind::ComplianceCheck))?;
        Ok(shown(actor, found))
    }

    /// The check with this id, made again from what it rests on: by the rules that must cover a day, as they were known at a
    /// moment; by default on its own day and by what was known when it was made.
    pub fn compliance_check_again(
        &self,
        actor: &Actor,
        id: Uuid,
        (as_of, known_at): (Option<NaiveDate>, Option<DateTime<Utc>>),
    ) -> Result<ComplianceCheck, AppError> {
        let found = self.compliance_check(actor, id)?;
        let moment = known_at.unwrap_or(found.checked_at);
        let used = self.rule_set_in_use(moment)?;
        let days = CheckDays { at: as_of.unwrap_or(found.at), today: moscow_day(found.checked_at) };
        let made = found.again(used.as_ref().map(|used| &*used.set), days).ok_or_else(|| {
            let why =
                "what this check rests on was not kept yet when it was made: ask for a new one";
            AppError::Conflict(why.to_owned())
        })?;
        let rule_set = used.as_ref().and_then(|used| used.id);
        let rule_set_name = used.map(|used| used.set.id.clone());
        Ok(shown(actor, ComplianceCheck { rule_set, rule_set_name, ..made }))
    }

    /// The checks that were made before the one with this id, newest first.
    pub fn compliance_checks(
        &self,
        actor: &Actor,
        filter: CheckFilter,
        page: (Option<Uuid>, usize),
    ) -> Result<Vec<ComplianceCheck>, AppError> {
        let reach = reach(actor)?;
        let found = self.store.read(|conn| compliance_checks::list(conn, reach, filter, page))?;
        Ok(found.into_iter().map(|check| shown(actor, check)).collect())
    }

    /// Hands on how a write ended. The check that it was refused for is written down all the same.
    pub(in crate::app) fn keeping_refusals<T>(
        &self,
        done: Result<T, AppError>,
    ) -> Result<T, AppError> {
        if let Err(AppError::Unlawful(check)) = &done {
            let check = check.clone();
            let note = note(&Actor::System, "create", None, check.checked_at);
            self.writer
                .run(move |tx| Ok::<_, AppError>(compliance_checks::insert(tx, &check, note)?))?;
        }
        done
    }
}

/// A check without what only operators may read of it.
pub(super) fn shown(actor: &Actor, mut check: ComplianceCheck) -> ComplianceCheck {
    if actor.role() != Some(Role::Operator) {
        check.body.findings.retain(|found| !found.is_for_operators());
    }
    check
}

/// How far the actor sees checks.
pub(in crate::app) fn reach(actor: &Actor) -> Result<Reach<ComplianceCheck>, Denied> {
    actor.require(Scope::ComplianceRead)?;
    Ok(actor.reach_of_owned(Role::Employer))
}

/// Checks a vacancy that is to be public by the rule set that both sides have approved, and writes down what was found.
/// Refused is only what breaks a rule; where no set is active there is nothing to check by.
pub(in crate::app) fn check_to_publish(
    tx: &mut Tx<'_>,
    vacancy: &Vacancy,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(set) = in_use(tx.conn(), now)? else { return Ok(()) };
    EmployerBody::claim(tx.conn(), Id::new(vacancy.owner))?;
    let making = Making { cause: CheckCause::Publish, set: Some(&set), now };
    let made = making.check(tx.conn(), vacancy, &Asked::default())?;
    keep_or_refuse(tx, made)
}

/// Writes down what was found, unless it breaks a rule: then whoever began the transaction does.
pub(super) fn keep_or_refuse(tx: &mut Tx<'_>, made: ComplianceCheck) -> Result<(), AppError> {
    if made.result == CheckResult::Fail {
        return Err(AppError::Unlawful(Box::new(made)));
    }
    let note = note(&Actor::System, "create", None, made.checked_at);
    Ok(compliance_checks::insert(tx, &made, note)?)
}

/// The employer with this id.
pub(super) fn employer(conn: &mut DbConnection, id: Uuid) -> Result<Employer, AppError> {
    let found = EmployerBody::find(conn, Actor::System.reach(), Id::new(id))?;
    found.ok_or(AppError::NoSuch(RecordKind::Employer))
}

/// How a check is made.
pub(in crate::app) struct Making<'m> {
    /// Why.
    pub(in crate::app) cause: CheckCause,
    /// By which rules.
    pub(in crate::app) set: Option<&'m SetInUse>,
    /// When.
    pub(in crate::app) now: DateTime<Utc>,
}

impl Making<'_> {
    /// Checks a vacancy whose employer is reserved for this transaction.
    pub(in crate::app) fn check(
        &self,
        conn: &mut DbConnection,
        vacancy: &Vacancy,
        asked: &Asked,
    ) -> Result<ComplianceCheck, AppError> {
        let employer = employer(conn, vacancy.owner)?;
        let today = moscow_day(self.now);
        let starts = vacancy.body.job_start_date.unwrap_or(today).max(today);
        let days = CheckDays { at: asked.at.unwrap_or(starts), today };
        let facts = self.facts(conn, vacancy, &employer, asked)?;
        let offerer = self.offerer(conn, &employer)?;
        let offer = Offer::of_vacancy(&vacancy.body, offerer, facts, days.at);
        let about = CheckedRecord { subject: CheckSubject::Vacancy, id: vacancy.id.0 };
        self.found(conn, (about, vacancy.owner, vacancy.id.0), offer, days)
    }

    /// What the rules say to an offer of work of an employer.
    pub(super) fn found(
        &self,
        conn: &mut DbConnection,
        (about, employer, vacancy): (CheckedRecord, Uuid, Uuid),
        offer: Offer,
        days: CheckDays,
    ) -> Result<ComplianceCheck, AppError> {
        let findings = check(&offer, self.set.map(|used| &*used.set), days);
        let all = Actor::System.reach_of_owned(Role::Employer);
        let replaces = compliance_checks::list(conn, all, CheckFilter::of(about), (None, 1))?;
        Ok(ComplianceCheck {
            id: Uuid::now_v7(),
            about,
            employer,
            vacancy,
            at: days.at,
            cause: self.cause,
            result: result(&findings),
            rule_set: self.set.and_then(|used| used.id),
            rule_set_name: self.set.map(|used| used.set.id.clone()),
            checked_at: self.now,
            replaces: replaces.first().map(|check| check.id),
            body: CheckBody { facts: offer.facts, findings, work: Some(offer.work) },
        })
    }

    /// An employer, with what went wrong with it in the last year.
    pub(super) fn offerer<'e>(
        &self,
        conn: &mut DbConnection,
        employer: &'e Employer,
    ) -> Result<Offerer<'e>, AppError> {
        let since = self.now.checked_sub_months(Months::new(LOOKED_BACK)).unwrap_or(self.now);
        let record = employer_record::of(conn, employer.id.0, (since, moscow_day(self.now)))?;
        Ok(Offerer { employer: &employer.body, status: employer.status, record })
    }

    fn facts(
        &self,
        conn: &mut DbConnection,
        vacancy: &Vacancy,
        employer: &Employer,
        asked: &Asked,
    ) -> Result<OfferFacts, AppError> {
        let basis = if asked.okved.is_some() { OkvedBasis::Asked } else { OkvedBasis::Main };
        let okved = asked.okved.clone().unwrap_or_else(|| employer.body.okved.clone());
        let reported = workforce::latest(conn, vacancy.owner, &okved, moscow_day(self.now))?;
        let mut promised = promised::offered(conn, vacancy.owner, vacancy.id)?;
        if let Some(report) = &reported
            && let Some(after) = report.as_of.succ_opt()
        {
            let since = after.and_time(NaiveTime::MIN).and_utc();
            promised += promised::filled(conn, vacancy.owner, since)?;
        }
        Ok(OfferFacts {
            okved,
            okved_basis: basis,
            wanted: vacancy.body.openings.open(),
            promised: u32::try_from(promised).unwrap_or(u32::MAX),
            workforce: reported,
            sector: asked.sector.clone().or_else(|| employer.body.sector.clone()),
        })
    }
}
