//! Applications end with what they stand on: a candidate who leaves takes them along, and a job order that is withdrawn.

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
        },
        recruitment::candidate::CandidateId,
        resource::Resource,
    },
    store::{
        programme::allotments,
        records::{Filter, Stored},
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
