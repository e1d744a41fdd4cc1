//! What an organisation learns of complaints about it: the topic and the remedy, never who complained or what was said.

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        casework::complaint::{ComplaintBody, ComplaintTopic, Remedy},
        concepts::facet::FacetKind,
        resource::id::Id,
    },
    store::records::{FacetMatch, Filter, Stored},
};

/// What an organisation learns of a complaint about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgainstUs {
    /// Where the list goes on.
    pub place: Uuid,
    /// What it is about.
    pub topic: ComplaintTopic,
    /// What was put right, once that is known.
    pub remedy: Option<Remedy>,
}

impl App {
    /// The complaints about the actor's organisation that came before one, newest first.
    pub fn complaints_against(
        &self,
        actor: &Actor,
        (before, limit): (Option<Uuid>, usize),
    ) -> Result<Vec<AgainstUs>, AppError> {
        let client = actor.client().ok_or(Denied::Role)?;
        if !matches!(client.role, Role::Employer | Role::Agency) {
            return Err(Denied::Role.into());
        }
        let against = FacetMatch::Is(client.organisation.to_string());
        let filter = Filter { facets: vec![(FacetKind::Against, against)], ..Filter::default() };
        let before = before.map(Id::new);
        let found = self
            .store
            .as_server("whom complaints are against is told of what, and not by whom")
            .read(|conn| {
                ComplaintBody::list(conn, Actor::System.reach(), &filter, before, limit)
            })?;
        let told = found.into_iter().map(|one| AgainstUs {
            place: one.id.0,
            topic: one.body.topic,
            remedy: one.body.outcome.map(|outcome| outcome.remedy),
        });
        Ok(told.collect())
    }
}
