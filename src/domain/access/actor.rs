//! Who asks: a client with a token, a worker in the own channel, somebody without a token, or Koprik itself.

use uuid::Uuid;

use crate::domain::access::{
    scope::{Role, Scope},
    worker::Worker,
};

/// An authenticated API client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
    /// A worker in the own channel.
    Worker(Worker),
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
    /// Only the worker does this, in the own channel.
    #[error(
        "only the worker says this, in the own channel: begin one with POST /v1/worker-sessions"
    )]
    OwnChannel,
    /// The worker's token is for another act, or for another record.
    #[error("this token is for another act: begin a session for this one")]
    Act,
}

impl Actor {
    /// The client, if there is one.
    pub const fn client(&self) -> Option<&Client> {
        match self {
            Self::Client(client) => Some(client),
            Self::Worker(_) | Self::Anonymous | Self::System => None,
        }
    }

    /// The worker, if it is one.
    pub const fn worker(&self) -> Option<&Worker> {
        match self {
            Self::Worker(worker) => Some(worker),
            Self::Client(_) | Self::Anonymous | Self::System => None,
        }
    }

    /// By what requests of one caller are told from those of others: the client, or the worker's session.
    pub fn caller(&self) -> Option<Uuid> {
        self.client().map(|client| client.id).or(self.worker().map(|worker| worker.session))
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
            Self::Worker(_) => Worker::SCOPES.contains(&scope),
        };
        if held { Ok(()) } else { Err(Denied::Scope(scope)) }
    }

    /// Whoever works for this organisation, with no scope: for work in the background, which reaches as far.
    pub fn on_behalf_of(role: Role, organisation: Uuid) -> Self {
        Self::Client(Client { id: Uuid::nil(), organisation, role, scopes: Vec::new() })
    }
}
