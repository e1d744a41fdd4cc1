//! What becomes of saved searches that ask for a candidate who is erased.

use uuid::Uuid;

use crate::{
    domain::{
        access::actor::Actor, concepts::facet::FacetKind,
        recruitment::saved_search::SavedSearchBody,
    },
    store::{
        changes::Note,
        error::StoreError,
        records::{Document, FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// Deletes every saved search that asks what fits a candidate, and returns their ids.
pub fn forget_candidate(
    tx: &mut Tx<'_>,
    candidate: Uuid,
    note: &Note,
) -> Result<Vec<Uuid>, StoreError> {
    let named = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, named)], ..Filter::default() };
    let reach = Actor::System.reach();
    let found = SavedSearchBody::list(tx.conn(), reach, &filter, None, usize::MAX)?;
    for search in &found {
        let note = Note { actor: None, action: "delete".to_owned(), reason: None, ..*note };
        if !SavedSearchBody::delete(tx, search, note)? {
            return Err(StoreError::NotWritten); // another changed it in this moment: none stays
        }
    }
    Ok(found.iter().map(|one| one.id.0).collect())
}
