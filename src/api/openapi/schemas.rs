//! What every schema gets: flattened members in place, bounds where a format implies them, and a closed or an open
//! end: what clients send has no unknown members, what they get may have more of them later.

use serde_json::{Map, Value, json};

use crate::api::openapi::{references::referred, shared};

/// Completes the schemas of the document, and adds the merge patches of these.
pub(super) fn complete(document: &mut Value, patched: Vec<String>) {
    bound(&mut document["paths"]);
    let schemas = &mut document["components"]["schemas"];
    bound(schemas);
    let all = schemas.clone();
    each(schemas, |_, schema| inline_flattened(schema, &all));
    name_words(schemas);
    add_patches(schemas, patched);
    shared::separate(document);
    let sent = shared::names(document, "requestBody");
    each(&mut document["components"]["schemas"], |name, schema| close(schema, sent.contains(name)));
}

fn each(schemas: &mut Value, mut does: impl FnMut(&str, &mut Value)) {
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        does(name, schema);
    }
}

/// Refers to sets of words by their names, also where a generic type has them written out.
fn name_words(schemas: &mut Value) {
    let all = schemas.as_object().into_iter().flatten();
    let words = all.filter(|(_, schema)| schema["enum"].is_array());
    let words: Vec<(String, Value)> =
        words.map(|(name, schema)| (name.clone(), schema.clone())).collect();
    each(schemas, |name, schema| {
        if !words.iter().any(|(word, _)| word == name) {
            refer(schema, &words);
        }
    });
}

fn refer(value: &mut Value, words: &[(String, Value)]) {
    if let Some((name, _)) = words.iter().find(|(_, word)| word == value) {
        *value = json!({"$ref": format!("#/components/schemas/{name}")});
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, words)),
        Value::Object(members) => members.values_mut().for_each(|member| refer(member, words)),
        _ => {}
    }
}

/// Adds, for each body that can be patched, the schema of a merge patch: every member may be left out or be `null`,
/// and members that are objects are patches too.
fn add_patches(schemas: &mut Value, mut waiting: Vec<String>) {
    while let Some(name) = waiting.pop() {
        let patch_name = format!("{name}Patch");
        if schemas[&patch_name].is_object() {
            continue;
        }
        let mut patch = schemas[&name].clone();
        for (_, member) in patch["properties"].as_object_mut().into_iter().flatten() {
            waiting.extend(patch_member(member, schemas));
        }
        if let Some(members) = patch.as_object_mut() {
            members.remove("required");
        }
        schemas[&patch_name] = patch;
    }
}

/// Turns a member into its patch; returns the object schema that it refers to, if it does.
fn patch_member(member: &mut Value, schemas: &Value) -> Option<String> {
    if let Some(options) = member["oneOf"].as_array() {
        let mut target = options.iter().find(|option| option["$ref"].is_string())?.clone();
        return patch_member(&mut target, schemas).inspect(|_| *member = target);
    }
    let removable = |schema: Value| json!({"anyOf": [schema, {"type": "null"}]});
    let reference = member["$ref"].as_str().map(ToOwned::to_owned);
    if let Some(members) = member.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    let name =
        reference.as_deref().and_then(|reference| reference.rsplit('/').next()).unwrap_or_default();
    if schemas[name]["properties"].is_object() {
        *member = removable(json!({"$ref": format!("#/components/schemas/{name}Patch")}));
        return Some(name.to_owned());
    }
    if let Some(default) = member.as_object_mut().and_then(|member| member.remove("default")) {
        say_default(member, &format!("If it is `null`, {default}."));
    }
    *member = removable(member.clone());
    None
}

/// Whether a member may be `null`, and so may be left out of an answer.
fn may_be_null(member: &Value) -> bool {
    let types = member["type"].as_array().into_iter().flatten();
    let options = ["oneOf", "anyOf"].iter().filter_map(|name| member[*name].as_array()).flatten();
    types.chain(options.map(|option| &option["type"])).any(|one| one == "null")
}

/// `#[serde(flatten)]` becomes `allOf`, which no closed schema can satisfy: the members are put in place instead. Of what a
/// client may leave out, answers hold all that is not `null`.
fn inline_flattened(schema: &mut Value, all: &Value) {
    let Some(parts) = schema["allOf"].as_array() else { return };
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts.iter().rev() {
        let part = referred(part).map_or(part, |name| &all[name]);
        let members = part["properties"].as_object().cloned().unwrap_or_default();
        required.extend(part["required"].as_array().cloned().into_iter().flatten());
        required.extend(
            members.iter().filter(|(_, member)| !may_be_null(member)).map(|(name, _)| json!(name)),
        );
        properties.extend(members);
    }
    required.sort_by_key(ToString::to_string);
    required.dedup();
    let mut flat = json!({"type": "object", "properties": properties, "required": required});
    if let Some(description) = schema.get("description") {
        flat["description"] = description.clone();
    }
    *schema = flat;
}

/// Says what is taken for a member that is left out. As a `default` some generators would ask for the member, and others
/// send it.
fn describe_defaults(schema: &mut Value) {
    let members = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (_, member) in members.into_iter().flatten() {
        let Some(default) = member.as_object_mut().and_then(|member| member.remove("default"))
        else {
            continue;
        };
        say_default(member, &format!("If it is left out, {default}."));
    }
}

/// Adds to what is said of a member what counts without it.
fn say_default(member: &mut Value, default: &str) {
    let about = member["description"].as_str().unwrap_or_default().trim_end();
    member["description"] = json!(format!("{about} {default}").trim_start());
}

/// An object that clients send has no unknown members; one that they only get may have more of them later.
fn close(schema: &mut Value, sent: bool) {
    describe_defaults(schema);
    let Some(members) = schema.as_object_mut().filter(|one| one.contains_key("properties")) else {
        return;
    };
    if sent {
        members.insert("additionalProperties".to_owned(), json!(false));
    } else {
        members.remove("additionalProperties");
    }
}

/// Sets the bounds that a format implies, in this schema and all within.
fn bound(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(bound),
        Value::Object(members) => {
            bound_type(members);
            if let Some(format) =
                members.get("format").and_then(Value::as_str).map(ToOwned::to_owned)
            {
                bound_format(members, &format);
            }
            members.values_mut().for_each(bound);
        }
        _ => {}
    }
}

/// Gives integers a format, and texts that have no bound of their own a generous one.
fn bound_type(members: &mut Map<String, Value>) {
    let types = members.get("type").cloned().unwrap_or(Value::Null);
    let is = |name: &str| {
        types == name || types.as_array().is_some_and(|all| all.iter().any(|one| one == name))
    };
    if is("integer") {
        let wide = members
            .get("maximum")
            .and_then(Value::as_i64)
            .is_some_and(|most| most > i64::from(i32::MAX));
        members.entry("format").or_insert(json!(if wide { "int64" } else { "int32" }));
    }
    let bounded =
        ["maxLength", "enum", "const", "format"].iter().any(|bound| members.contains_key(*bound));
    if is("string") && !bounded {
        members.insert("maxLength".to_owned(), json!(10_000_000));
    }
}

fn bound_format(members: &mut Map<String, Value>, format: &str) {
    let longest = match format {
        "uuid" => 36,
        "date" => 10,
        "date-time" => 35,
        _ => 0,
    };
    if longest > 0 {
        members.entry("maxLength").or_insert(json!(longest));
    }
    if format == "double" {
        members.entry("minimum").or_insert(json!(-180));
        members.entry("maximum").or_insert(json!(180));
    }
}
