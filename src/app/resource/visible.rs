//! A record as somebody sees it.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{error::AppError, resource::rules::ResourceRules},
    domain::{
        access::{actor::Actor, relation::Relation},
        resource::{
            Record,
            lifecycle::{self, Around, OwnerStanding, Waiting},
        },
    },
    store::{backend::DbConnection, reader::as_server},
};

/// Why more is read than the caller sees.
const ASKED: &str = "whether a move is open depends on records of others";

/// A record, who the caller is to it, and where the caller may move it.
#[derive(Debug, Clone, PartialEq)]
pub struct Visible<R: ResourceRules> {
    /// The record.
    pub record: Record<R>,
    /// Who the caller is to it: how much of it they see, and part of its entity tag.
    pub relation: Relation,
    /// The states that the caller may move it to now. None of them would be refused.
    pub transitions: Vec<R::Status>,
    /// The states that the caller could move it to if other records said what is needed.
    pub waiting: Vec<Waiting<R::Status>>,
    /// The day in Moscow.
    pub today: NaiveDate,
}

impl<R: ResourceRules> Visible<R> {
    /// The record as `actor` sees it, given how its owner stands today.
    pub(super) fn of(record: Record<R>, actor: &Actor, around: &Around) -> Self {
        let relation = record.relation(actor);
        let moves = if actor.require(R::WRITE).is_ok() { R::moves(record.status) } else { &[] };
        let transitions = lifecycle::allowed(moves, relation, &record.body, around);
        let waiting = lifecycle::waiting(moves, relation, around);
        Self { record, relation, transitions, waiting, today: around.today }
    }
}

/// How the owners of some records stand today, each looked up once, and only where it matters to the caller.
pub(super) struct Standings {
    today: NaiveDate,
    known: HashMap<Uuid, OwnerStanding>,
}

impl Standings {
    /// None is known yet.
    pub(super) fn on(today: NaiveDate) -> Self {
        Self { today, known: HashMap::new() }
    }

    /// The record as `actor` sees it.
    pub(super) fn see<R: ResourceRules>(
        &mut self,
        conn: &mut DbConnection,
        actor: &Actor,
        record: Record<R>,
    ) -> Result<Visible<R>, AppError> {
        let around = self.of(conn, actor, &record)?;
        Ok(Visible::of(record, actor, &around))
    }

    /// How the owner stands and what other records say, if what the actor may do depends on it; all is well otherwise.
    pub(super) fn of<R: ResourceRules>(
        &mut self,
        conn: &mut DbConnection,
        actor: &Actor,
        record: &Record<R>,
    ) -> Result<Around, AppError> {
        let (today, moves) = (self.today, R::moves(record.status));
        let relation = record.relation(actor);
        let lacks = if lifecycle::asks_beside(moves, relation) {
            as_server(conn, ASKED, |conn| R::lacks(conn, record, today))?
        } else {
            Vec::new()
        };
        if !lifecycle::asks_owner(moves, relation) {
            return Ok(Around { owner: Ok(()), today, lacks });
        }
        if let Some(known) = self.known.get(&record.owner) {
            return Ok(Around { owner: known.clone(), today, lacks });
        }
        let owner = as_server(conn, ASKED, |conn| R::owner_standing(conn, record.owner, today))?;
        self.known.insert(record.owner, owner.clone());
        Ok(Around { owner, today, lacks })
    }
}
