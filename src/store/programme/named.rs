//! What becomes of job orders that ask by name for somebody who is erased.

use uuid::Uuid;

use crate::{
    domain::{
        access::actor::Actor, concepts::facet::FacetKind, programme::job_order::JobOrderBody,
    },
    store::{
        changes::Note,
        error::StoreError,
        idempotency,
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// Takes a candidate out of every job order that asks for this one by name.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let named = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, named)], ..Filter::default() };
    let reach = Actor::System.reach();
    for before in JobOrderBody::list(tx.conn(), reach, &filter, None, usize::MAX)? {
        let mut body = before.body.clone();
        body.named.retain(|one| one.0 != candidate);
        let reference = before.external_ref.clone();
        let after = before.clone().with_body(body, reference, note.at);
        let note = Note { actor: None, action: "person_erased".to_owned(), reason: None, ..*note };
        if !JobOrderBody::update(tx, &before, &after, note)? {
            return Err(StoreError::NotWritten); // another changed it in this moment: none goes untold
        }
        idempotency::forget_record(tx, after.id.0)?;
    }
    Ok(())
}
