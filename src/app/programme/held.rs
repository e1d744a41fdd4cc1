//! Applications about whose candidate something is to be told.

use crate::{
    app::{error::AppError, law::duties},
    domain::{
        access::actor::Actor,
        programme::application::{Application, ApplicationBody, ApplicationId},
        recruitment::candidate::{Candidate, CandidateId},
        resource::RecordKind,
    },
    store::{records::Stored, tx::Tx},
};

/// An application and its candidate, of whom nothing else changes in this transaction.
pub(super) fn held(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    candidate: CandidateId,
) -> Result<(Application, Candidate), AppError> {
    let candidate = duties::held(tx, candidate)?;
    let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), id)?;
    Ok((found.ok_or(AppError::NoSuch(RecordKind::Application))?, candidate))
}
