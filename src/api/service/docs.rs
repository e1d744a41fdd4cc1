//! The pages that people read: they carry their own scripts, so they work without the internet.

use actix_web::{
    HttpResponse, Resource,
    web::{self, Redirect, ServiceConfig},
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::api::http::error::ApiError;

/// Serves `/docs/`, which reads `/openapi.json`.
pub(in crate::api) fn configure(config: &mut ServiceConfig) {
    let short = web::get().to(|| async { Redirect::to("/docs/") });
    config.service(readable("/docs").route(short));
    config.service(SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json")));
    config.service(readable("/docs/{_:.*}")); // what the one before does not take
}

/// An address that can be read, and nothing else.
pub(super) fn readable(path: &str) -> Resource {
    let refused =
        || async { Err::<HttpResponse, _>(ApiError::MethodNotAllowed("GET, HEAD".to_owned())) };
    web::resource(path).default_service(web::to(refused))
}
