//! What a route asks of its caller, and what there is at an address.

use std::sync::Arc;

use actix_web::http::Method;
use utoipa::openapi::security::SecurityRequirement;

use crate::{api::route::bounds::Parameters, domain::access::scope::Scope};

/// What a route asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Open,
    /// Nothing, but few requests a minute from an address: for what somebody could guess.
    OpenSparingly,
    /// Nothing; a token with this scope shows more.
    Optional(Scope),
    /// A token with this scope.
    Scope(Scope),
    /// A token with this scope, or the token of a worker's own channel.
    ScopeOrWorker(Scope),
    /// A token, with any scope.
    Token,
    /// The client's id and secret, which the handler checks.
    ClientSecret,
}

impl Access {
    /// What the document says of it.
    pub fn requirements(self) -> Vec<SecurityRequirement> {
        let none = SecurityRequirement::default();
        let token = |scopes: &[Scope]| {
            SecurityRequirement::new("oauth2", scopes.iter().map(|scope| scope.as_str()))
        };
        match self {
            Self::Open | Self::OpenSparingly => vec![none],
            Self::Optional(scope) => vec![none, token(&[scope])],
            Self::Scope(scope) => vec![token(&[scope])],
            Self::ScopeOrWorker(scope) => {
                vec![token(&[scope]), SecurityRequirement::new::<_, [&str; 0], _>("worker", [])]
            }
            Self::Token => vec![token(&[])],
            Self::ClientSecret => vec![SecurityRequirement::new::<_, [&str; 0], _>("client", [])],
        }
    }

    /// The statuses of the problems that it can cause.
    pub const fn problems(self) -> &'static [u16] {
        match self {
            Self::Open | Self::OpenSparingly | Self::ClientSecret => &[],
            Self::Optional(_) => &[401],
            Self::Scope(_) | Self::ScopeOrWorker(_) | Self::Token => &[401, 403],
        }
    }
}

/// What the gate knows of a route.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path, with names in braces.
    pub path: String,
    /// What it asks.
    pub access: Access,
    /// What it takes in the query and in headers.
    pub parameters: Parameters,
}

impl Endpoint {
    /// Whether it is of a version of the interface, and not beside it.
    pub fn is_versioned(&self) -> bool {
        self.path.starts_with("/v1/")
    }
}

/// The routes of one path, told apart by their methods.
#[derive(Debug)]
pub struct Address {
    endpoints: Vec<Arc<Endpoint>>,
    allow: String,
}

impl Address {
    /// An address with these routes.
    pub fn new(endpoints: Vec<Arc<Endpoint>>) -> Self {
        let mut methods: Vec<&str> = endpoints.iter().map(|one| one.method.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.sort_unstable();
        let allow = methods.join(", ");
        Self { endpoints, allow }
    }

    /// The route of this method, if there is one.
    pub fn find(&self, method: &Method) -> Option<&Arc<Endpoint>> {
        self.endpoints.iter().find(|endpoint| endpoint.method == *method)
    }

    /// The value of `Allow`.
    pub fn allow(&self) -> &str {
        &self.allow
    }
}
