//! Schemas that clients both send and get come twice: closed where they are sent, and under another name where they are
//! got, since answers may have more members later.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::api::openapi::references::{add_referred, referred};

/// What an answer always has, though it may be left out of what is sent.
const ALWAYS_TOLD: [(&str, &str); 3] =
    [("TravelBody", "outbound"), ("TravelBody", "homeward"), ("RotationBody", "days_off")];

/// Gives each schema with members that is sent and got a twin, and has all that is got refer to the twins.
pub(super) fn separate(document: &mut Value) {
    let (sent, got) = (names(document, "requestBody"), names(document, "responses"));
    let schemas = &document["components"]["schemas"];
    let both = sent.intersection(&got).filter(|name| has_members(name, schemas));
    let twins: BTreeMap<String, String> =
        both.map(|name| (name.clone(), twin(name, schemas))).collect();
    for (name, twin) in &twins {
        let mut schema = document["components"]["schemas"][name].clone();
        rename(&mut schema, &twins);
        require(&mut schema, name);
        document["components"]["schemas"][twin] = schema;
    }
    for name in got.difference(&sent) {
        rename(&mut document["components"]["schemas"][name], &twins);
    }
    for operation in operations(&mut document["paths"]) {
        rename(&mut operation["responses"], &twins);
    }
}

/// Has the twin of a schema ask for what answers always have.
fn require(twin: &mut Value, name: &str) {
    let told = ALWAYS_TOLD.iter().filter(|(of, _)| *of == name).map(|(_, member)| json!(member));
    let told: Vec<Value> = told.collect();
    if !told.is_empty() {
        let named = twin["required"].as_array().cloned().unwrap_or_default();
        twin["required"] = json!([named, told].concat());
    }
}

/// The names of the schemas that this part of the operations refers to.
pub(super) fn names(document: &mut Value, part: &str) -> BTreeSet<String> {
    let schemas = document["components"]["schemas"].clone();
    let mut found = BTreeSet::new();
    for operation in operations(&mut document["paths"]) {
        add_referred(&operation[part], &schemas, &mut found);
    }
    found
}

fn operations(paths: &mut Value) -> impl Iterator<Item = &mut Value> {
    let items = paths.as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    let all = items.flat_map(|item| item.as_object_mut().into_iter().flatten());
    all.map(|(_, operation)| operation)
}

/// Whether it is an object, or refers to one.
fn has_members(name: &str, schemas: &Value) -> bool {
    let mut within = BTreeSet::from([name.to_owned()]);
    add_referred(&schemas[name], schemas, &mut within);
    within.iter().any(|name| schemas[name]["properties"].is_object())
}

/// The name of what is got, that no other schema has.
fn twin(name: &str, schemas: &Value) -> String {
    let base = name.trim_end_matches("Body").trim_end_matches("Input");
    let free = |name: &String| !schemas[name].is_object();
    let candidates = [format!("{base}View"), format!("{base}Shown")];
    candidates.into_iter().find(free).unwrap_or_else(|| format!("{name}Shown"))
}

fn rename(value: &mut Value, twins: &BTreeMap<String, String>) {
    if let Some(twin) = referred(value).and_then(|name| twins.get(name)) {
        value["$ref"] = json!(format!("#/components/schemas/{twin}"));
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, twins)),
        Value::Object(members) => members.values_mut().for_each(|member| rename(member, twins)),
        _ => {}
    }
}
