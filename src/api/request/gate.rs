//! What happens to every request: it gets an id, is let in or not, is counted, and its answer gets the headers that
//! every answer has.

use std::time::{Duration, Instant};

use actix_web::{
    Error, HttpMessage, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use crate::{
    api::{
        auth::access::{Access, Found},
        http::{
            error::ApiError,
            limits::{Consumer, QuotaState},
            problem::Problem,
        },
        request::request_id::RequestId,
        state::Server,
    },
    domain::access::actor::Actor,
};

/// The longest address, in bytes.
const LONGEST_URI: usize = 8_000;

/// The middleware.
pub async fn gate(
    server: Data<Server>,
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let method = request.method().clone();
    if method == Method::HEAD {
        request.head_mut().method = Method::GET; // the protocol's layer leaves the body out
    }
    let mut entry = Entry { left: None, actor: Actor::Anonymous, route: "none".to_owned() };
    let admitted = admit(&server, &request, &method, &mut entry);
    request.extensions_mut().insert(entry.actor.clone());
    let mut response = match admitted {
        Ok(None) => next.call(request).await?.map_into_boxed_body(),
        Ok(Some(answer)) => request.into_response(answer),
        Err(error) => request.into_response(error.error_response()),
    };
    finish(&mut response, &id, entry.left);
    let response = with_problem(response, &id);
    log(&server, &id, &method, &entry, response.status(), started.elapsed());
    Ok(response)
}

/// What becomes known of a request at the gate.
struct Entry {
    left: Option<QuotaState>,
    actor: Actor,
    route: String,
}

/// Lets a request in, or answers it here.
fn admit(
    server: &Server,
    request: &ServiceRequest,
    method: &Method,
    entry: &mut Entry,
) -> Result<Option<HttpResponse>, ApiError> {
    let uri = request.uri().path_and_query();
    if uri.is_some_and(|uri| uri.as_str().len() > LONGEST_URI) {
        return Err(ApiError::UriTooLong);
    }
    let path = request.path();
    let route = match server.routes.find(request.method(), path) {
        Found::Route(route) => route,
        Found::Other(allow) if method == Method::OPTIONS => return Ok(Some(options(&allow))),
        Found::Other(allow) => return Err(ApiError::MethodNotAllowed(allow)),
        Found::Nothing if method == Method::TRACE => {
            return Err(ApiError::MethodNotAllowed(String::new()));
        }
        Found::Nothing if path == "/docs" || path.starts_with("/docs/") => return Ok(None),
        Found::Nothing => return Err(ApiError::NoSuchPath),
    };
    entry.route.clone_from(&route.template);
    let authenticated = authenticate(server, request, route.access);
    entry.actor = authenticated.as_ref().cloned().unwrap_or(Actor::Anonymous);
    meter(server, request, entry)?;
    let actor = authenticated?;
    accepts_json(request)?;
    if let Access::Scope(scope) = route.access
        && !route.template.contains("{id}")
    {
        actor.require(scope).map_err(crate::app::AppError::from)?;
    }
    Ok(None)
}

fn options(allow: &str) -> HttpResponse {
    let mut answer = HttpResponse::NoContent();
    answer.insert_header((header::ALLOW, allow));
    if allow.contains("PATCH") {
        answer.insert_header(("accept-patch", "application/merge-patch+json"));
    }
    answer.finish()
}

fn authenticate(
    server: &Server,
    request: &ServiceRequest,
    access: Access,
) -> Result<Actor, ApiError> {
    if access == Access::ClientSecret || access == Access::Open {
        return Ok(Actor::Anonymous);
    }
    let mut sent = request.headers().get_all(header::AUTHORIZATION);
    match (sent.next(), sent.next()) {
        (None, _) if matches!(access, Access::Optional(_)) => Ok(Actor::Anonymous),
        (None, _) => Err(ApiError::Unauthenticated("")),
        (Some(value), None) => bearer(server, value),
        (Some(_), Some(_)) => Err(ApiError::Unauthenticated("Authorization is there twice")),
    }
}

fn bearer(server: &Server, value: &HeaderValue) -> Result<Actor, ApiError> {
    let invalid =
        ApiError::Unauthenticated("the access token does not hold: get a new one at /oauth/token");
    let Ok(text) = value.to_str() else { return Err(invalid) };
    let Some((scheme, token)) = text.split_once(' ') else { return Err(invalid) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid);
    }
    server.client_of(token.trim()).map(Actor::Client).ok_or(invalid)
}

/// Counts the request against the quota of its client, or of the address it comes from.
fn meter(server: &Server, request: &ServiceRequest, entry: &mut Entry) -> Result<(), ApiError> {
    let consumer = match entry.actor.client() {
        Some(client) => Consumer::Client(client.id),
        None => match request.peer_addr() {
            Some(address) if !server.trusts(address.ip()) => Consumer::Address(address.ip()),
            _ => return Ok(()),
        },
    };
    match server.limits.take(&consumer) {
        Ok(left) => entry.left = Some(left),
        Err((left, error)) => {
            entry.left = Some(left);
            return Err(error);
        }
    }
    Ok(())
}

fn accepts_json(request: &ServiceRequest) -> Result<(), ApiError> {
    let Some(accept) = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok())
    else {
        return Ok(());
    };
    let taken = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        let known = matches!(
            media.as_str(),
            "*/*" | "application/*" | "application/json" | "application/problem+json"
        ) || media == "application/x-ndjson"
            || media == "text/*"
            || media == "text/plain"
            || media == "text/html";
        known && !refused
    };
    let api = request.path().starts_with("/v1/");
    if !api || accept.trim().is_empty() || accept.split(',').any(taken) {
        Ok(())
    } else {
        Err(ApiError::NotAcceptable)
    }
}

fn finish(response: &mut ServiceResponse<BoxBody>, id: &RequestId, left: Option<QuotaState>) {
    let docs = response.request().path().starts_with("/docs");
    let headers = response.headers_mut();
    let policy = if docs {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "strict-transport-security", "max-age=31536000; includeSubDomains");
    set(headers, "content-security-policy", policy);
    set(headers, "referrer-policy", "no-referrer");
    set(headers, "x-request-id", &id.text);
    if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, "cache-control", "no-store");
    }
    for (name, value) in left.into_iter().flat_map(QuotaState::headers) {
        set(headers, name, &value);
    }
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// Writes the problem document of a failed request, now that its id is known.
fn with_problem(
    mut response: ServiceResponse<BoxBody>,
    id: &RequestId,
) -> ServiceResponse<BoxBody> {
    let problem = response.response_mut().extensions_mut().remove::<Problem>();
    let Some(mut problem) = problem else { return response };
    problem.instance = format!("urn:uuid:{}", id.uuid);
    match serde_json::to_vec(&problem) {
        Ok(body) => response.map_body(|_, _| BoxBody::new(body)),
        Err(error) => {
            tracing::error!(%error, "a problem document cannot be written");
            response
        }
    }
}

fn log(
    server: &Server,
    id: &RequestId,
    method: &Method,
    entry: &Entry,
    status: StatusCode,
    took: Duration,
) {
    server.metrics.request(method, &entry.route, status, took);
    tracing::info!(
        request_id = %id.text,
        instance = %id.uuid,
        trace = id.trace.as_deref().unwrap_or_default(),
        %method,
        route = %entry.route,
        status = status.as_u16(),
        took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        client = %entry.actor.client().map(|client| client.id).unwrap_or_default(),
        "request"
    );
}
