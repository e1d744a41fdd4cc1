//! What happens to every request, wherever it leads: it gets an id, its answer gets the headers that every answer has,
//! and both are logged and measured.

use std::time::{Duration, Instant};

use actix_web::{
    Error, HttpMessage, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

use crate::api::{
    http::{error::ApiError, limits::QuotaState, problem::Problem},
    request::{admission::Admission, request_id::RequestId},
    state::Server,
    traces::Answered,
};

/// The longest address, in bytes.
const LONGEST_URI: usize = 8_000;
/// The media type of answers for programs.
const JSON: &str = "application/json";

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
    request.extensions_mut().insert(id.clone());
    let uri = request.uri().path_and_query();
    let mut response = if uri.is_some_and(|uri| uri.as_str().len() > LONGEST_URI) {
        request.into_response(ApiError::UriTooLong.error_response())
    } else {
        next.call(request).await?.map_into_boxed_body()
    };
    if server.heartbeat.is_stopping() {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    let mut response = told(response);
    let admission = response.request().extensions_mut().remove::<Admission>();
    finish(&mut response, &id, admission.as_ref().and_then(|admission| admission.left));
    let response = with_problem(response, &id);
    log(&server, &id, &method, admission.as_ref(), response.status(), started.elapsed());
    Ok(response)
}

/// Makes a problem of a refusal by a part that is not ours and that says nothing to programs.
fn told(response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let refused = response.status().is_client_error()
        && response.response().extensions().get::<Problem>().is_none()
        && response.headers().get(header::CONTENT_TYPE).is_none_or(|media| media != JSON);
    if !refused {
        return response;
    }
    let error = if response.status() == StatusCode::NOT_FOUND {
        ApiError::NoSuchPath
    } else {
        ApiError::Malformed("this origin, method or header is not let in".to_owned())
    };
    let (request, _) = response.into_parts();
    ServiceResponse::new(request, error.error_response())
}

fn finish(response: &mut ServiceResponse<BoxBody>, id: &RequestId, left: Option<QuotaState>) {
    let policy = policy(response.request().path());
    let headers = response.headers_mut();
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

/// What a page may load: the console its own scripts, the guide and postings their own style, everything else nothing.
fn policy(path: &str) -> &'static str {
    if path.starts_with("/docs") {
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else if path == "/" || path.starts_with("/guide") || path.starts_with("/jobs/") {
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
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
    admission: Option<&Admission>,
    status: StatusCode,
    took: Duration,
) {
    let route = admission.map_or("none", |admission| &admission.endpoint.path);
    let client = admission.and_then(|admission| admission.actor.client());
    server.metrics.request(method, route, status, took);
    if let Some(traces) = &server.traces {
        let (id, parent) = (id.uuid, id.trace.as_deref());
        traces.request(&Answered { method, route, status, took, id, parent });
    }
    tracing::info!(
        request_id = %id.text,
        instance = %id.uuid,
        trace = id.trace.as_deref().unwrap_or_default(),
        %method,
        route,
        status = status.as_u16(),
        took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        client = %client.map(|client| client.id).unwrap_or_default(),
        "request"
    );
}
