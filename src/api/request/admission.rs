//! Who is let in where the router has found the address: the method, the token, the quota, `Accept`, and the scope.

use std::{net::IpAddr, sync::Arc};

use actix_web::{
    HttpMessage, HttpResponse,
    dev::ServiceRequest,
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
};
use uuid::Uuid;

use crate::{
    api::{
        auth::access::{Access, Address, Endpoint},
        http::{
            error::ApiError,
            limits::{Consumer, QuotaState},
        },
        state::Server,
    },
    app::AppError,
    domain::access::actor::Actor,
};

/// What is known of a request whose route was found, whether it was let in or not.
pub struct Admission {
    /// The route.
    pub endpoint: Arc<Endpoint>,
    /// Who asks.
    pub actor: Actor,
    /// The id of the token that says so; nil where there is none.
    pub token: Uuid,
    /// What is left of the quota.
    pub left: Option<QuotaState>,
}

/// Who asks, and the id of the token that says so.
type Known = (Actor, Uuid);

const ANONYMOUS: Known = (Actor::Anonymous, Uuid::nil());

/// Lets a request in, or answers it. It is counted before it is told that it may not.
pub fn admit(
    server: &Server,
    request: &ServiceRequest,
    address: &Address,
) -> Result<Option<HttpResponse>, ApiError> {
    let Some(endpoint) = address.find(request.method()) else {
        return if request.method() == Method::OPTIONS {
            Ok(Some(options(address.allow())))
        } else {
            Err(ApiError::MethodNotAllowed(address.allow().to_owned()))
        };
    };
    let authenticated = authenticate(server, request.headers(), endpoint.access);
    let ((actor, token), refused) = match authenticated {
        Ok(known) => (known, None),
        Err(error) => (ANONYMOUS, Some(error)),
    };
    let allowed = refused.map_or_else(|| may(&actor, endpoint, request), Err);
    let (left, counted) = meter(server, request, &actor, endpoint.access);
    request.extensions_mut().insert(Admission {
        endpoint: Arc::clone(endpoint),
        actor,
        token,
        left,
    });
    counted.and(allowed).map(|()| None)
}

fn options(allow: &str) -> HttpResponse {
    let mut answer = HttpResponse::NoContent();
    answer.insert_header((header::ALLOW, allow));
    if allow.contains("PATCH") {
        answer.insert_header(("accept-patch", "application/merge-patch+json"));
    }
    answer.finish()
}

/// Who asks, if the token that is asked for holds.
pub(super) fn authenticate(
    server: &Server,
    headers: &HeaderMap,
    access: Access,
) -> Result<Known, ApiError> {
    if matches!(access, Access::ClientSecret | Access::Open | Access::OpenSparingly) {
        return Ok(ANONYMOUS);
    }
    let mut sent = headers.get_all(header::AUTHORIZATION);
    match (sent.next(), sent.next()) {
        (None, _) if matches!(access, Access::Optional(_)) => Ok(ANONYMOUS),
        (None, _) => Err(ApiError::Unauthenticated("")),
        (Some(value), None) => bearer(server, value, access),
        (Some(_), Some(_)) => Err(ApiError::Unauthenticated("Authorization is there twice")),
    }
}

fn bearer(server: &Server, value: &HeaderValue, access: Access) -> Result<Known, ApiError> {
    let invalid =
        ApiError::Unauthenticated("the access token does not hold: get a new one at /oauth/token");
    let Ok(text) = value.to_str() else { return Err(invalid) };
    let Some((scheme, token)) = text.split_once(' ') else { return Err(invalid) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(invalid);
    }
    let known = server.client_of(token.trim());
    let known = known.map(|(client, token)| (Actor::Client(client), token));
    let worker = || match access {
        Access::ScopeOrWorker(_) => server.worker_of(token.trim()),
        _ => None,
    };
    let worker = || worker().map(|worker| (Actor::Worker(worker), Uuid::nil()));
    known.or_else(worker).ok_or(invalid)
}

/// Counts the request against the quota of its client, or of the address it comes from.
fn meter(
    server: &Server,
    request: &ServiceRequest,
    actor: &Actor,
    access: Access,
) -> (Option<QuotaState>, Result<(), ApiError>) {
    let consumer = match actor.caller() {
        Some(caller) => Consumer::Client(caller),
        None => match address(server, request) {
            Some(address) => Consumer::Address(address),
            None => return (None, Ok(())),
        },
    };
    let sparingly = access == Access::OpenSparingly;
    let limits = if sparingly { &server.guesses } else { &server.limits };
    match limits.take(&consumer) {
        Ok(left) => (Some(left), Ok(())),
        Err((left, error)) => (Some(left), Err(error)),
    }
}

/// Where a request comes from, if that is known: the nearest address that is no proxy of ours. A proxy adds the address that
/// it was asked from behind those that it was told, which may be lies.
fn address(server: &Server, request: &ServiceRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !server.trusts(peer) {
        return Some(peer);
    }
    let forwarded =
        request.headers().get_all("x-forwarded-for").filter_map(|one| one.to_str().ok());
    let told: Vec<&str> = forwarded.flat_map(|list| list.split(',')).map(str::trim).collect();
    let mut known = told.into_iter().rev().map_while(|one| one.parse::<IpAddr>().ok());
    known.find(|address| !server.trusts(*address))
}

/// The media types of answers, and the ranges that hold one.
const MEDIA: [&str; 13] = [
    "*/*",
    "application/*",
    "application/json",
    "application/problem+json",
    "application/x-ndjson",
    "application/ld+json",
    "application/atom+xml",
    "text/*",
    "text/csv",
    "text/plain",
    "text/html",
    "text/event-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// Whether the caller may have what the route gives, in a form that it takes, and asks within the bounds of the document.
fn may(actor: &Actor, endpoint: &Endpoint, request: &ServiceRequest) -> Result<(), ApiError> {
    let versioned = endpoint.is_versioned();
    if versioned && !accepts_ours(request.headers()) {
        return Err(ApiError::NotAcceptable);
    }
    if let Access::Scope(scope) | Access::ScopeOrWorker(scope) = endpoint.access {
        actor.require(scope).map_err(AppError::from)?;
    }
    if versioned {
        endpoint.parameters.check(request.query_string(), request.headers())?;
    }
    Ok(())
}

fn accepts_ours(headers: &HeaderMap) -> bool {
    let Some(accept) = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()) else {
        return true;
    };
    let taken = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        let known = MEDIA.contains(&media.as_str());
        known && !refused
    };
    accept.trim().is_empty() || accept.split(',').any(taken)
}
