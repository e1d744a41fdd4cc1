//! What operations share and refer to: headers, problems, and how a caller proves who it is.

use serde_json::{Map, Value, json};

use crate::{
    api::{
        http::problem::{self, PROBLEM_JSON, ProblemType},
        route::headers::{ALWAYS, Header, REQUIRED, RETRY_AFTER, SENT, TAKEN, WWW_AUTHENTICATE},
    },
    domain::access::scope::Scope,
};

/// Adds the components.
pub(super) fn add(components: &mut Value) {
    components["headers"] = SENT.iter().map(|header| named(header, sent(header))).collect();
    components["parameters"] = TAKEN.iter().map(|header| named(header, taken(header))).collect();
    components["responses"] = problems();
    components["securitySchemes"] = security_schemes();
}

/// Leaves out components that nothing refers to.
pub(super) fn prune(document: &mut Value) {
    loop {
        let text = document.to_string();
        let mut pruned = false;
        for section in ["schemas", "responses", "headers", "parameters"] {
            let Some(components) = document["components"][section].as_object_mut() else {
                continue;
            };
            let before = components.len();
            components
                .retain(|name, _| text.contains(&format!("\"#/components/{section}/{name}\"")));
            pruned |= components.len() < before;
        }
        if !pruned {
            return;
        }
    }
}

fn named(header: &Header, value: Value) -> (String, Value) {
    (header.component.to_owned(), value)
}

fn sent(header: &Header) -> Value {
    let Header { pattern, max, example, about, .. } = header;
    json!({
        "description": about,
        "schema": {"type": "string", "pattern": pattern, "maxLength": max, "examples": [example]}
    })
}

fn taken(header: &Header) -> Value {
    let mut parameter = sent(header);
    parameter["name"] = json!(header.name);
    parameter["in"] = json!("header");
    parameter["required"] = json!(REQUIRED.contains(&header.component));
    parameter
}

/// The problems by status: of two kinds with one status the first is the one that most callers meet.
fn problems() -> Value {
    let mut responses = Map::new();
    for kind in problem::KINDS {
        let name = format!("Problem{}", kind.status);
        responses.entry(name).or_insert_with(|| problem_response(kind));
    }
    Value::Object(responses)
}

fn problem_response(kind: &ProblemType) -> Value {
    let special = match kind.status {
        401 | 403 => Some(WWW_AUTHENTICATE),
        429 | 503 => Some(RETRY_AFTER),
        _ => None,
    };
    let headers = ALWAYS.into_iter().chain(special);
    let headers: Map<String, Value> =
        headers.map(|header| (header.name.to_owned(), json!(header.sent()))).collect();
    let example = json!({
        "type": kind.uri(), "title": kind.title, "status": kind.status, "detail": kind.help,
        "instance": "urn:uuid:0198c0de-0000-7000-8000-000000000000"
    });
    json!({
        "description": format!("{}. {}", kind.title, kind.help),
        "headers": headers,
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    })
}

fn security_schemes() -> Value {
    let allows = |scope: &Scope| format!("Allows {}", scope.as_str().replace(':', ", "));
    let scopes: Map<String, Value> =
        Scope::ALL.iter().map(|scope| (scope.to_string(), json!(allows(scope)))).collect();
    json!({
        "oauth2": {
            "type": "oauth2",
            "description": "Client credentials (OAuth 2.1). Tokens are JWTs after RFC 9068 and RFC8725, signed with EdDSA, for 15 minutes; then ask for a new one. The operator of the installation makes clients.",
            "flows": {"clientCredentials": {
                "tokenUrl": "/oauth/token",
                "refreshUrl": "/oauth/token",
                "scopes": scopes
            }}
        },
        "worker": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The token of a worker, from `POST /v1/worker-sessions/{id}/tokens`: for 30 minutes, one candidate and one act. Workers read what they were put forward for and offered, and do that act once. A JWT after RFC8725, signed with EdDSA."
        },
        "client": {
            "type": "http",
            "scheme": "basic",
            "description": "The client's id and secret (RFC 6749, section 2.3.1), to get a token and for nothing else."
        }
    })
}
