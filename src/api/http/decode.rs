//! From a JSON value to a request struct, with every error at once.
//!
//! `serde` stops at the first error. So each wrong or missing member is noted, the same member of the example takes its
//! place, and decoding is tried again; what `validator` then says of the whole is added. What many programs write and
//! JSON leaves open is no error: `null` for a member that is left out, and `30.0` for 30.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, map::Entry};
use serde_path_to_error::{Path, Segment};
use validator::Validate;

use super::{
    cleaning::clean_texts,
    invalid::{EXPECTED_BY_SCHEMA, flatten},
    objects::lists_for_objects,
};
use crate::domain::FieldError;

/// After so many errors nobody reads on.
const MOST: usize = 50;
/// The code of a member that nobody knows.
const UNKNOWN: &str = "unknown_field";

/// A body with an example of which every member is right.
pub trait Exemplary: DeserializeOwned + Validate + 'static {
    /// Whether its texts are cleaned of tags, entities and invisible signs before it is read.
    const CLEANED: bool = false;

    /// The example.
    fn example() -> Value;

    /// What the example leaves out, each member right: it says what would belong there.
    fn left_out() -> Value {
        Value::Object(Map::new())
    }

    /// The example with what it leaves out.
    fn whole() -> Value {
        let mut whole = Self::example();
        add(&mut whole, Self::left_out());
        whole
    }
}

/// Adds the members that are not there; of lists to their first item.
fn add(whole: &mut Value, more: Value) {
    match (whole, more) {
        (Value::Object(members), Value::Object(more)) => {
            for (name, member) in more {
                match members.entry(name) {
                    Entry::Vacant(free) => _ = free.insert(member),
                    Entry::Occupied(mut there) => add(there.get_mut(), member),
                }
            }
        }
        (Value::Array(items), Value::Array(more)) if items.is_empty() => *items = more,
        (Value::Array(items), Value::Array(more)) => {
            items.first_mut().into_iter().zip(more).for_each(|(item, more)| add(item, more));
        }
        _ => {}
    }
}

/// Decodes and validates.
pub fn decode<T: Exemplary>(mut value: Value) -> Result<T, Vec<FieldError>> {
    let mut errors: Vec<FieldError> = Vec::new();
    make_whole(&mut value);
    if T::CLEANED {
        clean_texts(&mut value);
    }
    let example = T::whole();
    for pointer in lists_for_objects(&value, &example) {
        let found = FieldError::new(&pointer, "type", an_object(exemplar(&example, &pointer)));
        let mended = mend(&mut value, &found, &example);
        errors.push(found);
        if !mended || errors.len() >= MOST {
            return Err(errors);
        }
    }
    loop {
        match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(decoded) => {
                if let Err(invalid) = decoded.validate() {
                    flatten("", &invalid, &mut errors);
                }
                return if errors.is_empty() { Ok(decoded) } else { Err(errors) };
            }
            Err(error) => {
                let found = field_error(error.path(), &error.inner().to_string(), &example);
                if is_null_member(&value, &found) {
                    leave_out(&mut value, last_part(&found.pointer));
                    continue;
                }
                let again = errors.iter().any(|past| past.pointer == found.pointer);
                let mended = !again && mend(&mut value, &found, &example);
                if !again {
                    errors.push(found);
                }
                if !mended || errors.len() >= MOST {
                    return Err(errors);
                }
            }
        }
    }
}

/// The largest number up to which every whole one is exact in a double (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes whole numbers as such: in JSON `30.0` and `3e1` are the number 30.
fn make_whole(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(make_whole),
        Value::Object(members) => members.values_mut().for_each(make_whole),
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() <= EXACT);
            if let Some(whole) = whole.and_then(|f| format!("{f:.0}").parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        _ => {}
    }
}

/// Whether the error is that a known member is `null`.
fn is_null_member(value: &Value, error: &FieldError) -> bool {
    let parent = error.pointer.rsplit_once('/').and_then(|(parent, _)| value.pointer(parent));
    error.code != UNKNOWN
        && parent.is_some_and(Value::is_object)
        && value.pointer(&error.pointer).is_some_and(Value::is_null)
}

