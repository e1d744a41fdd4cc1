//! Checks of what binds an employer beyond its vacancies: a job order that is to be approved, an offer that is to be made, a
//! trip that is to be boarded. Whom the employer is bound to already counts as promised, under the employer's lock.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::{
            compliance::{Making, employer, keep_or_refuse, shown},
            rule_sets::{in_use, or_own},
        },
        resource::checked::note,
    },
    domain::{
        access::{actor::Actor, scope::Scope},
        law::{
            check::CheckDays,
            compliance::{CheckCause, CheckSubject, CheckedRecord, ComplianceCheck},
            offer::{Offer, OfferFacts, OkvedBasis},
        },
        parties::{employer::Employer, employer::EmployerBody, legal_ids::Okved},
        programme::{
            job_order::{JobOrder, JobOrderBody, JobOrderId},
            offer::{OfferBody, OfferId, OfferStatus},
            terms::document::Terms,
        },
        recruitment::vacancy::VacancyId,
        resource::{RecordKind, id::Id},
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        law::{compliance_checks, promised, workforce},
        records::{Document, Stored},
        tx::Tx,
    },
};

/// Terms that an employer offers, or has signed.
pub(in crate::app) struct Offered<'t> {
    /// What is checked.
    pub(in crate::app) about: CheckedRecord,
    /// The employer.
    pub(in crate::app) employer: Uuid,
    /// The vacancy.
    pub(in crate::app) vacancy: VacancyId,
    /// The job order, if there is one.
    pub(in crate::app) order: Option<JobOrderId>,
    /// The terms.
    pub(in crate::app) terms: &'t Terms,
    /// How many workers they are for.
    pub(in crate::app) workers: u32,
    /// How many of them the employer is bound to already.
    pub(in crate::app) bound: u32,
}

impl App {
    /// Checks a job order within the actor's reach on a day, and writes down what was found.
    pub fn check_order(
        &self,
        actor: &Actor,
        id: JobOrderId,
        at: Option<NaiveDate>,
    ) -> Result<ComplianceCheck, AppError> {
        let reach = actor.reach();
        self.check_asked(actor, move |tx, making| {
            let order = JobOrderBody::find(tx.conn(), reach, id)?;
            let order = order.ok_or(AppError::NoSuch(RecordKind::JobOrder))?;
            EmployerBody::claim(tx.conn(), Id::new(order.owner))?;
            making.order(tx.conn(), &order, at)
        })
    }

    /// Checks an offer within the actor's reach on a day, and writes down what was found.
    pub fn check_offer(
        &self,
        actor: &Actor,
        id: OfferId,
        at: Option<NaiveDate>,
    ) -> Result<ComplianceCheck, AppError> {
        let reach = actor.reach();
        self.check_asked(actor, move |tx, making| {
            let offer = OfferBody::find(tx.conn(), reach, id)?;
            let offer = offer.ok_or(AppError::NoSuch(RecordKind::Offer))?;
            EmployerBody::claim(tx.conn(), Id::new(offer.owner))?;
            let is_bound = matches!(offer.status, OfferStatus::Sent | OfferStatus::Accepted);
            let offered = Offered {
                about: CheckedRecord { subject: CheckSubject::Offer, id: id.0 },
                employer: offer.owner,
                vacancy: offer.body.vacancy,
                order: None,
                terms: &offer.body.sealed.terms,
                workers: 1,
                bound: u32::from(is_bound),
            };
            making.terms(tx.conn(), &offered, at)
        })
    }

    fn check_asked(
        &self,
        actor: &Actor,
        find: impl FnOnce(&mut Tx<'_>, &Making<'_>) -> Result<ComplianceCheck, AppError>
        + Send
        + 'static,
    ) -> Result<ComplianceCheck, AppError> {
        actor.require(Scope::ComplianceWrite)?;
        let now = self.now();
        let note = note(actor, "create", None, now);
        self.writer
            .run(move |tx| {
                let set = or_own(in_use(tx.conn(), now)?, now);
                let making = Making { cause: CheckCause::Asked, set: set.as_ref(), now };
                let made = find(tx, &making)?;
                compliance_checks::insert(tx, &made, note)?;
                Ok(made)
            })
            .map(|made| shown(actor, made))
    }
}

