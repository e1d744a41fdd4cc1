//! Applications end with what they stand on: a candidate who leaves takes them along, and a job order that is withdrawn. What
//! is offered ends with them.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        resource::{checked::By, transition::moved},
    },
    domain::{
        access::actor::Actor,
        programme::{
            application::{Application, ApplicationBody, ApplicationStatus},
            closing::ClosingReason,
            job_order::JobOrderId,
            offer::{Offer, OfferBody, OfferStatus},
        },
        recruitment::{candidate::CandidateId, vacancy::VacancyBody},
        resource::{Record, RecordKind, Resource},
    },
    store::{
        programme::allotments,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
};

/// Closes the live applications of a candidate who leaves, which frees the seats that they hold.
pub(in crate::app) fn end_applications(
    tx: &mut Tx<'_>,
    candidate: CandidateId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let of_candidate = Filter { candidate: Some(candidate.0), ..Filter::default() };
    close(tx, of_candidate, |_| true, (ClosingReason::WithdrawnByWorker, now))
}

/// Closes the live applications under a job order that is withdrawn.
pub(super) fn end_order(
    tx: &mut Tx<'_>,
    order: JobOrderId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for allotment in allotments::of_order(tx.conn(), order, None, usize::MAX)? {
        let of_vacancy = Filter { vacancy: Some(allotment.vacancy.0), ..Filter::default() };
        let is_under = |one: &Application| one.body.order == Some(order);
        close(tx, of_vacancy, is_under, (ClosingReason::OrderWithdrawn, now))?;
    }
    Ok(())
}

/// Takes back what is offered under an application that is closed.
pub(super) fn end_offers(tx: &mut Tx<'_>, application: &Application) -> Result<(), AppError> {
    let reason = application.body.closing.map_or("closed", ClosingReason::as_str);
    let by = By::system(reason, application.updated_at);
    for offer in under(tx, application, &OfferStatus::LIVE)? {
        moved::<OfferBody>(tx, &offer, OfferStatus::Retracted, &by)?;
    }
    Ok(())
}

/// What is in these states under an application.
fn under<R: Stored>(
    tx: &mut Tx<'_>,
    application: &Application,
    states: &[R::Status],
) -> Result<Vec<Record<R>>, AppError> {
    let status = states.iter().map(ToString::to_string).collect();
    let filter = Filter { application: Some(application.id.0), status, ..Filter::default() };
    Ok(R::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?)
}

/// What becomes of an application whose offer does not stand any more: without an answer or with a no, the employer may
/// offer other terms; what the worker has accepted and the employer takes back closes it.
pub(super) fn after_offer(tx: &mut Tx<'_>, before: &Offer, after: &Offer) -> Result<(), AppError> {
    if OfferStatus::LIVE.contains(&after.status) {
        return Ok(());
    }
    VacancyBody::claim(tx.conn(), after.body.vacancy)?;
    let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), after.body.application)?;
    let application = found.ok_or(AppError::NoSuch(RecordKind::Application))?;
    if !application.status.is_offered() {
        return Ok(()); // the offer ends because the application has
    }
    let (to, why) = if before.status == OfferStatus::Accepted {
        (ApplicationStatus::Closed, ClosingReason::OfferRetracted.as_str())
    } else {
        (ApplicationStatus::Selected, after.status.as_str())
    };
    moved(tx, &application, to, &By::system(why, after.updated_at))?;
    Ok(())
}

fn close(
    tx: &mut Tx<'_>,
    about: Filter,
    is_meant: impl Fn(&Application) -> bool,
    (reason, now): (ClosingReason, DateTime<Utc>),
) -> Result<(), AppError> {
    let live = ApplicationBody::STATES.iter().filter(|state| **state != ApplicationStatus::Closed);
    let filter = Filter { status: live.map(ToString::to_string).collect(), ..about };
    let all = ApplicationBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    let by = By::system(reason.as_str(), now);
    for application in all.iter().filter(|one| is_meant(one)) {
        moved(tx, application, ApplicationStatus::Closed, &by)?;
    }
    Ok(())
}
