//! The OpenAPI document: what the routes say of themselves, and the components that they refer to.

mod components;
mod examples;
mod references;
mod schemas;
mod shared;

use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::api::{
    http::problem::Problem,
    integration::webhooks::described,
    route::value::{Group, Route},
    routes,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Koprik",
        description = "Organized recruitment between Uzbekistan and Tatarstan: vacancies, candidates, and matches by skill and region, with the reason for each.\n\nErrors are problem documents (RFC 9457). Changes need `If-Match`. Every POST that creates or moves something takes an `Idempotency-Key`, remembered for 48 hours. Lists are read by `next`. Within `/v1` changes only add.",
        contact(
            name = "Koprik",
            url = "https://koprik.example/support",
            email = "support@koprik.example"
        ),
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem))
)]
struct Base;

static DOCUMENT: LazyLock<Value> = LazyLock::new(made);

/// The document, as JSON with its members in a stable order. It is the same for every server, so it is made once.
pub fn document() -> &'static Value {
    &DOCUMENT
}

fn made() -> Value {
    let mut document = json!(Base::openapi());
    document["servers"] = json!([{
        "url": "/", "description": "The installation that this document is read from, in production or elsewhere", "x-internal": false
    }]);
    document["info"]["version"] = json!(env!("CARGO_PKG_VERSION"));
    document["tags"] = json!([]);
    components::add(&mut document["components"]);
    document["webhooks"] = described::webhooks();
    let groups = routes::groups();
    for group in groups {
        add_group(&mut document, group);
    }
    let patched = groups.iter().flat_map(|group| &group.routes).flat_map(|route| &route.patched);
    schemas::complete(&mut document, patched.cloned().collect());
    examples::add(&mut document["paths"]);
    components::prune(&mut document);
    document
}

/// The document as text, with a newline at its end.
pub fn text(document: &Value) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}

fn add_group(document: &mut Value, group: &Group) {
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.push(json!({"name": group.name, "description": group.about}));
    }
    for route in &group.routes {
        add_route(document, group.name, route);
    }
}

fn add_route(document: &mut Value, heading: &str, route: &Route) {
    let mut operation = json!(route.operation);
    operation["tags"] = json!([heading]);
    let method = route.endpoint.method.as_str().to_lowercase();
    document["paths"][&route.endpoint.path][method] = operation;
    for (name, schema) in &route.schemas {
        document["components"]["schemas"][name] = json!(schema);
    }
}
