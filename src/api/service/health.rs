//! What machines ask a server about itself: alive, ready, measurements, and the document of its interface.

use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, ContentType},
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, schema::Type},
};

use crate::api::{
    auth::access::Access,
    http::error::ApiError,
    request::context::{Answer, Context},
    route::value::{Group, Route},
    state::Server,
};
use crate::domain::access::scope::Scope;

/// A state of the server.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct HealthView {
    /// `ok`.
    #[schema(max_length = 10, pattern = "^[a-z]+$", example = "ok")]
    status: &'static str,
}

/// The routes of a server about itself.
pub(in crate::api) fn routes() -> Group {
    let routes = vec![
        Route::get("/healthz", Access::Open)
            .says(
                "healthz",
                "Is the process alive?",
                "Never asks the database, so a database outage does not restart servers.",
            )
            .json::<HealthView>(200, "Alive")
            .to(healthz),
        Route::get("/readyz", Access::Open)
            .says(
                "readyz",
                "Can the server answer?",
                "503 while the database is down or takes no writes, migrations have not run or were taken \
                 back, the index is not loaded, or the process is stopping.",
            )
            .json::<HealthView>(200, "Ready")
            .to(readyz),
        Route::get("/metrics", Access::Scope(Scope::AuditRead))
            .says(
                "metrics",
                "Measurements for Prometheus",
                "Counts and durations by route, whether the server is ready, what works and waits, and the size and position of the \
                 index. An installation may answer it on an address of its own as well, without a token.",
            )
            .answers(200, "Prometheus text format")
            .shaped("text/plain", ObjectBuilder::new().schema_type(Type::String))
            .to(metrics),
        Route::get("/openapi.json", Access::Open)
            .says(
                "openapi_document",
                "This document",
                "The OpenAPI 3.1 description of every operation.",
            )
            .answers(200, "The OpenAPI document")
            .any_json()
            .to(openapi_document),
    ];
    Group { name: "health", about: "The server about itself", routes }
}

async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(HealthView { status: "ok" })
}

async fn readyz(context: Context) -> Answer {
    match context.server.not_ready() {
        None => Ok(HttpResponse::Ok().json(HealthView { status: "ok" })),
        Some(why) => Err(ApiError::Overloaded(why)),
    }
}

async fn metrics(context: Context) -> Answer {
    measured(&context.server)
}

/// The measurements of a server.
pub(in crate::api) fn measured(server: &Server) -> Answer {
    let text = server.metrics.text(server.figures());
    let text = text.map_err(|error| ApiError::Internal(error.to_string()))?;
    Ok(HttpResponse::Ok().content_type(ContentType::plaintext()).body(text))
}

async fn openapi_document(context: Context) -> Answer {
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .body(context.server.document.clone()))
}
