//! What becomes of job orders that ask by name for somebody who is erased.

use uuid::Uuid;

use crate::{
    domain::programme::job_order::JobOrderBody,
    store::{changes::Note, erased::rewrite_each, error::StoreError, tx::Tx},
};

/// Takes a candidate out of every job order that asks for this one by name.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    rewrite_each::<JobOrderBody>(tx, candidate, note, |before| {
        let mut body = before.body.clone();
        body.named.retain(|one| one.0 != candidate);
        before.clone().with_body(body, before.external_ref.clone(), note.at)
    })?;
    Ok(())
}
