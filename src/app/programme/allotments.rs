//! The heads of an approved order, allotted to vacancies of its employer. What a vacancy that ends does not use is free again.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App, error::AppError, law::rule_sets::in_use, programme::job_orders::store_body,
        resource::checked::By,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        programme::job_order::{Allotment, JobOrder, JobOrderBody, JobOrderId, JobOrderStatus},
        recruitment::vacancy::{Vacancy, VacancyBody, VacancyId, VacancyStatus},
        resource::{RecordKind, Resource, lifecycle::Lack},
        values::moscow::moscow_day,
    },
    store::{
        backend::DbConnection,
        programme::allotments,
        records::{Document, Stored},
        tx::Tx,
    },
};

/// The rule that asks for a job order before a vacancy is published, and what a refusal calls the lack of one.
const ORDER_REQUIRED: &str = "order_required";

impl App {
    /// Allots heads of an order to a vacancy of the same employer, occupation and municipality, instead of those that it has.
    pub fn allot(&self, actor: &Actor, wanted: Allotment) -> Result<Allotment, AppError> {
        actor.require(JobOrderBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            VacancyBody::claim(tx.conn(), wanted.vacancy)?;
            let order = order_of_share(tx, &by.actor, wanted.order)?;
            let vacancy = VacancyBody::find(tx.conn(), by.actor.reach(), wanted.vacancy)?;
            let vacancy = vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
            fits(&order, &vacancy, wanted.heads)?;
            let present = allotments::of_vacancy(tx.conn(), wanted.vacancy)?;
            if present.as_ref().is_some_and(|present| present.order != wanted.order) {
                return Err(AppError::Taken("the vacancy stands under another job order"));
            }
            let before = present.map_or(0, |present| present.heads);
            within_share(tx, &order, vacancy.owner, (before, wanted.heads))?;
            change(tx, &order, (before, wanted.clone()), &by)?;
            Ok(wanted)
        })
    }

    /// Whether heads of an order are allotted to a vacancy.
    pub(in crate::app) fn has_order(&self, vacancy: VacancyId) -> Result<bool, AppError> {
        Ok(self.store.read(|conn| allotments::of_vacancy(conn, vacancy))?.is_some())
    }

    /// What an order has allotted to vacancies whose ids lie before one, newest first.
    pub fn allotments(
        &self,
        actor: &Actor,
        order: JobOrderId,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<Allotment>, AppError> {
        let order: JobOrder = self.find_record(actor, order)?;
        Ok(self.store.read(|conn| allotments::of_order(conn, order.id, before, limit))?)
    }
}

/// The order of an employer that has a part in it, reserved for this transaction.
fn order_of_share(tx: &mut Tx<'_>, actor: &Actor, id: JobOrderId) -> Result<JobOrder, AppError> {
    JobOrderBody::claim(tx.conn(), id)?;
    let order = JobOrderBody::find(tx.conn(), actor.reach(), id)?;
    let order = order.ok_or(AppError::NoSuch(RecordKind::JobOrder))?;
    let employer = actor.organisation().filter(|_| actor.role() == Some(Role::Employer));
    match employer.and_then(|employer| order.body.share(order.owner, employer)) {
        Some(_) => Ok(order),
        None => Err(Denied::Role.into()),
    }
}

/// Checks that an employer allots no more than its share of a pool.
fn within_share(
    tx: &mut Tx<'_>,
    order: &JobOrder,
    employer: Uuid,
    (before, heads): (u32, u32),
) -> Result<(), AppError> {
    let share = order.body.share(order.owner, employer).unwrap_or(0);
    let allotted = allotments::by_employer(tx.conn(), order.id)?;
    let others = allotted.get(&employer).copied().unwrap_or(0).saturating_sub(before);
    if order.body.pool.is_empty() || others.saturating_add(heads) <= share {
        return Ok(());
    }
    let left = share.saturating_sub(others);
    let why = format!("the pool gives this employer {share} heads, and {left} of them are free");
    Err(AppError::Conflict(why))
}

