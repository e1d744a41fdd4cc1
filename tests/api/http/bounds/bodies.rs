//! Bodies: JSON with a value just outside and just inside each bound, and forms with texts that are too long.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    brief, encoded,
    parameters::{resolved, too_long},
    places::{Bounded, around, bounded, placed, unbounded},
    world::{Operation, World},
};
use crate::support::Answer;

/// Whether a body is refused for this value at this place.
fn is_refused(answer: &Answer, pointer: &str, codes: &[&str]) -> bool {
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    let here = |error: &&Value| error["pointer"] == pointer;
    let code = |error: &Value| codes.is_empty() || codes.iter().any(|code| error["code"] == *code);
    errors.iter().filter(here).any(code)
}

/// What a JSON body does not hold to.
pub(super) fn json(world: &World, document: &Value, operation: &Operation) -> (usize, Vec<String>) {
    let schema = &operation.stated["requestBody"]["content"][operation.media().unwrap()]["schema"];
    let (base, address) = (operation.body(world), operation.address(world));
    let refuses = |one: &Bounded, value: &Value, codes: &[&str]| {
        let body = placed(document, schema, &base, &one.pointer, value.clone());
        let answer = operation.send(world, &address, &[], Some(&body.to_string()));
        is_refused(&answer, &one.pointer, codes)
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    for one in bounded(document, schema) {
        let item = base.pointer(&format!("{}/0", one.pointer)).cloned();
        for (outside, inside) in around(document, &one.schema, item) {
            let place = format!("{} {}", operation.name(), one.pointer);
            if !refuses(&one, &outside, &[]) {
                wrong.push(format!("{place} takes {}", brief(&outside)));
            }
            if inside.is_some_and(|inside| refuses(&one, &inside, &["range", "length", "type"])) {
                wrong.push(format!("{place} refuses a value inside"));
            }
            tried += 1;
        }
        for beyond in unbounded(&one.schema) {
            if refuses(&one, &beyond, &["range", "length"]) {
                let place = format!("{} {}", operation.name(), one.pointer);
                wrong.push(format!("{place} has a bound that is not stated: {}", brief(&beyond)));
            }
        }
    }
    (tried, wrong)
}

/// What the form of an operation does not hold to.
pub(super) fn form(world: &World, document: &Value, operation: &Operation) -> (usize, Vec<String>) {
    let schema = &operation.stated["requestBody"]["content"][operation.media().unwrap()]["schema"];
    let (role, organisation) = (Role::Partner, Uuid::now_v7());
    let (id, secret) = world.app.credentials(role, organisation, "");
    let right = |name: &str| match name {
        "client_id" => id.to_string(),
        "client_secret" => secret.clone(),
        "grant_type" => "client_credentials".to_owned(),
        "token" => "a.b.c".to_owned(),
        _ => String::new(),
    };
    let (mut tried, mut wrong) = (0, Vec::new());
    let members = resolved(document, &json!({"schema": schema}))["schema"]["properties"].clone();
    for (name, member) in members.as_object().unwrap() {
        let Some(most) = member["maxLength"].as_u64() else { continue };
        let pattern = member["pattern"].as_str().unwrap_or("[a-z]");
        let long = too_long(name, pattern, usize::try_from(most).unwrap());
        let value = |one: &String| if one == name { long.clone() } else { right(one) };
        let pairs: Vec<String> = members
            .as_object()
            .unwrap()
            .keys()
            .map(|one| (one, value(one)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(one, value)| format!("{one}={}", encoded(&value)))
            .collect();
        let answer = operation.send(world, &operation.path, &[], Some(&pairs.join("&")));
        if !matches!(answer.status, 400 | 401) {
            wrong.push(format!("{} /{name} takes {} characters", operation.name(), long.len()));
        }
        tried += 1;
    }
    (tried, wrong)
}
