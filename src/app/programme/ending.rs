//! Applications end with what they stand on: a candidate who leaves takes them along, and a job order that is withdrawn. What
//! is offered and signed ends with them.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        resource::{checked::By, transition::moved},
    },
    domain::{
        access::actor::Actor,
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            closing::ClosingReason,
            contract::{Contract, ContractBody, ContractStatus},
            job_order::JobOrderId,
            offer::{Offer, OfferBody, OfferStatus},
        },
        recruitment::{
            candidate::CandidateId,
            vacancy::{VacancyBody, VacancyId},
        },
        resource::{Record, RecordKind},
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

/// Ends what is offered and signed under an application that is closed.
pub(super) fn end_what_is_offered(
    tx: &mut Tx<'_>,
    application: &Application,
) -> Result<(), AppError> {
    let reason = application.body.closing.map_or("the work is over", ClosingReason::as_str);
    let by = By::system(reason, application.updated_at);
    let offers = match application.status {
        ApplicationStatus::Closed => under(tx, application, &OfferStatus::LIVE)?,
        _ => Vec::new(), // what was accepted was kept until the end
    };
    for offer in offers {
        moved::<OfferBody>(tx, &offer, OfferStatus::Retracted, &by)?;
    }
    for contract in under(tx, application, &ContractStatus::LIVE)? {
        moved::<ContractBody>(tx, &contract, ContractStatus::Ended, &by)?;
    }
    Ok(())
}

/// What is in these states under an application.
pub(super) fn under<R: Stored>(
    tx: &mut Tx<'_>,
    application: &Application,
    states: &[R::Status],
) -> Result<Vec<Record<R>>, AppError> {
    let filter = Filter {
        application: Some(application.id.0),
        status: states.iter().map(ToString::to_string).collect(),
        ..Filter::default()
    };
    Ok(R::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?)
}

/// What becomes of an application whose offer does not stand any more: without an answer or with a no, the employer may
/// offer other terms; what the worker has accepted and the employer takes back closes it.
pub(super) fn after_offer(tx: &mut Tx<'_>, before: &Offer, after: &Offer) -> Result<(), AppError> {
    if OfferStatus::LIVE.contains(&after.status) {
        return Ok(());
    }
    let Some(application) = bound(tx, after.body.vacancy, after.body.application)? else {
        return Ok(()); // the offer ends because the application has
    };
    let (to, why) = if application.status.has_set_out() {
        (ApplicationStatus::Closed, ClosingReason::TerminatedByEmployer.as_str())
    } else if before.status == OfferStatus::Accepted {
        (ApplicationStatus::Closed, ClosingReason::OfferRetracted.as_str())
    } else {
        (ApplicationStatus::Selected, after.status.as_str())
    };
    moved(tx, &application, to, &By::system(why, after.updated_at))?;
    Ok(())
}

/// What becomes of the application of a contract that is in force, or that somebody has ended.
pub(super) fn after_contract(tx: &mut Tx<'_>, contract: &Contract) -> Result<(), AppError> {
    let Some(application) = bound(tx, contract.body.vacancy, contract.body.application)? else {
        return Ok(());
    };
    let at_work = application.status.has_set_out();
    let closing = contract.body.end.and_then(|end| end.closes(at_work));
    let (to, why) = match (contract.status, closing) {
        (ContractStatus::Signed, _) => (ApplicationStatus::ContractSigned, "a contract"),
        (ContractStatus::Ended, Some(reason)) => (ApplicationStatus::Closed, reason.as_str()),
        _ => return Ok(()),
    };
    moved(tx, &application, to, &By::system(why, contract.updated_at))?;
    Ok(())
}

/// The application under which something is offered or signed, while it binds; nobody else moves it before this transaction
/// ends.
fn bound(
    tx: &mut Tx<'_>,
    vacancy: VacancyId,
    application: ApplicationId,
) -> Result<Option<Application>, AppError> {
    VacancyBody::claim(tx.conn(), vacancy)?;
    let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), application)?;
    let application = found.ok_or(AppError::NoSuch(RecordKind::Application))?;
    Ok(application.status.is_offered().then_some(application))
}

fn close(
    tx: &mut Tx<'_>,
    about: Filter,
    is_meant: impl Fn(&Application) -> bool,
    (reason, now): (ClosingReason, DateTime<Utc>),
) -> Result<(), AppError> {
    let live = ApplicationStatus::open().map(|state| state.to_string());
    let filter = Filter { status: live.collect(), ..about };
    let all = ApplicationBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    let by = By::system(reason.as_str(), now);
    for application in all.iter().filter(|one| is_meant(one)) {
        moved(tx, application, ApplicationStatus::Closed, &by)?;
    }
    Ok(())
}
