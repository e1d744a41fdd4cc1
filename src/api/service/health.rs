//! What machines ask a server about itself: alive, ready, measurements, and the document of its interface.

use actix_web::{
    HttpResponse, get,
    http::header::{CACHE_CONTROL, ContentType},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{
    http::error::ApiError,
    request::context::{Answer, Context},
};

/// A state of the server.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HealthView {
    /// `ok`.
    #[schema(max_length = 10, pattern = "^[a-z]+$", example = "ok")]
    status: &'static str,
}

/// Is the process alive?
///
/// Never asks the database, so a database outage does not restart servers.
#[utoipa::path(
    tag = "health",
    security(()),
    responses((status = 200, description = "Alive", body = HealthView))
)]
#[get("/healthz")]
pub(in crate::api) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(HealthView { status: "ok" })
}

/// Can the server answer?
///
/// 503 while the database is down, migrations have not run, the index is not loaded, or the process is stopping.
#[utoipa::path(
    tag = "health",
    security(()),
    responses((status = 200, description = "Ready", body = HealthView))
)]
#[get("/readyz")]
pub(in crate::api) async fn readyz(context: Context) -> Answer {
    match context.server.not_ready() {
        None => Ok(HttpResponse::Ok().json(HealthView { status: "ok" })),
        Some(why) => Err(ApiError::Overloaded(why)),
    }
}

/// Measurements for Prometheus
///
/// Counts and durations by route, and the size and position of the index.
#[utoipa::path(
    tag = "health",
    security(()),
    responses((status = 200, description = "Prometheus text format", body = String, content_type = "text/plain"))
)]
#[get("/metrics")]
pub(in crate::api) async fn metrics(context: Context) -> Answer {
    let text = context.server.metrics.text(context.server.index_figures());
    let text = text.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(HttpResponse::Ok().content_type(ContentType::plaintext()).body(text))
}

/// This document
///
/// The OpenAPI 3.1 description of every operation.
#[utoipa::path(
    tag = "health",
    security(()),
    responses((status = 200, description = "The OpenAPI document", body = serde_json::Value))
)]
#[get("/openapi.json")]
pub(in crate::api) async fn openapi_document(context: Context) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .body(context.server.document.clone()))
}
