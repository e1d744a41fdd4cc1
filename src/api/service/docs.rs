//! The pages that people read: they carry their own scripts, so they work without the internet.

use actix_web::{
    guard,
    web::{self, Redirect, ServiceConfig},
};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Serves `/docs/`, which reads `/openapi.json`.
pub(in crate::api) fn configure(config: &mut ServiceConfig) {
    let short = web::resource("/docs").guard(guard::Not(guard::Trace()));
    config.service(short.to(|| async { Redirect::to("/docs/") }));
    config.service(SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json")));
}
