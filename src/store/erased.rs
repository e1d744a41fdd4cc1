//! What becomes of records that name a candidate who is erased, and that stay.

use uuid::Uuid;

use crate::{
    domain::{access::actor::Actor, concepts::facet::FacetKind, resource::Record},
    store::{
        changes::Note,
        error::StoreError,
        idempotency,
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// Writes every record of a kind that names a candidate as `without` makes it, and returns their ids.
///
/// Fails with [`StoreError::NotWritten`] where another has changed one in this moment: none goes untold.
pub fn rewrite_each<R: Stored>(
    tx: &mut Tx<'_>,
    candidate: Uuid,
    note: &Note,
    without: impl Fn(&Record<R>) -> Record<R>,
) -> Result<Vec<Uuid>, StoreError> {
    let named = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, named)], ..Filter::default() };
    let found = R::list(tx.conn(), Actor::System.reach(), &filter, None, usize::MAX)?;
    for before in &found {
        let note = Note { actor: None, action: "person_erased".to_owned(), reason: None, ..*note };
        if !R::update(tx, before, &without(before), note)? {
            return Err(StoreError::NotWritten);
        }
        idempotency::forget_record(tx, before.id.0)?;
    }
    Ok(found.iter().map(|one| one.id.0).collect())
}
