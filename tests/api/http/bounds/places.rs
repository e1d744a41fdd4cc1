//! The bounded places of a schema, and values on either side of a bound.

use serde_json::{Value, json};

/// The longest text that a body has room for.
const ROOM: u64 = 20_000;

/// A place in a body, and what the document says of it.
#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) pointer: String,
    pub(super) schema: Value,
}

/// The schema itself, wherever it is written down; of a choice, the part that is no `null`.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return resolved(document, document.pointer(reference.trim_start_matches('#')).unwrap());
    }
    let options = schema["oneOf"].as_array().into_iter().flatten();
    let some = options.filter(|option| option["type"] != "null").collect::<Vec<_>>();
    if let [one] = some[..] { resolved(document, one) } else { schema }
}

/// Every place of a schema, nested ones included; lists by their first item.
pub(super) fn bounded(document: &Value, schema: &Value) -> Vec<Bounded> {
    let mut found = Vec::new();
    walk(document, schema, "", &mut found);
    found
}

fn walk(document: &Value, schema: &Value, pointer: &str, found: &mut Vec<Bounded>) {
    let schema = resolved(document, schema);
    found.push(Bounded { pointer: pointer.to_owned(), schema: schema.clone() });
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        walk(document, member, &format!("{pointer}/{name}"), found);
    }
    if schema["items"].is_object() {
        walk(document, &schema["items"], &format!("{pointer}/0"), found);
    }
}

/// A value just outside a bound, and one just inside where any text or number will do. `item` is one of a list.
pub(super) fn around(
    document: &Value,
    schema: &Value,
    item: Option<Value>,
) -> Vec<(Value, Option<Value>)> {
    let mut cases = Vec::new();
    let number = |name: &str| schema[name].as_i64();
    if let Some(most) = number("maximum").filter(|most| *most < i64::from(u32::MAX)) {
        cases.push((json!(most + 1), Some(json!(most))));
    }
    if let Some(least) = number("minimum") {
        cases.push((json!(least - 1), Some(json!(least))));
    }
    let length = |name: &str| schema[name].as_u64();
    let text = |length: u64| json!("я".repeat(usize::try_from(length).unwrap()));
    let is_free = ["pattern", "format", "enum"].iter().all(|name| schema[*name].is_null());
    if let Some(most) = length("maxLength").filter(|most| *most < ROOM) {
        cases.push((text(most + 1), is_free.then(|| text(most))));
    }
    if let Some(least) = length("minLength").filter(|least| *least > 0) {
        cases.push((text(least - 1), is_free.then(|| text(least))));
    }
    if let Some(most) = length("maxItems") {
        let item = item.unwrap_or_else(|| sample(document, &schema["items"]));
        let list = |length: u64| json!(vec![item.clone(); usize::try_from(length).unwrap()]);
        cases.push((list(most + 1), Some(list(most))));
    }
    cases
}

/// Values far beyond what anybody would send, where the document states no bound.
pub(super) fn unbounded(schema: &Value) -> Vec<Value> {
    let is = |name: &str| match &schema["type"] {
        Value::Array(types) => types.iter().any(|one| one == name),
        one => one == name,
    };
    let lacks = |name: &str| schema[name].is_null();
    let mut beyond = Vec::new();
    if is("integer") {
        beyond.extend(lacks("maximum").then(|| json!(9_007_199_254_740_991_i64)));
        beyond.extend(lacks("minimum").then(|| json!(-9_007_199_254_740_991_i64)));
    }
    if is("string") && ["maxLength", "pattern", "format", "enum"].iter().all(|name| lacks(name)) {
        beyond.push(json!("я".repeat(usize::try_from(ROOM).unwrap())));
    }
    beyond
}

/// A value that a schema would take: its example, or what is made of its parts.
fn sample(document: &Value, schema: &Value) -> Value {
    let own = [&schema["example"], &schema["examples"][0]];
    let schema = resolved(document, schema);
    let given =
        own.into_iter().chain([&schema["example"], &schema["examples"][0], &schema["enum"][0]]);
    if let Some(given) = given.into_iter().find(|given| !given.is_null()) {
        return given.clone();
    }
    if let Some(members) = schema["properties"].as_object() {
        let wanted = |name: &String| {
            schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name))
        };
        let all = members.iter().filter(|(name, _)| wanted(name));
        return all.map(|(name, member)| (name.clone(), sample(document, member))).collect();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match (kind, schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("integer" | "number"), _) => schema["minimum"].as_i64().unwrap_or(1).into(),
        (Some("array"), _) => json!([]),
        (_, Some("date")) => json!("2027-02-01"),
        (_, Some("date-time")) => json!("2026-11-02T09:30:00Z"),
        (_, Some("uuid")) => json!("0198c0de-0000-7000-8000-000000000000"),
        _ => json!("a"),
    }
}

/// A body with a value at a place, and what the place needs around it.
pub(super) fn placed(
    document: &Value,
    schema: &Value,
    base: &Value,
    pointer: &str,
    value: Value,
) -> Value {
    let Some((name, rest)) =
        pointer.strip_prefix('/').map(|path| path.split_once('/').unwrap_or((path, "")))
    else {
        return value;
    };
    let schema = resolved(document, schema);
    let rest = if rest.is_empty() { String::new() } else { format!("/{rest}") };
    let mut body = base.clone();
    if schema["items"].is_object() {
        let mut items = body.as_array().cloned().unwrap_or_default();
        if items.is_empty() {
            items.push(sample(document, &schema["items"]));
        }
        items[0] = placed(document, &schema["items"], &items[0], &rest, value);
        return items.into();
    }
    if !body.is_object() {
        body = sample(document, schema);
    }
    let member = &schema["properties"][name];
    let inner = if body[name].is_null() { sample(document, member) } else { body[name].clone() };
    body[name] = placed(document, member, &inner, &rest, value);
    body
}
