//! The released document, which no later one of the same version of the interface may break.

use koprik::api::openapi;
use serde_json::{Value, json};

use super::breaking::breaks;

/// The last released document.
const RELEASED: &str = include_str!("../../../openapi/released.json");

#[test]
fn nothing_breaks_a_client_of_the_last_release() {
    let released: Value = serde_json::from_str(RELEASED).unwrap();
    let found = breaks(&released, openapi::document());
    assert!(found.is_empty(), "a client of the last release stumbles: {found:#?}");
}

/// A document that has each part once.
fn small() -> Value {
    json!({
        "paths": {"/things": {"post": {
            "security": [{}, {"oauth2": ["things:read"]}],
            "parameters": [
                {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 100, "minLength": 1}},
                {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}},
            ],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingInput"}}}},
            "responses": {
                "200": {
                    "headers": {"ETag": {}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                },
                "404": {"description": "no such thing"},
            },
        }}},
        "components": {"schemas": {
            "ThingInput": {
                "type": "object", "required": ["name"], "additionalProperties": false,
                "properties": {
                    "name": {"type": "string", "pattern": "^a"},
                    "size": {"type": ["integer", "null"], "minimum": 1, "maximum": 9},
                    "either": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                },
            },
            "Thing": {
                "type": "object", "required": ["id", "part"],
                "properties": {
                    "id": {"type": "string"}, "note": {"type": "string"},
                    "part": {"oneOf": [{"type": "object"}, {"type": "null"}]},
                    "next": {"$ref": "#/components/schemas/Thing"},
                },
            },
        }},
    })
}

const POST: &str = "/paths/~1things/post";
const INPUT: &str = "/components/schemas/ThingInput";
const VIEW: &str = "/components/schemas/Thing";

/// The small document with another value at a place; `null` takes out what is there.
fn with(place: &str, value: Value) -> Value {
    let mut document = small();
    let (parent, name) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        other => other[name] = value,
    }
    document
}

#[test]
fn each_way_to_break_a_client_is_found() {
    let broken = [
        (POST, "", Value::Null, "is gone"),
        (POST, "/responses/200", Value::Null, "is gone"),
        (POST, "/responses/200/headers/ETag", Value::Null, "header ETag is gone"),
        (POST, "/responses/200/content", json!({"text/plain": {}}), "application/json is gone"),
        (POST, "/requestBody/content", json!({"text/plain": {}}), "application/json is gone"),
        (POST, "/requestBody/required", json!(true), "a body is asked for"),
        (POST, "/security", json!([{"oauth2": ["things:write"]}]), "more scopes"),
        (POST, "/parameters/0/name", json!("query"), "is gone"),
        (POST, "/parameters/0/required", json!(true), "is asked for"),
        (POST, "/parameters/0/schema/maxLength", json!(50), "maxLength sank"),
        (POST, "/parameters/0/schema/minLength", json!(2), "minLength rose"),
        (POST, "/parameters/1/schema/enum", json!(["a"]), "fewer words"),
        (INPUT, "/required", json!(["name", "size"]), "/size is asked for"),
        (INPUT, "/properties/size", Value::Null, "/size is gone"),
        (INPUT, "/properties/size/type", json!("integer"), "another type"),
        (INPUT, "/properties/size/maximum", json!(8), "maximum sank"),
        (INPUT, "/properties/name/pattern", json!("^b"), "another pattern"),
        (INPUT, "/properties/name/enum", json!(["a"]), "fewer words"),
        (INPUT, "/properties/either/oneOf", json!([{"type": "string"}]), "another form"),
        (VIEW, "/required", json!(["part"]), "/id may be left out"),
        (VIEW, "/properties/note", Value::Null, "/note is gone"),
        (VIEW, "/properties/id/type", json!(["string", "null"]), "another type"),
        (VIEW, "/properties/part/oneOf/1", json!({"type": "string"}), "another form"),
    ];
    for (place, rest, value, told) in broken {
        let found = breaks(&small(), &with(&format!("{place}{rest}"), value));
        assert!(found.iter().any(|one| one.contains(told)), "{place}{rest}: {found:?}");
    }
}

#[test]
fn what_only_adds_breaks_nobody() {
    let added = [
        (POST, "/responses/404", Value::Null),
        (POST, "/parameters/0/schema/maxLength", json!(200)),
        (POST, "/parameters/1/schema/enum", json!(["a", "b", "c"])),
        (POST, "/security", json!([{}])),
        (INPUT, "/required", json!([])),
        (INPUT, "/properties/more", json!({"type": "string"})),
        (INPUT, "/properties/size/maximum", json!(10)),
        (INPUT, "/properties/either/oneOf/1", json!({"type": ["integer", "boolean"]})),
        (VIEW, "/required", json!(["id", "part", "note"])),
        (VIEW, "/properties/more", json!({"type": "string"})),
        (VIEW, "/properties/part/oneOf", json!([{"type": "object"}])),
    ];
    for (place, rest, value) in added {
        let found = breaks(&small(), &with(&format!("{place}{rest}"), value));
        assert!(found.is_empty(), "{place}{rest}: {found:?}");
    }
}
