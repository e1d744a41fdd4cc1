//! The bounds that the document states are those that the server holds to: of every member of every body, and of every
//! parameter in paths, queries and headers.

mod bodies;
mod parameters;
mod places;
mod world;

use koprik::api::openapi;
use serde_json::Value;

use world::{Operation, World, operations};

/// How many bounds were tried, and which are not held to.
type Found = (usize, Vec<String>);

/// The form of the token endpoints.
const FORM: &str = "application/x-www-form-urlencoded";

/// A value, as far as it fits in a line.
fn brief(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{} characters", text.chars().count()),
        Value::Array(items) => format!("{} items", items.len()),
        other => other.to_string(),
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn what_is_stated_is_what_is_held_to() {
    let (world, document) = (World::new(), openapi::document());
    let (mut tried, mut wrong) = (0, Vec::new());
    for operation in operations(&document) {
        let of_body: Option<fn(&World, &Value, &Operation) -> Found> = match operation.media() {
            None => None,
            Some(FORM) => Some(bodies::form),
            Some(_) => Some(bodies::json),
        };
        for check in
            of_body.into_iter().chain([parameters::all as fn(&World, &Value, &Operation) -> _])
        {
            let (more, found) = check(&world, &document, &operation);
            tried += more;
            wrong.extend(found);
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 500, "only {tried} bounds were tried");
}
