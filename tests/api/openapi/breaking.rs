//! What would break a client of an earlier document. Within a version of the interface only additions are let in: less may be
//! asked of what clients send, and more may be told in what they get.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

/// Which way a value goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Clients send it.
    In,
    /// Clients get it.
    Out,
}

/// An upper bound of what is sent must not sink, and a lower one not rise.
const AT_MOST: [&str; 4] = ["maxLength", "maximum", "maxItems", "maxProperties"];
const AT_LEAST: [&str; 3] = ["minLength", "minimum", "minItems"];

/// Two documents that are compared.
#[derive(Clone)]
struct Comparison<'d> {
    old: &'d Value,
    new: &'d Value,
    seen: HashSet<(String, String, Way)>,
    breaks: Vec<String>,
}

/// For whoever runs the installation, and no part of `/v1`: it may come to ask for more.
const OF_OPERATORS: &str = "/metrics";

/// What a client of the old document would stumble over in the new one.
pub(super) fn breaks(old: &Value, new: &Value) -> Vec<String> {
    let mut comparison = Comparison { old, new, seen: HashSet::new(), breaks: Vec::new() };
    for (path, method, before) in operations(old).filter(|(path, _, _)| *path != OF_OPERATORS) {
        let at = format!("{} {path}", method.to_uppercase());
        match new["paths"][path].get(method) {
            Some(after) => comparison.operation(&at, before, after),
            None => comparison.breaks.push(format!("{at} is gone")),
        }
    }
    comparison.breaks
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    members(&document["paths"]).flat_map(|(path, item)| {
        members(item).map(move |(method, operation)| (path, method, operation))
    })
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: &Value) -> BTreeSet<&str> {
    items(value).iter().filter_map(Value::as_str).collect()
}

/// What stands behind references.
fn resolved<'d>(document: &'d Value, mut value: &'d Value) -> &'d Value {
    while let Some(reference) = value["$ref"].as_str() {
        value = document.pointer(reference.trim_start_matches('#')).unwrap();
    }
    value
}

/// The types that a schema allows, if it says.
fn types(schema: &Value) -> Option<BTreeSet<&str>> {
    let named = &schema["type"];
    named
        .as_str()
        .map(|one| BTreeSet::from([one]))
        .or_else(|| named.is_array().then(|| texts(named)))
}

/// The forms of a schema that has several.
fn several(schema: &Value) -> Option<&[Value]> {
    ["oneOf", "anyOf"].iter().find_map(|name| schema[*name].as_array()).map(Vec::as_slice)
}

/// The forms of a schema: itself, if it has one alone.
fn forms(schema: &Value) -> &[Value] {
    several(schema).unwrap_or(std::slice::from_ref(schema))
}

impl<'d> Comparison<'d> {
    fn breaks_if(&mut self, wrong: bool, what: impl FnOnce() -> String) {
        if wrong {
            self.breaks.push(what());
        }
    }

    fn operation(&mut self, at: &str, old: &'d Value, new: &'d Value) {
        self.parameters(at, old, new);
        self.security(at, &old["security"], &new["security"]);
        let (old_body, new_body) =
            (resolved(self.old, &old["requestBody"]), resolved(self.new, &new["requestBody"]));
        let asked = |body: &Value| body["required"] == true;
        self.breaks_if(asked(new_body) && !asked(old_body), || {
            format!("{at}: a body is asked for")
        });
        self.contents(at, &old_body["content"], &new_body["content"], Way::In);
        for (status, before) in
            members(&old["responses"]).filter(|(status, _)| !status.starts_with(['4', '5']))
        {
            let at = format!("{at} → {status}");
            match new["responses"].get(status) {
                Some(after) => self.response(&at, before, after),
                None => self.breaks.push(format!("{at} is gone")),
            }
        }
    }

    fn response(&mut self, at: &str, old: &'d Value, new: &'d Value) {
        let (old, new) = (resolved(self.old, old), resolved(self.new, new));
        self.contents(at, &old["content"], &new["content"], Way::Out);
        for (name, _) in members(&old["headers"]) {
            self.breaks_if(new["headers"].get(name).is_none(), || {
                format!("{at}: header {name} is gone")
            });
        }
    }

    /// By media type.
    fn contents(&mut self, at: &str, old: &'d Value, new: &'d Value, way: Way) {
        for (media, before) in members(old) {
            match new.get(media) {
                Some(after) => self.schema(at, &before["schema"], &after["schema"], way),
                None => self.breaks.push(format!("{at}: {media} is gone")),
            }
        }
    }