/// Takes every member of this name out that is `null`: once for each name, however many items a list has.
fn leave_out(value: &mut Value, name: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, name)),
        Value::Object(members) => {
            members.retain(|member, value| member != name || !value.is_null());
            members.values_mut().for_each(|member| leave_out(member, name));
        }
        _ => {}
    }
}

fn last_part(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(_, name)| name)
}

fn field_error(path: &Path, message: &str, example: &Value) -> FieldError {
    let mut pointer = pointer(path);
    let named = message.split('`').nth(1);
    match (message.split_whitespace().next(), named) {
        (Some("unknown"), Some(name)) if message.starts_with("unknown field") => {
            if !pointer.ends_with(&format!("/{name}")) {
                pointer = format!("{pointer}/{name}");
            }
            FieldError::new(pointer, UNKNOWN, "this member is unknown or read-only: leave it out")
        }
        (Some("duplicate"), Some(name)) => {
            let detail = "it is sent twice, under two names for the same: leave one out";
            FieldError::new(format!("{pointer}/{name}"), "duplicate", detail)
        }
        (Some("missing"), Some(name)) => {
            FieldError::new(format!("{pointer}/{name}"), "required", "this member is required")
        }
        _ => {
            let code = if message.starts_with("invalid type") { "type" } else { "value" };
            let expected = expected(message, exemplar(example, &pointer));
            FieldError::new(pointer, code, expected)
        }
    }
}

/// What was expected, in the words of people who fill in forms and not in those of a programming language.
fn expected(message: &str, example: Option<&Value>) -> String {
    let such_as = || match example {
        Some(Value::Null) | None => EXPECTED_BY_SCHEMA.to_owned(),
        Some(Value::Object(_)) => an_object(example),
        Some(Value::Array(_)) => "expected a list".to_owned(),
        Some(example) => format!("expected a value such as {example}"),
    };
    let Some((_, wanted)) = message.rsplit_once("expected ") else { return such_as() };
    let plain = match wanted.split_whitespace().next().unwrap_or_default() {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, not below 0",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "struct" | "map" => return an_object(example),
        "unit" | "internally" | "adjacently" | "enum" | "tuple" => return such_as(),
        _ => match wanted {
            "a boolean" => "true or false",
            "a sequence" => "a list",
            "a string" | "a borrowed string" => "a text",
            "a formatted date string"
            | "an RFC 3339 formatted date and time string"
            | "string or map" => {
                return such_as();
            }
            own => own,
        },
    };
    format!("expected {plain}")
}

/// That an object belongs here, with an example where it is short enough to be read in a sentence.
fn an_object(example: Option<&Value>) -> String {
    const READABLE: usize = 60; // characters
    let shown = example.filter(|example| example.is_object()).map(Value::to_string);
    match shown.filter(|shown| shown.len() <= READABLE && shown != "{}") {
        Some(shown) => format!("expected an object with named members, such as {shown}"),
        None => "expected an object with named members".to_owned(),
    }
}

fn pointer(path: &Path) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}

/// Puts a right member where the error is, or takes an unknown one out. `false` if there is nothing to put.
fn mend(value: &mut Value, error: &FieldError, example: &Value) -> bool {
    let Some((parent, name)) = error.pointer.rsplit_once('/') else { return false };
    let name = name.replace("~1", "/").replace("~0", "~");
    let right = exemplar(example, &error.pointer);
    match (value.pointer_mut(parent), right) {
        (Some(Value::Object(members)), _) if error.code == UNKNOWN => {
            members.remove(&name).is_some()
        }
        (Some(Value::Object(members)), Some(right)) => {
            members.insert(name, right.clone());
            true
        }
        (Some(Value::Object(members)), None) => members.remove(&name).is_some(),
        (Some(Value::Array(items)), Some(right)) => {
            let item = name.parse().ok().and_then(|at: usize| items.get_mut(at));
            item.is_some_and(|item| {
                *item = right.clone();
                true
            })
        }
        _ => false,
    }
}

