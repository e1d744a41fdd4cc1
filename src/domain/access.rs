//! Who asks, what they may do, and how far they see. Tenancy is a type: a query of a tenant's table takes a [`Reach`],
//! and only an [`Actor`] makes one.

use std::marker::PhantomData;

use uuid::Uuid;

use crate::domain::{
    recruitment::match_run::MatchRunBody, resource::Resource, values::words::words,
};

words! {
    /// What an API client works for.
    Role {
        /// An employer of Tatarstan.
        Employer = "employer",
        /// A recruitment agency of Uzbekistan.
        Agency = "agency",
        /// A civil servant's system on either side.
        Operator = "operator",
        /// A partner's web front-end.
        Partner = "partner",
    }
}

words! {
    /// A right that a token carries.
    Scope {
        /// Read employers and agencies.
        OrganisationsRead = "organisations:read",
        /// Create, change and verify employers and agencies.
        OrganisationsWrite = "organisations:write",
        /// Read vacancies.
        VacanciesRead = "vacancies:read",
        /// Create and change vacancies.
        VacanciesWrite = "vacancies:write",
        /// Read candidates.
        CandidatesRead = "candidates:read",
        /// Create and change candidates.
        CandidatesWrite = "candidates:write",
        /// Ask for matches.
        MatchesRead = "matches:read",
        /// Start match runs.
        MatchesWrite = "matches:write",
        /// Read the queue of unmapped texts and map them.
        TaxonomyWrite = "taxonomy:write",
    }
}

impl Role {
    /// The most that a client of this role can be granted.
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Employer => &[
                Scope::OrganisationsRead,
                Scope::VacanciesRead,
                Scope::VacanciesWrite,
                Scope::MatchesRead,
                Scope::MatchesWrite,
            ],
            Self::Agency => &[
                Scope::OrganisationsRead,
                Scope::VacanciesRead,
                Scope::CandidatesRead,
                Scope::CandidatesWrite,
                Scope::MatchesRead,
                Scope::MatchesWrite,
            ],
            Self::Operator => &[
                Scope::OrganisationsRead,
                Scope::OrganisationsWrite,
                Scope::VacanciesRead,
                Scope::CandidatesRead,
                Scope::MatchesRead,
                Scope::MatchesWrite,
                Scope::TaxonomyWrite,
            ],
            Self::Partner => &[Scope::VacanciesRead, Scope::MatchesRead],
        }
    }
}

/// An authenticated API client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its id.
    pub id: Uuid,
    /// The organisation that it works for.
    pub organisation: Uuid,
    /// What kind of organisation that is.
    pub role: Role,
    /// What its token allows.
    pub scopes: Vec<Scope>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without a token.
    Anonymous,
    /// An API client with a valid token.
    Client(Client),
    /// Koprik itself: the demo's filler, the sweeper, the command line.
    System,
}

/// The actor's token lacks a scope, or its role may never do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The token lacks this scope.
    #[error("the token lacks the scope {0}")]
    Scope(Scope),
    /// Clients of this role may not do this.
    #[error("this role may not do this")]
    Role,
}

impl Actor {
    /// The client, if there is one.
    pub const fn client(&self) -> Option<&Client> {
        match self {
            Self::Client(client) => Some(client),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The role, if there is one.
    pub fn role(&self) -> Option<Role> {
        self.client().map(|client| client.role)
    }

    /// The organisation that the actor works for, if any.
    pub fn organisation(&self) -> Option<Uuid> {
        self.client().map(|client| client.organisation)
    }

    /// Checks that the actor holds `scope`.
    pub fn require(&self, scope: Scope) -> Result<(), Denied> {
        let held = match self {
            Self::System => true,
            Self::Anonymous => false,
            Self::Client(client) => client.scopes.contains(&scope),
        };
        if held { Ok(()) } else { Err(Denied::Scope(scope)) }
    }

    /// Whether the actor may write a record of this kind that `owner` owns.
    pub fn writes<R: Resource>(&self, owner: Uuid) -> bool {
        match self {
            Self::System => true,
            Self::Anonymous => false,
            Self::Client(client) => {
                client.role == R::WRITER
                    && (client.role == Role::Operator || client.organisation == owner)
            }
        }
    }

    /// How far the actor sees records of this kind.
    pub fn reach<R: Resource>(&self) -> Reach<R> {
        let extent = match self {
            Self::System => Extent::All,
            Self::Client(client) if client.role == Role::Operator => Extent::All,
            Self::Client(client) if client.role == R::WRITER || R::WRITER == Role::Operator => {
                Extent::Owner(client.organisation)
            }
            Self::Client(_) | Self::Anonymous => {
                if R::PUBLIC.is_some() {
                    Extent::Public
                } else {
                    Extent::Nothing
                }
            }
        };
        Reach { extent, kind: PhantomData }
    }

    /// How far the actor sees match runs, which no one role owns: organisations that may start one see their own.
    pub fn reach_of_runs(&self) -> Reach<MatchRunBody> {
        let extent = match self {
            Self::System => Extent::All,
            Self::Anonymous => Extent::Nothing,
            Self::Client(client) => match client.role {
                Role::Operator => Extent::All,
                Role::Employer | Role::Agency => Extent::Owner(client.organisation),
                Role::Partner => Extent::Nothing,
            },
        };
        Reach { extent, kind: PhantomData }
    }

    /// Whoever works for this organisation, with no scope: for work in the background, which reaches as far.
    pub fn on_behalf_of(role: Role, organisation: Uuid) -> Self {
        Self::Client(Client { id: Uuid::nil(), organisation, role, scopes: Vec::new() })
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
