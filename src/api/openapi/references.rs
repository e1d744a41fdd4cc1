//! Which schemas a part of the document refers to.

use std::collections::BTreeSet;

use serde_json::Value;

/// The name of the schema that this refers to.
pub(super) fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}

/// Adds the names of all schemas that a value refers to.
pub(super) fn add_referred(value: &Value, schemas: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = referred(value)
        && found.insert(name.to_owned())
    {
        add_referred(&schemas[name], schemas, found);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| add_referred(item, schemas, found)),
        Value::Object(members) => {
            members.values().for_each(|member| add_referred(member, schemas, found));
        }
        _ => {}
    }
}
