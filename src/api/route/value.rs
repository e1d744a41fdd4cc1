//! A route as a value: method, path, who may use it, what it takes and answers, and the handler that does it.

use std::{fmt, sync::Arc};

use actix_web::{FromRequest, Handler, Responder, http::Method, web};
use utoipa::openapi::{RefOr, Schema, path::Operation};

use crate::api::{
    auth::access::{Access, Endpoint},
    route::bounds::Parameters,
};

/// A schema under its name.
pub(in crate::api) type NamedSchema = (String, RefOr<Schema>);

/// Makes a route of the router; each thread of the server needs its own.
type Mountable = Box<dyn Fn() -> actix_web::Route + Send + Sync>;

/// A route.
pub struct Route {
    /// What the gate needs to know of it.
    pub endpoint: Arc<Endpoint>,
    /// What the document says of it.
    pub operation: Operation,
    /// The schemas that it refers to.
    pub schemas: Vec<NamedSchema>,
    /// The names of the schemas of which it takes a merge patch.
    pub patched: Vec<String>,
    handler: Mountable,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Route").field(&self.endpoint).finish_non_exhaustive()
    }
}

impl Route {
    /// A route to read something.
    pub(in crate::api) fn get(path: impl Into<String>, access: Access) -> Draft {
        Draft::new(Method::GET, path.into(), access)
    }

    /// A route to create something, or to ask with a body.
    pub(in crate::api) fn post(path: impl Into<String>, access: Access) -> Draft {
        Draft::new(Method::POST, path.into(), access)
    }

    /// A route to replace something.
    pub(in crate::api) fn put(path: impl Into<String>, access: Access) -> Draft {
        Draft::new(Method::PUT, path.into(), access)
    }

    /// A route to change something in part.
    pub(in crate::api) fn patch(path: impl Into<String>, access: Access) -> Draft {
        Draft::new(Method::PATCH, path.into(), access)
    }

    /// A route to delete something.
    pub(in crate::api) fn delete(path: impl Into<String>, access: Access) -> Draft {
        Draft::new(Method::DELETE, path.into(), access)
    }

    /// The route for the router of one thread.
    pub(in crate::api) fn mountable(&self) -> actix_web::Route {
        (self.handler)()
    }
}

/// A route that still lacks its handler.
pub(in crate::api) struct Draft {
    endpoint: Endpoint,
    pub(super) operation: Operation,
    pub(super) schemas: Vec<NamedSchema>,
    pub(super) patched: Vec<String>,
    /// The status of the answer that was described last.
    pub(super) answer: String,
}

impl Draft {
    /// A route with what follows from its access and from where it is.
    fn new(method: Method, path: String, access: Access) -> Self {
        let endpoint = Endpoint { method, path, access, parameters: Parameters::default() };
        let mut operation = Operation::default();
        operation.security = Some(access.requirements());
        let (schemas, patched) = (Vec::new(), Vec::new());
        let negotiates: &[u16] = if endpoint.is_versioned() { &[406, 414] } else { &[] };
        Self { endpoint, operation, schemas, patched, answer: String::new() }
            .problems(&[400, 429, 500, 503])
            .problems(access.problems())
            .problems(negotiates)
    }

    /// Names the operation, and says in a line and in a few sentences what it does.
    pub(in crate::api) fn says(
        mut self,
        id: impl Into<String>,
        summary: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        self.operation.operation_id = Some(id.into());
        self.operation.summary = Some(summary.into());
        self.operation.description = Some(description.into());
        self
    }

    /// The route with its handler.
    pub(in crate::api) fn to<F, Args>(self, handler: F) -> Route
    where
        F: Handler<Args> + Send + Sync,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let Self { mut endpoint, operation, schemas, patched, .. } = self;
        endpoint.parameters = Parameters::of(&operation);
        let method = endpoint.method.clone();
        let handler: Mountable = Box::new(move || web::method(method.clone()).to(handler.clone()));
        Route { endpoint: Arc::new(endpoint), operation, schemas, patched, handler }
    }
}

/// Routes under one heading of the document.
#[derive(Debug)]
pub struct Group {
    /// The heading.
    pub name: &'static str,
    /// What they are about.
    pub about: &'static str,
    /// The routes.
    pub routes: Vec<Route>,
}
