//! Retaliation: what ends or gets worse for a complainant in the time that the policy watches is told to case staff, and to
//! nobody else. Nothing follows from it by itself.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{error::AppError, reactions::reaction::Reaction},
    domain::{
        access::actor::Actor,
        casework::complaint::ComplaintBody,
        concepts::facet::FacetKind,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            closing::ClosingReason,
            contract::{ContractBody, ContractEnd, ContractStatus},
        },
        resource::{RecordKind, Resource, id::Id},
    },
    store::{
        casework::signals::{self, RetaliationSignal},
        history,
        reactions::Cause,
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// The most complaints of one worker that are looked at.
const MOST: usize = 100;

/// When something of a worker enters one of some states, each complaint of the worker that is watched is told.
pub(in crate::app) struct Watched<R: Resource> {
    name: &'static str,
    when: &'static [R::Status],
    /// Whom it befell, unless it is the worker's own doing.
    befell: fn(&R) -> Option<Uuid>,
}

/// Applications that were closed.
pub(in crate::app) static APPLICATIONS: Watched<ApplicationBody> = Watched {
    name: "watch_applications_of_complainants",
    when: &[ApplicationStatus::ContractEnded, ApplicationStatus::Closed],
    befell: |body| {
        let own = [Some(ClosingReason::WithdrawnByWorker), Some(ClosingReason::Duplicate)];
        (!own.contains(&body.closing)).then_some(body.candidate.0)
    },
};

/// Contracts that have ended, or are worse than what was promised.
pub(in crate::app) static CONTRACTS: Watched<ContractBody> = Watched {
    name: "watch_contracts_of_complainants",
    when: &[ContractStatus::Ended, ContractStatus::Held],
    befell: |body| (body.end != Some(ContractEnd::Worker)).then_some(body.candidate.0),
};

/// Notes for each complaint of a worker that is watched what a record of the worker has become. What came before a complaint,
/// such as the end of work whose last pay it disputes, is no answer to it.
fn note(
    tx: &mut Tx<'_>,
    (candidate, cause): (Uuid, Cause),
    (kind, record, state): (RecordKind, Uuid, String),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let about = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, about)], ..Filter::default() };
    let reach = Actor::System.reach();
    for complaint in ComplaintBody::list(tx.conn(), reach, &filter, None, MOST)? {
        let is_watched = complaint.body.clock.watched_until.is_some_and(|until| now < until);
        let filed = history::begun(tx.conn(), RecordKind::Complaint, complaint.id.0)?;
        if is_watched && filed.is_none_or(|filed| filed < cause.n) {
            let (complaint, state) = (complaint.id.0, state.clone());
            let signal = RetaliationSignal { complaint, kind, record, state, noticed_at: now };
            signals::insert(tx, &signal)?;
        }
    }
    Ok(())
}

impl<R: Stored> Reaction for Watched<R> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn kind(&self) -> RecordKind {
        R::KIND
    }

    fn states(&self) -> Vec<String> {
        self.when.iter().map(ToString::to_string).collect()
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        _place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let found = R::find(tx.conn(), Actor::System.reach(), Id::new(cause.record))?;
        if let Some(record) = found.filter(|one| self.when.contains(&one.status))
            && let Some(candidate) = (self.befell)(&record.body)
        {
            let entered = (R::KIND, record.id.0, record.status.to_string());
            note(tx, (candidate, cause), entered, now)?;
        }
        Ok(None)
    }
}
