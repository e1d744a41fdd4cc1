//! What each route asks of its caller, read from the one list of routes: the OpenAPI document that they make.

use std::str::FromStr;

use actix_web::http::Method;
use serde_json::Value;

use crate::domain::access::Scope;

/// What a route asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Open,
    /// A token is welcome and shows more.
    Optional,
    /// A token; this scope, checked after the record was found where the path names one.
    Scope(Scope),
    /// A token, with any scope.
    Token,
    /// The client's id and secret, which the handler checks.
    ClientSecret,
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

/// The document has a route that says not, or not rightly, who may use it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the route {0} does not declare its scope, so the server does not start")]
pub struct Undeclared(pub String);

/// Every route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routes(Vec<Route>);

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
    pub fn of(document: &Value) -> Result<Self, Undeclared> {
        let mut routes = Vec::new();
        for (template, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let Ok(method) = Method::from_str(&method.to_uppercase()) else { continue };
                let undeclared = || Undeclared(format!("{method} {template}"));
                let access = access(&operation["security"]).ok_or_else(undeclared)?;
                routes.push(Route { method, template: template.clone(), access });
            }
        }
        routes.sort_by_key(|route| route.template.contains('{')); // a literal path wins
        Ok(Self(routes))
    }

    /// Finds what there is at a path.
    pub fn find(&self, method: &Method, path: &str) -> Found<'_> {
        let here: Vec<&Route> = self.0.iter().filter(|route| fits(&route.template, path)).collect();
        if let Some(route) = here.iter().find(|route| route.method == *method) {
            return Found::Route(route);
        }
        if here.is_empty() { Found::Nothing } else { Found::Other(allow(&here)) }
    }

    /// All routes.
    pub fn all(&self) -> &[Route] {
        &self.0
    }
}

fn allow(routes: &[&Route]) -> String {
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
        return Some(if options.len() == 1 { Access::Open } else { Access::Optional });
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

fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(there))
                if wanted == there || (wanted.starts_with('{') && !there.is_empty()) => {}
            _ => return false,
        }
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
            assert_eq!(Routes::of(&document), Err(Undeclared("GET /v1/secrets".to_owned())));
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
}
