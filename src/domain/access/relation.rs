//! Who somebody is to a record. It is computed once, and answers what of the record they see and what they may do.

use uuid::Uuid;

use crate::domain::{
    access::{actor::Actor, scope::Role},
    values::words::words,
};

words! {
    /// Who somebody is to a record.
    Relation {
        /// Works for the organisation that owns it.
        Owner = "owner",
        /// Works for another organisation that takes part in it.
        Party = "party",
        /// The worker whom it is about, in the own channel.
        Worker = "worker",
        /// A civil servant's system.
        Operator = "operator",
        /// Koprik itself, when time or another record brings a change about.
        System = "system",
        /// Anybody else.
        Public = "public",
    }
}

/// Whom a record belongs to and who takes part in it.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'r> {
    /// The roles of the organisations that own such records.
    pub owner_roles: &'r [Role],
    /// The organisation that owns it.
    pub owner: Uuid,
    /// Other organisations that take part in it.
    pub others: &'r [Uuid],
    /// The candidate whom it is about, if that one may speak for themselves.
    pub worker: Option<Uuid>,
}

impl Relation {
    /// Who the actor is to a record with these parties.
    pub fn of(actor: &Actor, parties: Parties<'_>) -> Self {
        match actor {
            Actor::System => Self::System,
            Actor::Client(client) if client.role == Role::Operator => Self::Operator,
            Actor::Client(client)
                if parties.owner_roles.contains(&client.role)
                    && client.organisation == parties.owner =>
            {
                Self::Owner
            }
            Actor::Client(client) if parties.others.contains(&client.organisation) => Self::Party,
            Actor::Worker(worker) if parties.worker == Some(worker.candidate) => Self::Worker,
            Actor::Client(_) | Actor::Worker(_) | Actor::Anonymous => Self::Public,
        }
    }

    /// Whether somebody of this relation sees the whole record, and not only what everybody may see.
    pub const fn sees_all(self) -> bool {
        !matches!(self, Self::Public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::worker::{Worker, WorkerAct};

    fn parties(others: &[Uuid]) -> Parties<'_> {
        let (owner, worker) = (Uuid::from_u128(1), Some(Uuid::from_u128(3)));
        Parties { owner_roles: &[Role::Employer], owner, others, worker }
    }

    fn relation(role: Role, organisation: Uuid, others: &[Uuid]) -> Relation {
        Relation::of(&Actor::on_behalf_of(role, organisation), parties(others))
    }

    #[test]
    fn an_owner_is_of_the_owning_organisation_and_of_its_role() {
        let (own, foreign) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(relation(Role::Employer, own, &[]), Relation::Owner);
        assert_eq!(relation(Role::Agency, own, &[]), Relation::Public);
        assert_eq!(relation(Role::Employer, foreign, &[]), Relation::Public);
        assert_eq!(relation(Role::Agency, foreign, &[foreign]), Relation::Party);
        assert_eq!(relation(Role::Operator, foreign, &[]), Relation::Operator);
    }

    #[test]
    fn a_worker_is_somebody_to_what_is_about_that_worker_alone() {
        let worker = |candidate: u128| {
            let candidate = Uuid::from_u128(candidate);
            let (session, record) = (Uuid::from_u128(9), Uuid::from_u128(8));
            Actor::Worker(Worker { candidate, session, act: WorkerAct::AnswerOffer, record })
        };
        assert_eq!(Relation::of(&worker(3), parties(&[])), Relation::Worker);
        assert_eq!(Relation::of(&worker(4), parties(&[])), Relation::Public);
        assert_eq!(Relation::of(&worker(1), parties(&[Uuid::from_u128(1)])), Relation::Public);
    }
}