/// Checks a job order that both sides approve of, by the rule set in use; the employer is reserved for this transaction.
pub(in crate::app) fn check_to_approve(
    tx: &mut Tx<'_>,
    order: &JobOrder,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(set) = in_use(tx.conn(), now)? else { return Ok(()) };
    let making = Making { cause: CheckCause::Publish, set: Some(&set), now };
    let made = making.order(tx.conn(), order, None)?;
    keep_or_refuse(tx, made)
}

/// Checks terms that are offered, or by which somebody sets out, by the rule set in use; the employer is reserved for this
/// transaction.
pub(in crate::app) fn check_to_bind(
    tx: &mut Tx<'_>,
    offered: &Offered<'_>,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(set) = in_use(tx.conn(), now)? else { return Ok(()) };
    let making = Making { cause: CheckCause::Publish, set: Some(&set), now };
    let made = making.terms(tx.conn(), offered, None)?;
    keep_or_refuse(tx, made)
}

impl Making<'_> {
    fn order(
        &self,
        conn: &mut DbConnection,
        order: &JobOrder,
        at: Option<NaiveDate>,
    ) -> Result<ComplianceCheck, AppError> {
        let employer = employer(conn, order.owner)?;
        let days = self.days(at, order.body.period_start);
        let okved = (order.body.okved.clone(), OkvedBasis::Asked);
        let facts = self.bound(conn, &employer, okved, (order.body.heads, 0))?;
        let offer = Offer::of_order(&order.body, self.offerer(conn, &employer)?, facts);
        let about = CheckedRecord { subject: CheckSubject::JobOrder, id: order.id.0 };
        self.found(conn, (about, order.owner, order.id.0), offer, days)
    }

    fn terms(
        &self,
        conn: &mut DbConnection,
        offered: &Offered<'_>,
        at: Option<NaiveDate>,
    ) -> Result<ComplianceCheck, AppError> {
        let employer = employer(conn, offered.employer)?;
        let days = self.days(at, offered.terms.start_day);
        let order =
            offered.order.map(|order| JobOrderBody::find(conn, Actor::System.reach(), order));
        let okved = order.transpose()?.flatten().map(|order| (order.body.okved, OkvedBasis::Asked));
        let okved = okved.unwrap_or_else(|| (employer.body.okved.clone(), OkvedBasis::Main));
        let facts = self.bound(conn, &employer, okved, (offered.workers, offered.bound))?;
        let offer = Offer::of_terms(offered.terms, self.offerer(conn, &employer)?, facts);
        self.found(conn, (offered.about, offered.employer, offered.vacancy.0), offer, days)
    }

    fn days(&self, at: Option<NaiveDate>, starts: NaiveDate) -> CheckDays {
        let today = moscow_day(self.now);
        CheckDays { at: at.unwrap_or(starts.max(today)), today }
    }

    /// What the employer is bound to, but for so many of those who are wanted.
    fn bound(
        &self,
        conn: &mut DbConnection,
        employer: &Employer,
        (okved, okved_basis): (Okved, OkvedBasis),
        (wanted, of_them): (u32, u32),
    ) -> Result<OfferFacts, AppError> {
        let reported = workforce::latest(conn, employer.id.0, &okved, moscow_day(self.now))?;
        let after = reported.as_ref().and_then(|report| report.as_of.succ_opt());
        let since = after.map(|day| day.and_time(NaiveTime::MIN).and_utc());
        let bound = promised::bound(conn, employer.id.0, since)?;
        let promised = u32::try_from(bound).unwrap_or(u32::MAX).saturating_sub(of_them);
        let wanted = Some(wanted);
        let sector = employer.body.sector.clone();
        Ok(OfferFacts { okved, okved_basis, wanted, promised, workforce: reported, sector })
    }
}
