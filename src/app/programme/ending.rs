//! Applications end with what they stand on: a candidate who leaves takes them along.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        error::AppError,
        resource::{checked::By, transition::moved},
    },
    domain::{
        access::actor::Actor,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            closing::ClosingReason,
        },
        recruitment::candidate::CandidateId,
        resource::Resource,
    },
    store::{
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
    let live = ApplicationBody::STATES.iter().filter(|state| **state != ApplicationStatus::Closed);
    let status = live.map(ToString::to_string).collect();
    let filter = Filter { status, candidate: Some(candidate.0), ..Filter::default() };
    let all = ApplicationBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    let by = By::system(ClosingReason::WithdrawnByWorker.as_str(), now);
    for application in all {
        moved(tx, &application, ApplicationStatus::Closed, &by)?;
    }
    Ok(())
}
