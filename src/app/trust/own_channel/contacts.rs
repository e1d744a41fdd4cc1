//! Where a worker is reached, and what shows that it is the worker's own: a contact that somebody else is reached by too is
//! not.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::checked::{note, touched},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        casework::centre::CentreBody,
        concepts::facet::FacetKind,
        parties::{agency::AgencyBody, employer::EmployerBody},
        recruitment::candidate::{Candidate, CandidateBody, CandidateId},
        resource::RecordKind,
        trust::{
            identity::{Identity, Telephone},
            worker_session::{ContactConfirmer, ContactWay, WorkerContact},
        },
    },
    store::{
        backend::DbConnection,
        error::StoreError,
        records::{Document, FacetMatch, Filter, Stored},
        trust::worker_contacts,
        tx::Tx,
    },
};

/// A contact, in the clear. It does not print.
pub(super) struct Reached {
    /// The number, or the name in a messenger.
    pub(super) to: String,
    /// A keyed hash of it.
    pub(super) mark: String,
}

impl App {
    /// Staff say that a contact is the worker's own: they have seen the worker answer there.
    pub fn confirm_contact(
        &self,
        actor: &Actor,
        id: CandidateId,
        way: ContactWay,
    ) -> Result<WorkerContact, AppError> {
        let candidate = self.candidate_of_session(actor, id)?.id;
        must_be_staff(actor)?;
        let all = self.as_server("whoever saw the worker answer need not see who it is");
        let mark = all.reached(candidate.0, way)?.mark;
        let (now, note) = (self.now(), note(actor, "contact_confirmed", None, self.now()));
        self.writer.run(move |tx| {
            let candidate = claimed(tx, candidate)?;
            let contact = own(tx, candidate.id.0, (way, &mark))?;
            let confirmed = contact.confirmed.or(Some((now, ContactConfirmer::Staff)));
            let contact = WorkerContact { confirmed, ..contact };
            worker_contacts::put(tx, candidate.id.0, &contact)?;
            tx.log(touched(&candidate, note));
            Ok(contact)
        })
    }

    /// A candidate for whom the actor may begin sessions: agencies for their own, operators and partners for all.
    pub(super) fn candidate_of_session(
        &self,
        actor: &Actor,
        id: CandidateId,
    ) -> Result<Candidate, AppError> {
        actor.require(Scope::WorkersWrite)?;
        let (store, reach) = match actor.role() {
            Some(Role::Agency | Role::Operator) => (self.store.clone(), actor.reach()),
            Some(Role::Partner) => (
                self.store.as_server("centres begin sessions for workers of every agency"),
                Actor::System.reach(),
            ),
            None if *actor == Actor::System => (self.store.clone(), actor.reach()),
            Some(Role::Employer) | None => return Err(Denied::Role.into()),
        };
        let found = store.read(|conn| CandidateBody::find(conn, reach, id))?;
        found.ok_or(AppError::NoSuch(RecordKind::Candidate))
    }

    /// Where the identity of a candidate says that the worker is reached.
    pub(super) fn reached(&self, candidate: Uuid, way: ContactWay) -> Result<Reached, AppError> {
        let kept = self.open_identity(candidate)?.ok_or_else(|| {
            AppError::Conflict(
                "nobody has written who the candidate is: the agency writes it first, or the session begins in person"
                    .to_owned(),
            )
        })?;
        let to = contact_of(&kept.identity, way).ok_or_else(|| {
            AppError::Conflict(format!(
                "the identity of the candidate has no {way}: the agency adds it, or the session begins in person"
            ))
        })?;
        let family = kept.identity.family_contact.as_ref().map(|one| one.phone.as_str());
        if way == ContactWay::Phone && family == Some(to) {
            return Err(AppError::ContactNotPersonal("it is that of the family contact"));
        }
        if self.store.read(|conn| is_organisations(conn, to))? {
            return Err(AppError::ContactNotPersonal("an organisation is reached there too"));
        }
        let mark = self.contact_mark(way, to)?;
        Ok(Reached { to: to.to_owned(), mark })
    }

