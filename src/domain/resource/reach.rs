//! How far somebody sees records of a kind. Tenancy is a type: a query of a tenant's table takes a [`Reach`], and only
//! an [`Actor`] makes one.

use std::marker::PhantomData;

use uuid::Uuid;

use crate::domain::{
    access::{actor::Actor, scope::Role},
    job::JobKind,
    resource::Resource,
};

impl Actor {
    /// How far the actor sees records of this kind.
    pub fn reach<R: Resource>(&self) -> Reach<R> {
        let extent = match self {
            Self::System => Extent::All,
            Self::Client(client) if client.role == Role::Operator => Extent::All,
            Self::Client(client)
                if R::OWNERS.contains(&client.role) && R::PARTIES.contains(&client.role) =>
            {
                Extent::Shared(client.organisation)
            }
            Self::Client(client) if R::OWNERS.contains(&client.role) => {
                Extent::Owner(client.organisation)
            }
            Self::Client(client) if R::PARTIES.contains(&client.role) => {
                Extent::Party(client.organisation)
            }
            Self::Worker(worker) if R::IS_WORKERS => Extent::Worker(worker.candidate),
            Self::Client(_) | Self::Worker(_) | Self::Anonymous => {
                if R::PUBLIC.is_some() {
                    Extent::Public
                } else {
                    Extent::Nothing
                }
            }
        };
        Reach { extent, kind: PhantomData }
    }

    /// How far the actor sees entries that organisations of this role own and nobody else takes part in.
    pub fn reach_of_owned<T>(&self, owner: Role) -> Reach<T> {
        let extent = match self {
            Self::System => Extent::All,
            Self::Client(client) if client.role == Role::Operator => Extent::All,
            Self::Client(client) if client.role == owner => Extent::Owner(client.organisation),
            Self::Client(_) | Self::Worker(_) | Self::Anonymous => Extent::Nothing,
        };
        Reach { extent, kind: PhantomData }
    }

    /// How far the actor sees entries that organisations of one role own and those of another take part in.
    pub fn reach_of_shared<T>(&self, owner: Role, party: Role) -> Reach<T> {
        let extent = match self {
            Self::Client(client) if client.role == party => Extent::Party(client.organisation),
            _ => self.reach_of_owned::<T>(owner).extent,
        };
        Reach { extent, kind: PhantomData }
    }

    /// How far the actor sees jobs, which no one role owns: organisations that may start one see their own.
    pub fn reach_of_jobs<J: JobKind>(&self) -> Reach<J> {
        let extent = match self {
            Self::System => Extent::All,
            Self::Worker(_) | Self::Anonymous => Extent::Nothing,
            Self::Client(client) => match client.role {
                Role::Operator => Extent::All,
                Role::Employer | Role::Agency => Extent::Owner(client.organisation),
                Role::Partner => Extent::Nothing,
            },
        };
        Reach { extent, kind: PhantomData }
    }
}

/// How far an actor sees records of one kind. Every query of a tenant's table needs one to compile.
#[derive(Debug)]
pub struct Reach<R> {
    extent: Extent,
    kind: PhantomData<fn() -> R>,
}

impl<R> Clone for Reach<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Reach<R> {}

/// The extent of a [`Reach`], for the store to turn into a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every record.
    All,
    /// The records that this organisation owns.
    Owner(Uuid),
    /// The records that this organisation owns, or takes part in.
    Shared(Uuid),
    /// The records that this organisation takes part in without owning them.
    Party(Uuid),
    /// The records that are about this candidate.
    Worker(Uuid),
    /// The records in their public state.
    Public,
    /// None.
    Nothing,
}

impl<R> Reach<R> {
    /// How far it goes.
    pub const fn extent(self) -> Extent {
        self.extent
    }
}
