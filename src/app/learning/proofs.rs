//! A candidate's profile says what is proven of the skills now, so a decision, its end and its withdrawal reach every index as
//! any other change does.

use crate::{
    app::{error::AppError, resource::checked::By},
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Role,
        },
        learning::{proof::Proof, standing},
        recruitment::candidate::{Candidate, CandidateBody, CandidateId, CandidateStatus},
        resource::RecordKind,
        values::moscow::moscow_day,
    },
    store::{
        learning::{enrolments, recognitions},
        programme::selection_results,
        records::{Document, Stored},
        tx::Tx,
    },
};

/// Puts into a candidate's profile what is proven today, if it says anything else.
pub(in crate::app) fn prove(tx: &mut Tx<'_>, id: CandidateId, by: &By) -> Result<(), AppError> {
    CandidateBody::claim(tx.conn(), id)?;
    let Some(candidate) = CandidateBody::find(tx.conn(), Actor::System.reach(), id)? else {
        return Ok(());
    };
    let decided = recognitions::decided_about(tx.conn(), &[id.0])?;
    let ended = enrolments::ended_about(tx.conn(), &[id.0])?;
    let tested = selection_results::proofs_about(tx.conn(), &[id.0])?;
    let tested: Vec<Proof> = tested.into_iter().map(|(_, proof)| proof).collect();
    let proofs = standing::proofs(&decided, &ended, &tested, moscow_day(by.now));
    if proofs == candidate.body.proofs {
        return Ok(());
    }
    let body = CandidateBody { proofs, ..candidate.body.clone() };
    let later = candidate.clone().with_body(body, candidate.external_ref.clone(), by.now);
    let is_stored = CandidateBody::update(tx, &candidate, &later, by.note("prove"))?;
    is_stored.then_some(()).ok_or(AppError::Outdated)
}

/// Only agencies file and enrol, since they know who it is about.
pub(super) fn agencies_only(actor: &Actor) -> Result<(), Denied> {
    if actor.role() == Some(Role::Agency) { Ok(()) } else { Err(Denied::Role) }
}

/// A candidate of the agency that acts, whom nobody deletes before this transaction ends.
pub(super) fn own_candidate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: CandidateId,
) -> Result<Candidate, AppError> {
    CandidateBody::hold(tx.conn(), id)?;
    let candidate = CandidateBody::find(tx.conn(), actor.reach(), id)?;
    let candidate = candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
    if candidate.relation(actor) != Relation::Owner {
        return Err(Denied::Role.into());
    }
    if candidate.status == CandidateStatus::Withdrawn {
        let why = "the candidate has left the programme";
        return Err(AppError::Conflict(why.to_owned()));
    }
    Ok(candidate)
}
