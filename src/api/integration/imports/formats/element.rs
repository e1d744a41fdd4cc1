//! Elements of XML as JSON: what stands where, whether an element has attributes, and whether there is one or several.

use serde_json::Value;

use super::said::items;

/// The elements at this path of names.
pub(super) fn all<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let into = |found: Vec<&'v Value>, name: &str| {
        found.into_iter().flat_map(|one| items(one.get(name))).collect()
    };
    path.split('/').fold(vec![value], into)
}

/// The text of an element.
pub(super) fn content(value: &Value) -> Option<&str> {
    let text = value.as_str().or_else(|| value.get("#text")?.as_str())?.trim();
    (!text.is_empty()).then_some(text)
}

/// What an attribute of an element says.
pub(super) fn attribute<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    let text = value.get(format!("@{name}"))?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// The first text at these paths; `@name` at the end of a path is an attribute.
pub(super) fn said<'v>(value: &'v Value, paths: &[&str]) -> Option<&'v str> {
    paths.iter().find_map(|path| match path.split_once("/@") {
        None => all(value, path).into_iter().find_map(content),
        Some((path, name)) => all(value, path).into_iter().find_map(|one| attribute(one, name)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_element_and_several_are_read_alike() {
        let value = json!({"a": [{"b": ""}, {"b": [" 1 ", {"@n": "x", "#text": "2"}]}], "c": "3"});
        let texts: Vec<_> = all(&value, "a/b").into_iter().map(content).collect();
        assert_eq!(texts, [None, Some("1"), Some("2")]);
        assert_eq!(said(&value, &["d", "a/b/@n"]), Some("x"));
        assert_eq!(said(&value, &["c", "a/b"]), Some("3"));
        assert_eq!(said(&value, &["c/d", "c/@n"]), None);
    }
}
