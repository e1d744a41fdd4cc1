//! What becomes of complaints when the worker whom they name is erased.

use uuid::Uuid;

use crate::{
    domain::casework::complaint::ComplaintBody,
    store::{casework::signals, changes::Note, erased::rewrite_each, error::StoreError, tx::Tx},
};

/// Takes a candidate out of every complaint about one. The complaint stays: otherwise an agency could end what is said of
/// it by erasing who said it.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    let rewritten = rewrite_each::<ComplaintBody>(tx, candidate, note, |before| {
        let body = ComplaintBody { candidate: None, ..before.body.clone() };
        before.clone().with_body(body, None, note.at)
    })?;
    rewritten.into_iter().try_for_each(|complaint| signals::forget(tx, complaint))
}
