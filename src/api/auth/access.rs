//! What each route asks of its caller, read from the one list of routes: the OpenAPI document that they make.

use std::str::FromStr;

use actix_web::http::Method;
use matchit::Router;
use serde_json::Value;
use utoipa::openapi::security::SecurityRequirement;

use crate::domain::access::scope::Scope;

/// What a route asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Open,
    /// Nothing; a token with this scope shows more.
    Optional(Scope),
    /// A token with this scope.
    Scope(Scope),
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
            Self::Open => vec![none],
            Self::Optional(scope) => vec![none, token(&[scope])],
            Self::Scope(scope) => vec![token(&[scope])],
            Self::Token => vec![token(&[])],
            Self::ClientSecret => vec![SecurityRequirement::new::<_, [&str; 0], _>("client", [])],
        }
    }

    /// The statuses of the problems that it can cause.
    pub const fn problems(self) -> &'static [u16] {
        match self {
            Self::Open | Self::ClientSecret => &[],
            Self::Optional(_) => &[401],
            Self::Scope(_) | Self::Token => &[401, 403],
        }
    }
}

/// What the gate knows of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The method.
    pub method: Method,
    /// The path, with names in braces.
    pub path: String,
    /// What it asks.
    pub access: Access,
}

impl Endpoint {
    /// Whether it is of a version of the interface, and not beside it.
    pub fn is_versioned(&self) -> bool {
        self.path.starts_with("/v1/")
    }
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with names in braces.
    pub template: String,
    /// What it asks.
    pub access: Access,
}

/// Why the routes of a document cannot be served.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoutesError {
    /// A route says not, or not rightly, who may use it.
    #[error("the route {0} does not declare its scope, so the server does not start")]
    Undeclared(String),
    /// Two paths contradict each other.
    #[error("the paths cannot be told apart, so the server does not start: {0}")]
    Ambiguous(#[from] matchit::InsertError),
}

/// Every route, by path.
#[derive(Debug, Clone)]
pub struct Routes(Router<Vec<Route>>);

/// What there is at an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'r> {
    /// This route.
    Route(&'r Route),
    /// Routes with other methods: the value of `Allow`.
    Other(String),
    /// Nothing.
    Nothing,
}

impl Routes {
    /// Reads the routes of a document.
    pub fn of(document: &Value) -> Result<Self, RoutesError> {
        let mut router = Router::new();
        for (template, item) in document["paths"].as_object().into_iter().flatten() {
            router.insert(template, here(template, item)?)?;
        }
        Ok(Self(router))
    }

    /// Finds what there is at a path; a literal path wins over a template.
    pub fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let Ok(here) = self.0.at(path) else { return Found::Nothing };
        let route = here.value.iter().find(|route| route.method == *method);
        route.map_or_else(|| Found::Other(allow(here.value)), Found::Route)
    }
}

/// The routes of a path, by method.
fn here(template: &str, item: &Value) -> Result<Vec<Route>, RoutesError> {
    let mut routes = Vec::new();
    for (method, operation) in item.as_object().into_iter().flatten() {
        let Ok(method) = Method::from_str(&method.to_uppercase()) else { continue };
        let undeclared = || RoutesError::Undeclared(format!("{method} {template}"));
        let access = access(&operation["security"]).ok_or_else(undeclared)?;
        routes.push(Route { method, template: template.to_owned(), access });
    }
    Ok(routes)
}

fn allow(routes: &[Route]) -> String {
    let mut methods: Vec<&str> = routes.iter().map(|route| route.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

fn access(security: &Value) -> Option<Access> {
    let options = security.as_array()?;
    let first = options.first()?.as_object()?;
    if first.is_empty() {
        let scope = options.get(1).and_then(|second| second["oauth2"][0].as_str()?.parse().ok());
        return Some(scope.map_or(Access::Open, Access::Optional));
    }
    if first.contains_key("client") {
        return Some(Access::ClientSecret);
    }
    let scopes = first.get("oauth2")?.as_array()?;
    match scopes.first() {
        None => Some(Access::Token),
        Some(scope) => Some(Access::Scope(scope.as_str()?.parse().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_route_without_a_declared_scope_is_refused() {
        for security in [json!(null), json!([]), json!([{"oauth2": ["nonsense:read"]}])] {
            let document = json!({"paths": {"/v1/secrets": {"get": {"security": security}}}});
            let undeclared = RoutesError::Undeclared("GET /v1/secrets".to_owned());
            assert_eq!(Routes::of(&document).unwrap_err(), undeclared);
        }
    }

    #[test]
    fn a_literal_path_wins_over_a_template() {
        let open = json!({"security": [{}]});
        let token = json!({"security": [{"oauth2": []}]});
        let routes = Routes::of(&json!({"paths": {"/v1/x/{id}": {"get": token, "delete": token}, "/v1/x/y": {"get": open}}})).unwrap();
        assert!(
            matches!(routes.find(&Method::GET, "/v1/x/y"), Found::Route(route) if route.access == Access::Open)
        );
        assert!(
            matches!(routes.find(&Method::GET, "/v1/x/z"), Found::Route(route) if route.access == Access::Token)
        );
        assert_eq!(
            routes.find(&Method::POST, "/v1/x/z"),
            Found::Other("DELETE, GET, HEAD, OPTIONS".to_owned())
        );
        assert_eq!(routes.find(&Method::GET, "/v1/x/"), Found::Nothing);
    }

    #[test]
    fn a_reference_may_be_named_like_a_route() {
        let put = json!({"put": {"security": [{"oauth2": []}]}});
        let post = json!({"post": {"security": [{"oauth2": []}]}});
        let routes = Routes::of(
            &json!({"paths": {"/v1/x/by-ref/{external_ref}": put, "/v1/x/{id}/transitions": post}}),
        )
        .unwrap();
        let found = |method, path| match routes.find(&method, path) {
            Found::Route(route) => route.template.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(found(Method::PUT, "/v1/x/by-ref/transitions"), "/v1/x/by-ref/{external_ref}");
        assert_eq!(found(Method::POST, "/v1/x/7/transitions"), "/v1/x/{id}/transitions");
    }
}
