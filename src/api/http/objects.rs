//! Lists that stand for objects: `serde` would take their items for the members in their order, which nobody means.

use std::{
    any::TypeId,
    collections::{BTreeSet, HashMap},
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use serde_json::Value;

use super::scan::Lists;

/// The names of the objects of each kind of body that was asked for.
static NAMES: LazyLock<RwLock<HashMap<TypeId, Arc<BTreeSet<String>>>>> =
    LazyLock::new(RwLock::default);

/// Whether one of the lists of a body of this kind may stand where an object belongs, as the example has it. It may also
/// stand elsewhere under the same name.
pub(super) fn may_stand_for(lists: &Lists, kind: TypeId, example: fn() -> Value) -> bool {
    lists.unnamed
        || (!lists.members.is_empty() && !names(kind, example).is_disjoint(&lists.members))
}

fn names(kind: TypeId, example: fn() -> Value) -> Arc<BTreeSet<String>> {
    let known = NAMES.read().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned();
    known.unwrap_or_else(|| {
        let mut names = BTreeSet::new();
        collect(&example(), &mut names);
        let names = Arc::new(names);
        NAMES.write().unwrap_or_else(PoisonError::into_inner).insert(kind, Arc::clone(&names));
        names
    })
}

/// Adds the names of the members that are objects.
fn collect(example: &Value, names: &mut BTreeSet<String>) {
    match example {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        Value::Object(members) => {
            names.extend(
                members.iter().filter(|(_, one)| one.is_object()).map(|(name, _)| name.clone()),
            );
            members.values().for_each(|member| collect(member, names));
        }
        _ => {}
    }
}

/// Where a list stands for an object of the example: `serde` would take its items for the members in their order.
pub(super) fn lists_for_objects(value: &Value, example: &Value) -> Vec<String> {
    let within = |name: &str, value: &Value, example: &Value| -> Vec<String> {
        let name = name.replace('~', "~0").replace('/', "~1");
        let found = lists_for_objects(value, example).into_iter();
        found.map(|pointer| format!("/{name}{pointer}")).collect()
    };
    match (value, example) {
        (Value::Array(_), Value::Object(_)) => vec![String::new()],
        (Value::Object(members), Value::Object(examples)) => {
            let both =
                members.iter().filter_map(|(name, value)| Some((name, value, examples.get(name)?)));
            both.flat_map(|(name, value, example)| within(name, value, example)).collect()
        }
        (Value::Array(items), Value::Array(examples)) => {
            let all = items.iter().enumerate().zip(examples.first().into_iter().cycle());
            all.flat_map(|((at, item), example)| within(&at.to_string(), item, example)).collect()
        }
        _ => Vec::new(),
    }
}