    fn parameters(&mut self, at: &str, old: &'d Value, new: &'d Value) {
        let of = |document: &'d Value, operation: &'d Value| -> Vec<&'d Value> {
            items(&operation["parameters"]).iter().map(|one| resolved(document, one)).collect()
        };
        let (before, after) = (of(self.old, old), of(self.new, new));
        let same =
            |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
        for one in &before {
            match after.iter().find(|other| same(one, other)) {
                Some(other) => {
                    self.schema(
                        &format!("{at} ?{}", one["name"]),
                        &one["schema"],
                        &other["schema"],
                        Way::In,
                    );
                }
                None => self.breaks.push(format!("{at}: parameter {} is gone", one["name"])),
            }
        }
        for one in after.iter().filter(|one| one["required"] == true) {
            let known = before.iter().any(|other| same(one, other) && other["required"] == true);
            self.breaks_if(!known, || format!("{at}: parameter {} is asked for", one["name"]));
        }
    }

    /// What sufficed must still suffice.
    fn security(&mut self, at: &str, old: &Value, new: &Value) {
        let suffices = |had: &Value, asked: &Value| {
            members(asked).all(|(scheme, scopes)| {
                had.get(scheme).is_some_and(|own| texts(scopes).is_subset(&texts(own)))
            })
        };
        let kept = items(old).iter().all(|had| items(new).iter().any(|asked| suffices(had, asked)));
        self.breaks_if(!kept, || format!("{at}: asks for more scopes"));
    }

    fn schema(&mut self, at: &str, old: &'d Value, new: &'d Value, way: Way) {
        let names = |value: &Value| value["$ref"].as_str().unwrap_or_default().to_owned();
        let (old_name, new_name) = (names(old), names(new));
        if !old_name.is_empty() && !self.seen.insert((old_name, new_name, way)) {
            return;
        }
        let (old, new) = (resolved(self.old, old), resolved(self.new, new));
        if several(old).or(several(new)).is_some() {
            return self.forms(at, old, new, way);
        }
        self.types(at, old, new, way);
        if way == Way::In {
            self.bounds(at, old, new);
        }
        self.object(at, old, new, way);
        for part in ["items", "propertyNames", "additionalProperties"] {
            if let (Some(before @ Value::Object(_)), Some(after @ Value::Object(_))) =
                (old.get(part), new.get(part))
            {
                self.schema(&format!("{at}/{part}"), before, after, way);
            }
        }
    }

    fn types(&mut self, at: &str, old: &Value, new: &Value, way: Way) {
        let (wider, narrower) = if way == Way::In { (new, old) } else { (old, new) };
        let kept = match (types(wider), types(narrower)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(wider), Some(narrower)) => narrower.is_subset(&wider),
        };
        self.breaks_if(!kept, || format!("{at}: another type"));
    }

    fn bounds(&mut self, at: &str, old: &Value, new: &Value) {
        let number = |schema: &Value, name: &str| schema[name].as_f64();
        for name in AT_MOST {
            let (before, after) = (number(old, name), number(new, name));
            let sunk = after.is_some_and(|after| before.is_none_or(|before| after < before));
            self.breaks_if(sunk, || format!("{at}: {name} sank"));
        }
        for name in AT_LEAST {
            let (before, after) = (number(old, name), number(new, name));
            let risen = after.is_some_and(|after| before.is_none_or(|before| after > before));
            self.breaks_if(risen, || format!("{at}: {name} rose"));
        }
        for name in ["pattern", "format"] {
            let other = new.get(name).is_some_and(|after| old.get(name) != Some(after));
            self.breaks_if(other, || format!("{at}: another {name}"));
        }
        let (before, after) = (items(&old["enum"]), items(&new["enum"]));
        let kept = !before.is_empty() && before.iter().all(|word| after.contains(word));
        self.breaks_if(!after.is_empty() && !kept, || format!("{at}: fewer words"));
    }

    fn object(&mut self, at: &str, old: &'d Value, new: &'d Value, way: Way) {
        for (name, before) in members(&old["properties"]) {
            let at = format!("{at}/{name}");
            match new["properties"].get(name) {
                Some(after) => self.schema(&at, before, after, way),
                None => self.breaks.push(format!("{at} is gone")),
            }
        }
        let (before, after) = (texts(&old["required"]), texts(&new["required"]));
        let (must, had) = if way == Way::In { (after, before) } else { (before, after) };
        for name in must.difference(&had) {
            let what = if way == Way::In { "is asked for" } else { "may be left out" };
            self.breaks.push(format!("{at}/{name} {what}"));
        }
        let closed = |schema: &Value| schema["additionalProperties"] == false;
        self.breaks_if(way == Way::In && closed(new) && !closed(old), || format!("{at} is closed"));
    }

    /// Each form that was sent is still taken, and none is answered that was not.
    fn forms(&mut self, at: &str, old: &'d Value, new: &'d Value, way: Way) {
        let (before, after) = (forms(old), forms(new));
        let (these, among) = if way == Way::In { (before, after) } else { (after, before) };
        for one in these {
            let found = among.iter().any(|other| {
                let mut trial = Comparison { breaks: Vec::new(), ..self.clone() };
                let (old, new) = if way == Way::In { (one, other) } else { (other, one) };
                trial.schema(at, old, new, way);
                trial.breaks.is_empty()
            });
            self.breaks_if(!found, || format!("{at}: another form"));
        }
    }
}
