//! The OpenAPI document: made from the routes, completed with what is the same for every operation.

use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use crate::api::{
    http::problem::{self, Problem, ProblemType},
    route::value::Route,
    routes,
};

mod examples;
mod schemas;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Koprik",
        version = "1.0.0",
        description = "Organized recruitment between Uzbekistan and Tatarstan: vacancies, candidates, and matches by skill and region, with the reason for each.\n\nErrors are problem documents (RFC 9457). Changes need `If-Match`. Every POST that creates or moves something takes an `Idempotency-Key`, remembered for 48 hours. Lists are read by `next`. Within `/v1` changes only add.",
        contact(name = "Koprik", url = "https://koprik.example/support", email = "support@koprik.example"),
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "https://koprik.example", description = "A production installation; put your own address here")),
    tags(
        (name = "vacancies", description = "What employers of Tatarstan offer"),
        (name = "candidates", description = "Pseudonymous profiles of applicants from Uzbekistan"),
        (name = "matches", description = "Who fits what, how well, and why"),
        (name = "match-runs", description = "The matches of many vacancies or candidates, in the background"),
        (name = "employers", description = "Employers and their verification"),
        (name = "agencies", description = "Recruitment agencies and their licences"),
        (name = "taxonomy", description = "Occupations, skills and places in five languages"),
        (name = "me", description = "The caller"),
        (name = "oauth", description = "Access tokens"),
        (name = "health", description = "The server about itself"),
        (name = "problems", description = "Kinds of problems")
    ),
    components(schemas(Problem))
)]
struct Base;

/// What the routes say of themselves, as JSON: enough to know who may use them.
pub fn collected() -> Value {
    let app =
        actix_web::App::new().into_utoipa_app().openapi(Base::openapi()).configure(routes::routes);
    let (_, collected) = app.split_for_parts();
    let mut document = serde_json::to_value(&collected).unwrap_or(Value::Null);
    for group in routes::groups() {
        for route in group.routes {
            add_route(&mut document, group.name, route);
        }
    }
    document
}

/// Adds what a route says of itself.
fn add_route(document: &mut Value, tag: &str, route: Route) {
    let mut operation = json!(route.operation);
    operation["tags"] = json!([tag]);
    let method = route.endpoint.method.as_str().to_lowercase();
    document["paths"][&route.endpoint.path][method] = operation;
    for (name, schema) in route.schemas {
        document["components"]["schemas"][name] = json!(schema);
    }
}

/// The document, as JSON with its members in a stable order.
pub fn document() -> Value {
    let mut document = collected();
    complete(&mut document);
    document
}

/// The document as text, with a newline at its end.
pub fn text(document: &Value) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}

fn complete(document: &mut Value) {
    document["servers"][0]["x-internal"] = json!(false);
    document["components"]["securitySchemes"] = security_schemes();
    document["components"]["headers"] = headers();
    document["components"]["responses"] = problem_responses();
    document["components"]["parameters"] = parameters();
    schemas::complete(&mut document["components"]["schemas"]);
    let complete: Vec<String> = routes::groups()
        .into_iter()
        .flat_map(|group| group.routes)
        .map(|route| route.endpoint.path.clone())
        .collect();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if !complete.contains(path) {
                complete_operation(path, method, operation);
            }
        }
    }
    schemas::bound(&mut document["paths"]);
    tell_references_apart(&mut document["paths"]);
    prune(document);
}

/// To a reader of templates `/by-ref/{external_ref}` and `/{id}/matches` could be the same address. In the document
/// the literal part is a parameter with one value, so that no linter and no client generator takes them for one.
fn tell_references_apart(paths: &mut Value) {
    let Some(paths) = paths.as_object_mut() else { return };
    let by_reference: Vec<String> =
        paths.keys().filter(|path| path.contains("/by-ref/")).cloned().collect();
    for path in by_reference {
        let Some(mut item) = paths.remove(&path) else { continue };
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            if let Some(parameters) = operation["parameters"].as_array_mut() {
                parameters.push(json!({
                    "name": "by", "in": "path", "required": true, "description": "Always `by-ref`.",
                    "schema": {"type": "string", "enum": ["by-ref"]}
                }));
            }
        }
        paths.insert(path.replace("/by-ref/", "/{by}/"), item);
    }
}

