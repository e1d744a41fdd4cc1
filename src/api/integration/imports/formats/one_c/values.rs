//! What stands in elements of 1C, read into members. What cannot be read stays as it is, so that the row tells what is wrong with it.

use serde_json::{Map, Value, json};

use crate::api::integration::imports::formats::{
    element::{attribute, content},
    said::items,
};

/// An element, an attribute (`@name`) or the text of an element (`#text`), the member that it says, and how that is read.
pub(super) type Member = (&'static str, &'static str, fn(&Value) -> Value);

/// The digits of currencies (ОКВ) and their letters.
const CURRENCIES: [(&str, &str); 6] = [
    ("643", "RUB"),
    ("руб", "RUB"),
    ("860", "UZS"),
    ("840", "USD"),
    ("978", "EUR"),
    ("398", "KZT"),
];
/// How 1C writes a day that is not said.
const NO_DAY: &str = "0001-01-01";

/// The members of an element; what is empty is left out.
pub(super) fn object(theirs: &Value, members: &[Member]) -> Value {
    let alone = Map::from_iter([("#text".to_owned(), theirs.clone())]);
    let said = match theirs {
        Value::Object(said) => said,
        Value::String(text) if !text.is_empty() => &alone,
        _ => return Value::Null,
    };
    let mut ours = Map::new();
    for (name, value) in said {
        match members.iter().find(|(theirs, ..)| theirs == name) {
            None => drop(ours.insert(name.clone(), json!(true))),
            Some((_, member, read)) => {
                let value = read(value);
                if !value.is_null() {
                    ours.insert((*member).to_owned(), value);
                }
            }
        }
    }
    Value::Object(ours)
}

/// The elements of this name in an element.
pub(super) fn list(theirs: &Value, name: &str, read: fn(&Value) -> Value) -> Value {
    let Value::Object(said) = theirs else { return Value::Null };
    let mut found = Vec::new();
    for (theirs, value) in said {
        if theirs == name {
            found.extend(items(Some(value)).iter().map(read).filter(|one| !one.is_null()));
        } else {
            found.push(json!({ theirs: true }));
        }
    }
    found.into()
}

/// Codes, one in each element.
pub(super) fn codes(theirs: &Value) -> Value {
    items(Some(theirs)).iter().map(word).filter(|code| !code.is_null()).collect()
}

/// A text. Where there are several, that is told as a list, which no text is.
pub(super) fn word(theirs: &Value) -> Value {
    match content(theirs) {
        Some(text) => json!(text),
        None if theirs.is_array() => json!([]),
        None => Value::Null,
    }
}

/// Texts, each in the language that it names, or in Russian.
pub(super) fn texts(theirs: &Value) -> Value {
    let said = items(Some(theirs)).iter().filter_map(|one| {
        let lang = attribute(one, "Язык").unwrap_or("ru").to_owned();
        Some((lang, json!(content(one)?)))
    });
    let said: Map<String, Value> = said.collect();
    if said.is_empty() { Value::Null } else { Value::Object(said) }
}

/// A number, also as 1C shows it to people.
pub(super) fn number(theirs: &Value) -> Value {
    let Some(text) = content(theirs) else { return word(theirs) };
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(',', ".");
    let whole = match plain.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|digit| digit == b'0') => whole,
        _ => &plain,
    };
    let read = whole.parse::<i64>().ok().map(Value::from);
    read.or_else(|| plain.parse::<f64>().ok().filter(|one| one.is_finite()).map(Value::from))
        .unwrap_or_else(|| json!(text))
}

/// Yes or no.
pub(super) fn flag(theirs: &Value) -> Value {
    let said = content(theirs).unwrap_or_default().to_lowercase();
    match said.as_str() {
        "true" | "1" | "да" | "истина" => json!(true),
        "false" | "0" | "нет" | "ложь" => json!(false),
        _ => word(theirs),
    }
}

/// How binding something is.
pub(super) fn kind(theirs: &Value) -> Value {
    match flag(theirs) {
        Value::Bool(true) => json!("must"),
        Value::Bool(false) => json!("preferred"),
        other => other,
    }
}

/// A day, also one that is written as a moment; the empty day of 1C is none.
pub(super) fn day(theirs: &Value) -> Value {
    match content(theirs) {
        Some(text) if text.starts_with(NO_DAY) => Value::Null,
        Some(text) => json!(text.strip_suffix("T00:00:00").unwrap_or(text)),
        None => word(theirs),
    }
}

/// A currency by its letters or its digits.
pub(super) fn currency(theirs: &Value) -> Value {
    match content(theirs) {
        Some(text) => one_of(&json!(text.trim_end_matches('.')), &CURRENCIES),
        None => word(theirs),
    }
}

/// A word of a list, in whatever letters.
pub(super) fn one_of(theirs: &Value, ours: &[(&str, &str)]) -> Value {
    let said = content(theirs).unwrap_or_default().to_lowercase();
    let found = ours.iter().find(|(word, _)| *word == said);
    found.map_or_else(|| word(theirs), |(_, ours)| json!(ours))
}
