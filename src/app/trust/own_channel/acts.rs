//! What a code may be for: a record that is about the worker.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        FieldError,
        access::{actor::Actor, worker::WorkerAct},
        programme::{application::ApplicationBody, contract::ContractBody, offer::OfferBody},
        resource::id::Id,
    },
    store::{backend::DbConnection, error::StoreError, programme::groups, records::Stored},
};

impl App {
    /// Checks that there is such a record about the candidate.
    pub(super) fn must_be_about(
        &self,
        candidate: Uuid,
        (act, record): (WorkerAct, Uuid),
    ) -> Result<(), AppError> {
        let (what, found) = self.store.read(|conn| {
            Ok::<_, StoreError>(match act {
                WorkerAct::AnswerOffer => ("offer", about::<OfferBody>(conn, record)?),
                WorkerAct::AgreeToContract | WorkerAct::ConfirmContract => {
                    ("contract", about::<ContractBody>(conn, record)?)
                }
                WorkerAct::ConfirmGroup => (
                    "group",
                    groups::is_member(conn, Id::new(record), candidate)?.then_some(candidate),
                ),
                WorkerAct::MoveApplication
                | WorkerAct::ConfirmArrival
                | WorkerAct::CheckIn
                | WorkerAct::ClaimBenefit => {
                    ("application", about::<ApplicationBody>(conn, record)?)
                }
            })
        })?;
        if found == Some(candidate) {
            return Ok(());
        }
        let why = format!("expected the id of the candidate's own {what}");
        Err(AppError::Invalid(vec![FieldError::new("/record_id", "unknown", why)]))
    }
}

/// The candidate whom a record is about.
fn about<R: Stored>(conn: &mut DbConnection, id: Uuid) -> Result<Option<Uuid>, StoreError> {
    let found = R::find(conn, Actor::System.reach(), Id::new(id))?;
    Ok(found.and_then(|record| record.body.worker()))
}
