//! What every schema gets: flattened members in place, no unknown members, and bounds where a format implies them.

use serde_json::{Map, Value, json};

/// Completes the schemas of the document.
pub(super) fn complete(schemas: &mut Value) {
    for (_, schema) in schemas.as_object_mut().into_iter().flatten() {
        bound(schema);
    }
    let all = schemas.clone();
    for (_, schema) in schemas.as_object_mut().into_iter().flatten() {
        inline_flattened(schema, &all);
        close(schema);
    }
    add_patches(schemas);
}

/// The bodies that can be patched.
const PATCHED: [&str; 4] = ["VacancyInput", "CandidateInput", "EmployerInput", "AgencyInput"];

/// Adds, for each body that can be patched, the schema of a merge patch: every member may be left out or be `null`,
/// and members that are objects are patches too.
fn add_patches(schemas: &mut Value) {
    let mut waiting: Vec<String> = PATCHED.iter().map(ToString::to_string).collect();
    while let Some(name) = waiting.pop() {
        let patch_name = format!("{name}Patch");
        if schemas[&patch_name].is_object() || !schemas[&name].is_object() {
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
    *member = removable(member.clone());
    None
}

/// Lets the operation's body refer to the patch of its schema.
pub(super) fn use_patch(body: &mut Value) {
    for (_, content) in body["content"].as_object_mut().into_iter().flatten() {
        if let Some(reference) = content["schema"]["$ref"].as_str() {
            content["schema"] = json!({"$ref": format!("{reference}Patch")});
        }
    }
}

/// `#[serde(flatten)]` becomes `allOf`, which no closed schema can satisfy: the members are put in place instead.
fn inline_flattened(schema: &mut Value, all: &Value) {
    let Some(parts) = schema["allOf"].as_array().cloned() else {
        if let Some(members) = schema.as_object_mut()
            && members.get("allOf") == Some(&Value::Null)
        {
            members.remove("allOf");
        }
        return;
    };
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts.iter().rev() {
        let name = part["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
        let part = name.map_or(part, |name| &all[name]);
        properties.extend(part["properties"].as_object().cloned().into_iter().flatten());
        required.extend(part["required"].as_array().cloned().into_iter().flatten());
    }
    let description = schema["description"].take();
    *schema = json!({"type": "object", "properties": properties, "required": required});
    if description.is_string() {
        schema["description"] = description;
    }
}

fn close(schema: &mut Value) {
    if schema["type"] == "object" && schema["properties"].is_object() {
        schema["additionalProperties"] = json!(false);
    }
    for member in ["allOf", "properties"] {
        if let Some(members) = schema.as_object_mut()
            && members.get(member) == Some(&Value::Null)
        {
            members.remove(member);
        }
    }
    if let Some(members) = schema.as_object_mut()
        && members.get("additionalProperties") == Some(&Value::Null)
    {
        members.remove("additionalProperties");
    }
}

/// Sets the bounds that a format implies, in this schema and all within.
pub(super) fn bound(schema: &mut Value) {
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