    /// The contacts of an identity, as keyed hashes.
    pub(in crate::app) fn contact_marks(
        &self,
        identity: &Identity,
    ) -> Result<Vec<(ContactWay, String)>, AppError> {
        let ways = ContactWay::ALL.iter();
        let there = ways.filter_map(|way| Some((*way, contact_of(identity, *way)?)));
        there.map(|(way, to)| Ok((way, self.contact_mark(way, to)?))).collect()
    }

    fn contact_mark(&self, way: ContactWay, to: &str) -> Result<String, AppError> {
        self.keyed_hash(&format!("contact {way} {}", to.trim().to_lowercase()))
    }
}

fn contact_of(identity: &Identity, way: ContactWay) -> Option<&str> {
    match way {
        ContactWay::Phone => identity.phone.as_ref().map(Telephone::as_str),
        ContactWay::Messenger => identity.messenger.as_deref(),
    }
}

/// Whether an agency, an employer or a centre says that it is reached there.
fn is_organisations(conn: &mut DbConnection, to: &str) -> Result<bool, StoreError> {
    let there = FacetMatch::Is(to.to_owned());
    let filter = Filter { facets: vec![(FacetKind::Phone, there)], ..Filter::default() };
    Ok(is_there::<AgencyBody>(conn, &filter)?
        || is_there::<EmployerBody>(conn, &filter)?
        || is_there::<CentreBody>(conn, &filter)?)
}

fn is_there<R: Stored>(conn: &mut DbConnection, filter: &Filter) -> Result<bool, StoreError> {
    Ok(!R::list(conn, Actor::System.reach(), filter, None, 1)?.is_empty())
}

/// Checks that it is staff of a centre, or an operator: who sees workers, and does not live on placing them.
pub(super) fn must_be_staff(actor: &Actor) -> Result<(), Denied> {
    match (actor, actor.role()) {
        (Actor::System, _) | (_, Some(Role::Operator | Role::Partner)) => Ok(()),
        _ => Err(Denied::Role),
    }
}

/// Keeps the contacts of an identity; one that is another than before has to be confirmed anew.
pub(in crate::app) fn keep(
    tx: &mut Tx<'_>,
    candidate: Uuid,
    contacts: &[(ContactWay, String)],
) -> Result<(), AppError> {
    for known in worker_contacts::of_candidate(tx.conn(), candidate)? {
        if contacts.iter().all(|(way, _)| *way != known.way) {
            worker_contacts::remove(tx, candidate, known.way)?;
        }
    }
    for (way, mark) in contacts {
        let known = known(tx.conn(), candidate, (*way, mark))?;
        if known.is_none() {
            let new = WorkerContact::new(*way, mark.clone());
            worker_contacts::put(tx, candidate, &new)?;
        }
    }
    Ok(())
}

/// What is known of a contact, if it is still the one with this mark.
fn known(
    conn: &mut DbConnection,
    candidate: Uuid,
    (way, mark): (ContactWay, &str),
) -> Result<Option<WorkerContact>, AppError> {
    let found = worker_contacts::find(conn, candidate, way)?;
    Ok(found.filter(|contact| contact.mark == mark))
}

/// What is known of a contact, if it is the worker's alone.
pub(super) fn own(
    tx: &mut Tx<'_>,
    candidate: Uuid,
    (way, mark): (ContactWay, &str),
) -> Result<WorkerContact, AppError> {
    let contact = known(tx.conn(), candidate, (way, mark))?;
    let contact = contact.unwrap_or_else(|| WorkerContact::new(way, mark.to_owned()));
    if worker_contacts::is_shared(tx.conn(), candidate, mark)? {
        return Err(AppError::ContactNotPersonal("another candidate is reached there too"));
    }
    Ok(contact)
}

/// A candidate whom nobody else changes meanwhile.
pub(super) fn claimed(tx: &mut Tx<'_>, id: CandidateId) -> Result<Candidate, AppError> {
    CandidateBody::claim(tx.conn(), id)?;
    let found = CandidateBody::find(tx.conn(), Actor::System.reach(), id)?;
    found.ok_or(AppError::NoSuch(RecordKind::Candidate))
}