/// The member of the example at `pointer`; every item of a list is like the example's first.
fn exemplar<'e>(example: &'e Value, pointer: &str) -> Option<&'e Value> {
    pointer.split('/').skip(1).try_fold(example, |value, part| match value {
        Value::Array(items) => items.first(),
        Value::Object(members) => members.get(part),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its type is tried")]
        name: String,
        #[validate(range(min = 1, max = 5))]
        level: u8,
        #[validate(nested)]
        #[serde(default)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[validate(length(max = 2))]
        text: String,
    }

    impl Exemplary for Outer {
        fn example() -> Value {
            json!({"name": "x", "level": 1, "inner": [{"text": "a"}]})
        }
    }

    fn errors(value: Value) -> Vec<(String, &'static str)> {
        let mut errors: Vec<_> = decode::<Outer>(value)
            .unwrap_err()
            .into_iter()
            .map(|error| (error.pointer, error.code))
            .collect();
        errors.sort();
        errors
    }

    #[test]
    fn every_error_is_named_at_once() {
        let found = errors(
            json!({"level": 9, "name": "x", "extra": 1, "more": 2, "inner": [{"text": 1}, 2, {}]}),
        );
        let expected = [
            ("/extra", "unknown_field"),
            ("/inner/0/text", "type"),
            ("/inner/1", "type"),
            ("/inner/2/text", "required"),
            ("/level", "range"),
            ("/more", "unknown_field"),
        ];
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn a_nested_error_has_its_whole_pointer() {
        assert_eq!(
            errors(json!({"level": 1, "name": "x", "inner": [{"text": "ab"}, {"text": "abc"}]})),
            [("/inner/1/text".to_owned(), "length")]
        );
        assert_eq!(
            errors(json!({"level": 1, "name": "x", "inner": [{"text": "ab", "z": 1}]})),
            [("/inner/0/z".to_owned(), "unknown_field")]
        );
    }

    #[test]
    fn a_missing_and_a_wrong_member_are_both_named() {
        assert_eq!(
            errors(json!({"level": "x"})),
            [("/level".to_owned(), "type"), ("/name".to_owned(), "required")]
        );
    }

    #[test]
    fn what_was_expected_is_said_in_plain_words() {
        let example = json!("2027-02-15");
        for (message, told) in [
            ("invalid type: string \"x\", expected u32", "a whole number, not below 0"),
            ("invalid type: integer `1`, expected struct Title", "an object with named members"),
            ("invalid type: integer `1`, expected a string", "a text"),
            ("invalid type: map, expected a sequence", "a list"),
            ("premature end of input", "a value such as \"2027-02-15\""),
            (
                "invalid type: integer `1`, expected a formatted date string",
                "a value such as \"2027-02-15\"",
            ),
            ("unknown variant `x`, expected one of `a`, `b`", "one of `a`, `b`"),
            ("invalid type: integer `5`, expected string or map", "a value such as \"2027-02-15\""),
            ("expected a code such as 92701000", "a code such as 92701000"),
        ] {
            assert_eq!(expected(message, Some(&example)), format!("expected {told}"), "{message}");
        }
    }

    #[test]
    fn a_list_is_no_object() {
        let found =
            errors(json!({"level": 1, "name": "x", "inner": [["a"], {"text": "b"}, ["c"]]}));
        assert_eq!(found, [("/inner/0".to_owned(), "type"), ("/inner/2".to_owned(), "type")]);
        assert_eq!(errors(json!(["x", 1, []])), [(String::new(), "type")]);
    }

    #[test]
    fn null_is_as_if_left_out_unless_the_member_is_unknown_or_needed() {
        let right = json!({"level": 1.0, "name": "x", "inner": null});
        let right: Outer = decode(right).unwrap();
        assert_eq!((right.level, right.inner.len()), (1, 0));
        assert_eq!(
            errors(
                json!({"level": null, "name": null, "more": null, "inner": [null, {"text": null}]})
            ),
            [
                ("/inner/0".to_owned(), "type"),
                ("/inner/1/text".to_owned(), "required"),
                ("/level".to_owned(), "required"),
                ("/more".to_owned(), "unknown_field"),
                ("/name".to_owned(), "required"),
            ]
        );
    }

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        let mut value = json!([90000.0, 3e1, -2.0, 1.5, 1e300, 0.0]);
        make_whole(&mut value);
        assert_eq!(value, json!([90000, 30, -2, 1.5, 1e300, 0]));
    }

    #[test]
    fn a_value_is_not_repeated_in_the_detail() {
        let found = decode::<Outer>(json!({"level": "secret", "name": "x"})).unwrap_err();
        assert!(!found[0].detail.contains("secret"), "{}", found[0].detail);
    }
}
