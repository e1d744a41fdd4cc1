//! What each kind of problem means, at the address that problem documents name.

use actix_web::{
    HttpResponse,
    http::header::{CACHE_CONTROL, ContentType},
    web::Path,
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{ObjectBuilder, schema::Type},
};

use crate::api::{
    auth::access::Access,
    http::{error::ApiError, problem::KINDS},
    request::context::Answer,
    route::value::{Group, Route},
};

/// A kind of problem.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProblemKindView {
    /// The `type` of its problem documents.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", max_length = 200, example = "/problems/not-found")]
    kind: String,
    /// A few words.
    #[schema(max_length = 100, example = "Not found")]
    title: &'static str,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    status: u16,
    /// What it means and what to do.
    #[schema(
        max_length = 1000,
        example = "There is nothing here, or nothing that you may know of."
    )]
    help: &'static str,
}

/// The route of the kinds of problems.
pub(in crate::api) fn routes() -> Group {
    let slug = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(60))
        .pattern(Some("^[a-z-]+$"));
    let explain = Route::get("/problems/{slug}", Access::Open)
        .says(
            "explain_problem",
            "Explain a kind of problem",
            "The `type` of a problem document leads here.",
        )
        .path("slug", "The last part of the type", slug)
        .problems(&[404])
        .json::<ProblemKindView>(200, "What it means")
        .to(explain_problem);
    Group { name: "problems", about: "Kinds of problems", routes: vec![explain] }
}

async fn explain_problem(slug: Path<String>) -> Answer {
    let kind = KINDS.iter().find(|kind| kind.slug == slug.as_str()).ok_or(ApiError::NoSuchPath)?;
    let view = ProblemKindView {
        kind: kind.uri(),
        title: kind.title,
        status: kind.status,
        help: kind.help,
    };
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CACHE_CONTROL, "public, max-age=300"))
        .json(view))
}
