//! A record as somebody sees it.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{error::AppError, resource::rules::ResourceRules},
    domain::{
        access::{actor::Actor, relation::Relation},
        resource::{
            Record,
            lifecycle::{self, OwnerStanding},
        },
    },
    store::backend::DbConnection,
};

/// A record, who the caller is to it, and where the caller may move it.
#[derive(Debug, Clone, PartialEq)]
pub struct Visible<R: ResourceRules> {
    /// The record.
    pub record: Record<R>,
    /// Who the caller is to it: how much of it they see, and part of its entity tag.
    pub relation: Relation,
    /// The states that the caller may move it to now. None of them would be refused.
    pub transitions: Vec<R::Status>,
}

impl<R: ResourceRules> Visible<R> {
    /// The record as `actor` sees it, given how its owner stands.
    pub(super) fn of(record: Record<R>, actor: &Actor, owner: &OwnerStanding) -> Self {
        let relation = record.relation(actor);
        let transitions = match actor.require(R::WRITE) {
            Ok(()) => lifecycle::allowed(R::moves(record.status), relation, &record.body, owner),
            Err(_) => Vec::new(),
        };
        Self { record, relation, transitions }
    }
}

/// How the owners of some records stand, each looked up once, and only where it matters to the caller.
#[derive(Default)]
pub(super) struct Standings(HashMap<Uuid, OwnerStanding>);

impl Standings {
    /// The record as `actor` sees it.
    pub(super) fn see<R: ResourceRules>(
        &mut self,
        conn: &mut DbConnection,
        actor: &Actor,
        record: Record<R>,
    ) -> Result<Visible<R>, AppError> {
        let standing = self.of(conn, actor, &record)?;
        Ok(Visible::of(record, actor, &standing))
    }

    /// How the owner stands, if what the actor may do depends on it; good otherwise.
    pub(super) fn of<R: ResourceRules>(
        &mut self,
        conn: &mut DbConnection,
        actor: &Actor,
        record: &Record<R>,
    ) -> Result<OwnerStanding, AppError> {
        if !lifecycle::asks_owner(R::moves(record.status), record.relation(actor)) {
            return Ok(Ok(()));
        }
        if let Some(known) = self.0.get(&record.owner) {
            return Ok(known.clone());
        }
        let standing = R::owner_standing(conn, record.owner)?;
        self.0.insert(record.owner, standing.clone());
        Ok(standing)
    }
}