/// Leaves out components that nothing refers to.
fn prune(document: &mut Value) {
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

fn security_schemes() -> Value {
    let scopes: Map<String, Value> = crate::domain::access::scope::Scope::ALL
        .iter()
        .map(|scope| {
            (scope.to_string(), json!(format!("Allows {}", scope.as_str().replace(':', ", "))))
        })
        .collect();
    json!({
        "oauth2": {
            "type": "oauth2",
            "description": "Client credentials (OAuth 2.1). Tokens are JWTs after RFC 9068 and RFC8725, signed with EdDSA, for 15 minutes; then ask for a new one. The operator of the installation makes clients.",
            "flows": {"clientCredentials": {
                "tokenUrl": "https://koprik.example/oauth/token",
                "refreshUrl": "https://koprik.example/oauth/token",
                "scopes": scopes
            }}
        },
        "client": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Basic` with the client's id and secret (RFC 6749, section 2.3.1), to get a token and for nothing else."
        }
    })
}

fn header(description: &str, pattern: &str, max: usize, example: &str) -> Value {
    json!({
        "description": description,
        "schema": {"type": "string", "pattern": pattern, "maxLength": max, "examples": [example]}
    })
}

fn headers() -> Value {
    json!({
        "RateLimit": header("What is left of the quota: r requests, more in t seconds.", "^.+$", 100, "\"default\";r=599;t=1"),
        "RateLimitPolicy": header("The quota: q requests in w seconds.", "^.+$", 100, "\"default\";q=60000;w=60"),
        "RequestId": header("The id of the request: yours if it was well formed.", "^[A-Za-z0-9._-]{1,64}$", 64, "0198c0de-0000-7000-8000-000000000000"),
        "ETag": header("The version of the record, for If-Match and If-None-Match.", "^\".+\"$", 100, "\"3-owner\""),
        "Location": header("The address of the new record.", "^/.+$", 200, "/v1/vacancies/0198c0de-0000-7000-8000-000000000000"),
        "Link": header("The next page, as in next.", "^<.+>; rel=\"next\"$", 9100, "<https://koprik.example/v1/vacancies?cursor=AQ>; rel=\"next\""),
        "RetryAfter": header("Seconds after which to repeat the request.", "^[0-9]+$", 10, "2"),
        "Replayed": header("An earlier request with the same Idempotency-Key did this.", "^true$", 4, "true"),
        "Access-Control-Allow-Origin": header("The web page that may read the answer, where the installation allows it.", "^https?://.+$", 200, "https://partner.example"),
        "Allow": header("The methods that this address knows.", "^[A-Z, ]+$", 80, "GET, HEAD, OPTIONS"),
        "WwwAuthenticate": header("What is wrong with the token, or which scope it lacks.", "^.+$", 300, "Bearer error=\"invalid_token\"")
    })
}

fn parameters() -> Value {
    let header = |name: &str,
                  description: &str,
                  required: bool,
                  max: usize,
                  pattern: &str,
                  example: &str| {
        json!({
            "name": name, "in": "header", "required": required, "description": description,
            "schema": {"type": "string", "maxLength": max, "pattern": pattern, "examples": [example]}
        })
    };
    json!({
        "IfMatch": header("If-Match", "The ETag that was read; `*` for any.", true, 1000, "^.+$", "\"3-owner\""),
        "IfMatchOptional": header("If-Match", "The ETag that was read, to be sure of what changes.", false, 1000, "^.+$", "\"3-owner\""),
        "IfNoneMatch": header("If-None-Match", "The ETag that the reader has; 304 if it still holds.", false, 1000, "^.+$", "\"3-owner\""),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "A new key for each new request; the same key for each repetition. Remembered for 48 hours. Recommended.",
            false, 257, "^\"?[!-~]{1,255}\"?$", "\"5a1b7f0c-3a55-4d3f-8a0a-0b3a3d9f1c11\""
        ),
        "AcceptLanguage": header("Accept-Language", "The reader's languages, where `lang` is not given.", false, 200, "^[A-Za-z0-9*,;=. -]*$", "uz-Latn, ru;q=0.8")
    })
}

fn problem_response(kind: &ProblemType) -> Value {
    let mut headers = json!({
        "X-Request-Id": {"$ref": "#/components/headers/RequestId"},
        "RateLimit": {"$ref": "#/components/headers/RateLimit"},
        "RateLimit-Policy": {"$ref": "#/components/headers/RateLimitPolicy"},
        "Access-Control-Allow-Origin": {"$ref": "#/components/headers/Access-Control-Allow-Origin"}
    });
    match kind.status {
        401 | 403 => {
            headers["WWW-Authenticate"] = json!({"$ref": "#/components/headers/WwwAuthenticate"})
        }
        405 => headers["Allow"] = json!({"$ref": "#/components/headers/Allow"}),
        429 | 503 => headers["Retry-After"] = json!({"$ref": "#/components/headers/RetryAfter"}),
        _ => {}
    }
    let example = json!({
        "type": kind.uri(), "title": kind.title, "status": kind.status, "detail": kind.help,
        "instance": "urn:uuid:0198c0de-0000-7000-8000-000000000000"
    });
    json!({
        "description": format!("{}. {}", kind.title, kind.help),
        "headers": headers,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    })
}

fn problem_responses() -> Value {
    // Of two kinds with one status the first is the one that most callers meet.
    let mut responses = Map::new();
    for kind in problem::KINDS {
        responses.entry(response_name(kind.status)).or_insert_with(|| problem_response(kind));
    }
    Value::Object(responses)
}

fn response_name(status: u16) -> String {
    format!("Problem{status}")
}

/// What the operation can answer besides what its handler says.
fn usual_statuses(path: &str, method: &str, operation: &Value) -> Vec<u16> {
    let under_v1 = path.starts_with("/v1/");
    let has_body = operation.get("requestBody").is_some();
    let names_record = path.contains('{');
    let takes_token =
        operation["security"][0].get("oauth2").is_some() || operation["security"][1].is_object();
    let mut statuses = vec![400, 429, 500, 503];
    if takes_token {
        statuses.push(401);
    }
    if operation["security"][0].get("oauth2").is_some() {
        statuses.push(403);
    }
    if names_record && !path.contains("/by-ref/") {
        statuses.push(404);
    }
    if under_v1 {
        statuses.extend([406, 414]);
    }
    if has_body {
        statuses.push(413);
    }
    if has_body && under_v1 {
        statuses.extend([415, 422]);
    }
    let changes = matches!(method, "put" | "patch" | "delete") || path.ends_with("/transitions");
    if changes {
        statuses.extend([409, 412]);
    } else if under_v1
        && ((method == "post" && !path.ends_with("/search") && !is_public_taxonomy(path))
            || (path.ends_with("/matches") && method == "get"))
    {
        statuses.push(409);
    }
    if changes && method != "post" && !path.contains("/by-ref/") {
        statuses.push(428);
    }
    statuses
}

fn complete_operation(path: &str, method: &str, operation: &mut Value) {
    for status in usual_statuses(path, method, operation) {
        let reference =
            json!({"$ref": format!("#/components/responses/{}", response_name(status))});
        let Some(responses) = operation["responses"].as_object_mut() else { return };
        responses.entry(status.to_string()).or_insert(reference);
    }
    add_parameters(path, method, operation);
    add_headers(path, method, operation);
    if method == "patch" {
        schemas::use_patch(&mut operation["requestBody"]);
    }
    add_example(operation);
}

/// Adds the example of the operation's request body.
fn add_example(operation: &mut Value) {
    let example = operation["operationId"].as_str().and_then(examples::of);
    let Some(example) = example else { return };
    for (_, content) in operation["requestBody"]["content"].as_object_mut().into_iter().flatten() {
        content["example"] = example.clone();
    }
}

/// Whether the path is of the taxonomy's public part, which has no records of its own.
fn is_public_taxonomy(path: &str) -> bool {
    path.contains("/taxonomy/") && !path.ends_with("/unmapped") && !path.ends_with("/mappings")
}

fn add_parameters(path: &str, method: &str, operation: &mut Value) {
    let mut names = Vec::new();
    let record = path.starts_with("/v1/") && path.ends_with("/{id}");
    let taxonomy = is_public_taxonomy(path);
    match method {
        "get" if record || taxonomy => names.push("IfNoneMatch"),
        "put" | "patch" | "delete" if record => names.push("IfMatch"),
        "put" => names.push("IfMatchOptional"),
        "post" if path.ends_with("/transitions") => {
            names.extend(["IfMatchOptional", "IdempotencyKey"])
        }
        "post" if path.starts_with("/v1/") && !path.ends_with("/search") && !taxonomy => {
            names.push("IdempotencyKey")
        }
        _ => {}
    }
    if path.contains("/matches") || path.ends_with("/results") || (taxonomy && method == "get") {
        names.push("AcceptLanguage");
    }
    if names.is_empty() {
        return;
    }
    let references =
        names.iter().map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.extend(references),
        None => operation["parameters"] = references.collect(),
    }
    if method == "get" && (record || taxonomy) {
        operation["responses"]["304"] = json!({
            "description": "Not modified",
            "headers": {"ETag": {"$ref": "#/components/headers/ETag"}}
        });
    }
}

fn add_headers(path: &str, method: &str, operation: &mut Value) {
    let record = path.starts_with("/v1/")
        && (path.contains("/{") || method == "post")
        && !path.contains("/matches")
        && !path.ends_with("/results");
    let list = operation["parameters"]
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one["name"] == "cursor"));
    for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
        if !status.starts_with('2') {
            if let Some(inline) =
                response.as_object_mut().filter(|inline| !inline.contains_key("$ref"))
            {
                rate_headers(inline.entry("headers").or_insert_with(|| json!({})));
            }
            continue;
        }
        let headers = &mut response["headers"];
        rate_headers(headers);
        let mapping = path.ends_with("/mappings");
        if (record && status != "204" && !mapping) || is_public_taxonomy(path) {
            headers["ETag"] = json!({"$ref": "#/components/headers/ETag"});
        }
        if (status == "201" || status == "202") && !mapping {
            headers["Location"] = json!({"$ref": "#/components/headers/Location"});
        }
        if method == "post" && record {
            headers["Idempotency-Replayed"] = json!({"$ref": "#/components/headers/Replayed"});
        }
        if list && path != "/v1/matches/search" {
            headers["Link"] = json!({"$ref": "#/components/headers/Link"});
        }
    }
}

fn rate_headers(headers: &mut Value) {
    headers["X-Request-Id"] = json!({"$ref": "#/components/headers/RequestId"});
    headers["RateLimit"] = json!({"$ref": "#/components/headers/RateLimit"});
    headers["RateLimit-Policy"] = json!({"$ref": "#/components/headers/RateLimitPolicy"});
    headers["Access-Control-Allow-Origin"] =
        json!({"$ref": "#/components/headers/Access-Control-Allow-Origin"});
}
