//! Parameters in paths, queries and headers.

use serde_json::{Value, json};

use super::{
    brief, encoded,
    places::around,
    world::{Operation, World},
};
use crate::support::Answer;

/// A text that is too long for a pattern of these characters, of the kind that the server would take otherwise.
pub(super) fn too_long(name: &str, pattern: &str, most: usize) -> String {
    let sample = match name {
        "home_region" => "UZ-SA",
        "municipality" => "92701000",
        "status" => "draft",
        "If-Match" | "If-None-Match" => "\"1-owner-1\"",
        "Accept-Language" => "ru;q=0.8",
        "scope" => "vacancies:read",
        _ if pattern.contains("[0-9]") => "7",
        _ => "a",
    };
    let join = if name == "scope" { " " } else { "," };
    let joined = pattern.contains("(,") || sample.len() > 5;
    let mut text = sample.to_owned();
    while text.chars().count() <= most {
        text = if joined { format!("{text}{join}{sample}") } else { format!("{text}{sample}") };
    }
    text
}

/// Values of a parameter just outside its bounds, with one just inside where any will do.
fn cases(document: &Value, parameter: &Value) -> Vec<(String, Option<String>)> {
    let (name, schema) = (parameter["name"].as_str().unwrap(), &parameter["schema"]);
    if let Some(most) = schema["maxItems"].as_u64() {
        let word = schema["items"]["enum"][0].as_str().unwrap();
        let list = |count: u64| vec![word; usize::try_from(count).unwrap()].join(",");
        let nonsense = format!("{word},nonsense");
        return vec![(list(most + 1), Some(list(most))), (nonsense, Some(word.to_owned()))];
    }
    if schema["enum"].is_array() || schema["format"].is_string() && schema["type"] == "string" {
        return ["nonsense", "", "7"].map(|wrong| (wrong.to_owned(), None)).into();
    }
    let (pattern, most) = (schema["pattern"].as_str(), schema["maxLength"].as_u64());
    if let (Some(pattern), Some(most)) = (pattern, most) {
        return vec![(too_long(name, pattern, usize::try_from(most).unwrap()), None)];
    }
    let plain = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let all = around(document, schema, None).into_iter();
    all.map(|(outside, inside)| (plain(outside), inside.map(plain))).collect()
}

/// What the parameters of an operation do not hold to.
pub(super) fn all(world: &World, document: &Value, operation: &Operation) -> (usize, Vec<String>) {
    let (mut tried, mut wrong) = (0, Vec::new());
    for parameter in operation.stated["parameters"].as_array().into_iter().flatten() {
        let parameter = resolved(document, parameter);
        let (name, place) =
            (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
        for (outside, inside) in cases(document, &parameter) {
            let answer = |value: &str| ask(world, operation, (place, name), value);
            if !refuses(&answer(&outside), (place, name)) {
                wrong.push(format!(
                    "{} {place} {name} takes {}",
                    operation.name(),
                    brief(&json!(outside))
                ));
            }
            if inside.is_some_and(|inside| answer(&inside).status == 400) {
                wrong.push(format!("{} {place} {name} refuses a value inside", operation.name()));
            }
            tried += 1;
        }
    }
    (tried, wrong)
}

/// Whether a parameter is refused by its name; what is in a path may also be said not to exist.
fn refuses(answer: &Answer, (place, name): (&str, &str)) -> bool {
    let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
    match place {
        "path" => matches!(answer.status, 400 | 404),
        _ => answer.status == 400 && detail.starts_with(name),
    }
}

pub(super) fn resolved(document: &Value, parameter: &Value) -> Value {
    let reference = parameter["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
    let mut parameter = reference.map_or(parameter, |at| document.pointer(at).unwrap()).clone();
    if let Some(reference) = parameter["schema"]["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).unwrap().clone();
        parameter["schema"] = schema;
    }
    parameter
}

/// Sends an operation with a parameter, and all else right.
fn ask(world: &World, operation: &Operation, (place, name): (&str, &str), value: &str) -> Answer {
    let address = operation.address(world);
    let base = address.split('?').next().unwrap();
    let body = operation.media().map(|_| operation.body(world).to_string());
    let send = |address: &str, headers: &[(&str, &str)]| {
        operation.send(world, address, headers, body.as_deref())
    };
    match place {
        "header" => send(&address, &[(&name.to_lowercase(), value)]),
        "query" if name == "q" => send(&format!("{base}?q={}", encoded(value)), &[]),
        "query" => {
            let join = if address.contains('?') { "&" } else { "?" };
            send(&format!("{address}{join}{name}={}", encoded(value)), &[])
        }
        _ => send(&operation.path.replace(&format!("{{{name}}}"), &encoded(value)), &[]),
    }
}
