//! The pages that people read: they carry their own scripts, so they work without the internet.

use actix_web::web::{self, ServiceConfig};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Serves `/docs/`, which reads `/openapi.json`.
pub(in crate::api) fn configure(config: &mut ServiceConfig) {
    config.service(web::redirect("/docs", "/docs/"));
    config.service(SwaggerUi::new("/docs/{_:.*}").config(Config::from("/openapi.json")));
}
