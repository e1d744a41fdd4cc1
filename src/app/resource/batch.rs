//! Many documents at once: each is created or replaced by its owner's reference, and stands whatever becomes of the others.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{change::put, checked::By, rules::DocumentRules},
    },
    domain::{
        access::actor::Actor,
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
    store::{records::Filter, tx::Tx},
};

/// Documents that are written in one transaction, so that others need not wait for all of them.
const TOGETHER: usize = 100;

/// A document as its owner wants it to be.
#[derive(Debug, Clone)]
pub struct Wanted<R> {
    /// What the owner calls it.
    pub reference: ExternalRef,
    /// What it says.
    pub body: R,
}

/// A document that stands as it was wanted, and whether it is new.
pub type Stands<R> = (Record<R>, bool);

/// What became of each, in their order.
type Outcomes<R> = Vec<Result<Stands<R>, AppError>>;

impl App {
    /// Creates or replaces each by its reference, as [`App::put_by_ref`] does. No reference may come twice.
    ///
    /// If it fails as a whole, some may be written: all of it can be repeated.
    pub fn put_all<R: DocumentRules>(
        &self,
        actor: &Actor,
        all: &[Wanted<R>],
    ) -> Result<Outcomes<R>, AppError> {
        actor.require(R::WRITE)?;
        R::owner(actor, Id::new(Uuid::nil()))?;
        let mut outcomes = Vec::with_capacity(all.len());
        for some in all.chunks(TOGETHER) {
            match self.put_together(actor, some.to_vec()) {
                Ok(written) => outcomes.extend(written),
                Err(AppError::Unavailable(why)) => return Err(AppError::Unavailable(why)),
                Err(_) => some.iter().for_each(|one| outcomes.push(self.put_alone(actor, one))),
            }
        }
        Ok(outcomes.into_iter().map(|outcome| self.keeping_refusals(outcome)).collect())
    }

    fn put_alone<R: DocumentRules>(
        &self,
        actor: &Actor,
        one: &Wanted<R>,
    ) -> Result<Stands<R>, AppError> {
        let outcome = self.put_together(actor, vec![one.clone()])?.pop();
        outcome.unwrap_or(Err(AppError::Outdated))
    }

    /// Writes documents in one transaction. What one is refused for is told of it; what the database says fails all.
    fn put_together<R: DocumentRules>(
        &self,
        actor: &Actor,
        all: Vec<Wanted<R>>,
    ) -> Result<Outcomes<R>, AppError> {
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let references = all.iter().map(|one| one.reference.clone()).collect();
        let all: Vec<_> =
            all.into_iter().map(|one| (one.reference, self.checked(one.body))).collect();
        self.writer.run(move |tx| {
            let mut present = known(tx, &by.actor, references)?;
            all.into_iter()
                .map(|(reference, body)| {
                    let present = present.remove(&reference);
                    own(body.and_then(|body| put(tx, present, reference, body, &by)))
                })
                .collect()
        })
    }
}

/// The records that the actor's organisation knows by these references.
pub(in crate::app) fn known<R: DocumentRules>(
    tx: &mut Tx<'_>,
    actor: &Actor,
    references: Vec<ExternalRef>,
) -> Result<HashMap<ExternalRef, Record<R>>, AppError> {
    let (most, owner) = (references.len(), R::owner(actor, Id::new(Uuid::nil()))?);
    let filter = Filter { references, owner: Some(owner), ..Filter::default() };
    let found = R::list(tx.conn(), actor.reach(), &filter, None, most)?;
    Ok(found.into_iter().filter_map(|one| Some((one.external_ref.clone()?, one))).collect())
}

/// What a document itself is refused for concerns no other; nothing of it was written yet.
pub(in crate::app) fn own<T>(
    outcome: Result<T, AppError>,
) -> Result<Result<T, AppError>, AppError> {
    match outcome {
        Err(
            refused @ (AppError::Invalid(_)
            | AppError::Conflict(_)
            | AppError::NoTransition { .. }
            | AppError::Unlawful(_)
            | AppError::Denied(_)),
        ) => Ok(Err(refused)),
        Err(failed) => Err(failed),
        Ok(done) => Ok(Ok(done)),
    }
}