/// Whether a vacancy may have so many heads of an order.
fn fits(order: &JobOrder, vacancy: &Vacancy, heads: u32) -> Result<(), AppError> {
    let refused = |why: String| Err(AppError::Conflict(why));
    if order.status != JobOrderStatus::Approved {
        return refused(format!("the job order is {}: only an approved one allots", order.status));
    }
    let (offer, demand) = (&vacancy.body, &order.body);
    let offered = offer.known_occupation();
    if !offered.is_some_and(|one| one.is_alike(&demand.occupation)) {
        return refused("the vacancy is for another occupation than the job order".to_owned());
    }
    if offer.workplace.municipality().as_ref() != Some(&demand.municipality) {
        return refused("the vacancy is in another municipality than the job order".to_owned());
    }
    if heads < vacancy_needs(vacancy) {
        return refused(format!("the vacancy needs {} heads", vacancy_needs(vacancy)));
    }
    Ok(())
}

/// The heads without which a vacancy would break its order: those that are taken, and all seats of a public one.
fn vacancy_needs(vacancy: &Vacancy) -> u32 {
    let openings = vacancy.body.openings;
    match vacancy.status {
        VacancyStatus::Published => openings.total.unwrap_or(u32::MAX),
        _ => openings.filled.get().saturating_add(openings.reserved),
    }
}

/// Checks that a vacancy that is to be public has no more seats than its order allotted to it.
pub(in crate::app) fn may_publish(
    tx: &mut Tx<'_>,
    vacancy: &Vacancy,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(allotment) = allotments::of_vacancy(tx.conn(), vacancy.id)? else {
        return without_order(tx, now);
    };
    let total = vacancy.body.openings.total;
    if total.is_some_and(|total| total <= allotment.heads) {
        return Ok(());
    }
    let seats = total.map_or_else(|| "an unknown number of".to_owned(), |total| total.to_string());
    Err(AppError::Conflict(format!(
        "the job order allots {} heads to this vacancy, and it has {seats} seats: allot more, or lower total_job_openings",
        allotment.heads
    )))
}

/// Refuses a vacancy under no job order while a rule that both sides have approved asks for one.
fn without_order(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), AppError> {
    let used = in_use(tx.conn(), now)?;
    let rule = used.as_ref().and_then(|used| used.set.find(ORDER_REQUIRED, moscow_day(now)));
    let Some(rule) = rule.filter(|rule| rule.decides()) else { return Ok(()) };
    let why = format!(
        "the rule {} asks for a job order that both sides have approved: allot heads of one to the vacancy first",
        rule.id
    );
    Err(AppError::Lacking(vec![Lack { need: ORDER_REQUIRED, why }]))
}

/// Frees the heads that a vacancy that ends has not used.
pub(in crate::app) fn free(
    tx: &mut Tx<'_>,
    vacancy: &Vacancy,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(present) = allotments::of_vacancy(tx.conn(), vacancy.id)? else { return Ok(()) };
    JobOrderBody::claim(tx.conn(), present.order)?;
    let order = JobOrderBody::find(tx.conn(), Actor::System.reach(), present.order)?;
    let order = order.ok_or(AppError::NoSuch(RecordKind::JobOrder))?;
    let used = vacancy_needs(vacancy).min(present.heads);
    let by = By { actor: Actor::System, reason: None, now };
    change(tx, &order, (present.heads, Allotment { heads: used, ..present }), &by)
}

/// Allots another number of heads to a vacancy, and counts it in the order.
fn change(
    tx: &mut Tx<'_>,
    order: &JobOrder,
    (before, allotment): (u32, Allotment),
    by: &By,
) -> Result<(), AppError> {
    let mut body = order.body.clone();
    body.allotted = (body.allotted - before).saturating_add(allotment.heads);
    if body.allotted + body.cancelled > body.heads {
        let free = order.body.free() + before;
        let why = format!("the job order has {free} heads that are neither allotted nor cancelled");
        return Err(AppError::Conflict(why));
    }
    if allotment.heads == 0 {
        allotments::remove(tx, allotment.vacancy)?;
    } else {
        allotments::set(tx, &allotment)?;
    }
    store_body(tx, order, (body, "allot"), by)
}

/// The order that a vacancy stands under, which nobody changes before this transaction ends.
pub(super) fn order_of(
    conn: &mut DbConnection,
    vacancy: VacancyId,
) -> Result<Option<JobOrder>, AppError> {
    let Some(allotment) = allotments::of_vacancy(conn, vacancy)? else { return Ok(None) };
    Ok(JobOrderBody::find(conn, Actor::System.reach(), allotment.order)?)
}
