//! What becomes of complaints when the worker whom they name is erased.

use uuid::Uuid;

use crate::{
    domain::{
        access::actor::Actor, casework::complaint::ComplaintBody, concepts::facet::FacetKind,
    },
    store::{
        casework::signals,
        changes::Note,
        error::StoreError,
        idempotency,
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// Takes a candidate out of every complaint about one. The complaint stays: otherwise an agency could end what is said of
/// it by erasing who said it.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let about = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, about)], ..Filter::default() };
    let found = ComplaintBody::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    for before in found {
        let body = ComplaintBody { candidate: None, ..before.body.clone() };
        let after = before.clone().with_body(body, None, note.at);
        let note = Note { actor: None, action: "person_erased".to_owned(), reason: None, ..*note };
        if !ComplaintBody::update(tx, &before, &after, note)? {
            return Err(StoreError::NotWritten); // another changed it in this moment: none goes untold
        }
        signals::forget(tx, after.id.0)?;
        idempotency::forget_record(tx, after.id.0)?;
    }
    Ok(())
}
