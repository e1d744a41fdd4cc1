//! What becomes of groups when a member is erased, and the groups of a candidate.

use uuid::Uuid;

use crate::{
    domain::{
        access::actor::Actor,
        concepts::facet::FacetKind,
        programme::group::{Group, GroupBody, GroupId, GroupStatus},
    },
    store::{
        backend::DbConnection,
        changes::Note,
        error::StoreError,
        idempotency,
        records::{FacetMatch, Filter, Stored},
        tx::Tx,
    },
};

/// The groups that a candidate is a member of, newest first.
pub fn of_candidate(conn: &mut DbConnection, candidate: Uuid) -> Result<Vec<Group>, StoreError> {
    let member = FacetMatch::Is(candidate.to_string());
    let filter = Filter { facets: vec![(FacetKind::Candidate, member)], ..Filter::default() };
    GroupBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)
}

/// Whether a candidate is a member of a group.
pub fn is_member(
    conn: &mut DbConnection,
    group: GroupId,
    candidate: Uuid,
) -> Result<bool, StoreError> {
    let found = GroupBody::find(conn, Actor::System.reach(), group)?;
    Ok(found.is_some_and(|group| group.body.member(candidate).is_some()))
}

/// Takes a candidate out of every group. The others confirm anew; one alone is no group.
pub fn forget_candidate(tx: &mut Tx<'_>, candidate: Uuid, note: &Note) -> Result<(), StoreError> {
    for before in of_candidate(tx.conn(), candidate)? {
        let body = before.body.clone().without(candidate);
        let to = match before.status {
            GroupStatus::Dissolved => GroupStatus::Dissolved,
            _ => body.standing(),
        };
        let after = before.clone().with_body(body, None, note.at).entered(to, note.at);
        let note = Note { actor: None, action: "person_erased".to_owned(), reason: None, ..*note };
        if !GroupBody::update(tx, &before, &after, note)? {
            return Err(StoreError::NotWritten); // another changed it in this moment: none goes untold
        }
        idempotency::forget_record(tx, after.id.0)?;
    }
    Ok(())
}
