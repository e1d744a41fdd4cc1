//! What is read from records of other systems, and put into ours.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::domain::values::clean::clean;

/// A record in another format, translated.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::api::integration::imports) struct Translated {
    /// What a client would send.
    pub(in crate::api::integration::imports) record: Value,
    /// Where the work is, in words: its municipality is still to be found.
    pub(in crate::api::integration::imports) place: Option<String>,
}

/// The most characters of a long text, of a title and of words that name something.
const LONG: usize = 4_000;
const TITLE: usize = 200;
const WORDS: usize = 300;
/// The most skills in words.
const SKILLS: usize = 30;

/// What a record says, with the members that are empty left out.
pub(super) fn record(members: Vec<(&str, Value)>) -> Value {
    let said = members.into_iter().filter(|(_, value)| !is_empty(value));
    Value::Object(said.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The text at the first of these pointers that has one.
pub(super) fn text<'v>(value: &'v Value, pointers: &[&str]) -> Option<&'v str> {
    let texts = pointers.iter().filter_map(|pointer| value.pointer(pointer)?.as_str());
    texts.map(str::trim).find(|text| !text.is_empty())
}

/// A text or a number as a reference.
pub(super) fn reference(value: &Value, pointers: &[&str]) -> Value {
    let found = pointers.iter().filter_map(|pointer| value.pointer(pointer));
    let mut plain = found.filter_map(|value| match value {
        Value::String(text) if !text.trim().is_empty() => Some(json!(text.trim())),
        Value::Number(number) => Some(json!(number.to_string())),
        _ => None,
    });
    plain.next().unwrap_or_default()
}

/// The items of a list; one that is no list is its only item.
pub(super) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// A number, also one that is written as a text.
pub(super) fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            digits.replace(',', ".").parse().ok()
        }
        _ => None,
    }
}

/// An amount of pay; 0 says that it is not known.
pub(super) fn amount(value: Option<&Value>) -> Value {
    number(value).filter(|amount| *amount > 0.0).map(Value::from).unwrap_or_default()
}

/// The pay of a vacancy whose source shows that none is named.
pub(super) fn by_agreement() -> Value {
    json!({"by_agreement": true})
}

/// A whole number from 1 on.
pub(super) fn count(value: Option<&Value>) -> Value {
    let whole = number(value).filter(|number| *number >= 1.0 && *number <= 10_000.0);
    whole
        .and_then(|number| format!("{number:.0}").parse::<u32>().ok())
        .map(Value::from)
        .unwrap_or_default()
}

/// A day, also at the beginning of a moment.
pub(super) fn day(text: Option<&str>) -> Option<NaiveDate> {
    let text = text?;
    let plain = text.get(..10).unwrap_or(text);
    ["%Y-%m-%d", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(plain, form).ok())
}

/// A title in a language.
pub(super) fn title(text: Option<&str>, lang: &str) -> Value {
    in_language(text, lang, TITLE)
}

/// A long text in a language, without its tags.
pub(super) fn prose(text: Option<&str>, lang: &str) -> Value {
    in_language(text, lang, LONG)
}

fn in_language(text: Option<&str>, lang: &str, most: usize) -> Value {
    let text = cut(&clean(text.unwrap_or_default()), most);
    if text.is_empty() { Value::Null } else { json!({lang: text}) }
}

/// Words that name something, as an object with a text.
pub(super) fn words(text: Option<&str>) -> Value {
    let text = cut(text.unwrap_or_default(), WORDS);
    if text.is_empty() { Value::Null } else { json!({"text": text}) }
}

/// Skills in words, each once.
pub(super) fn skills<'t>(names: impl Iterator<Item = &'t str>) -> Value {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let name = cut(name, WORDS);
        if !name.is_empty() && !seen.iter().any(|past| past.to_lowercase() == name.to_lowercase()) {
            seen.push(name);
        }
    }
    seen.into_iter().take(SKILLS).map(|text| json!({"text": text})).collect()
}

/// The parts of a list in words.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n', '•']).map(str::trim).filter(|part| !part.is_empty())
}

/// The beginning of a text, without the blanks around it.
fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect::<String>().trim_end().to_owned()
}

/// The word of ours for a word of theirs.
pub(super) fn word(theirs: Option<&str>, ours: &[(&str, &str)]) -> Value {
    let theirs = theirs.unwrap_or_default().to_lowercase();
    let found = ours.iter().find(|(word, _)| theirs.contains(word));
    found.map_or(Value::Null, |(_, ours)| json!(ours))
}

/// Driving licences that we know.
pub(super) fn licences<'t>(names: impl Iterator<Item = &'t str>) -> Value {
    let known = ["A", "A1", "B", "B1", "BE", "C", "C1", "CE", "C1E", "D", "D1", "DE", "D1E", "M"];
    let mut found: Vec<&str> =
        names.filter_map(|name| known.into_iter().find(|one| *one == name)).collect();
    found.dedup();
    json!(found)
}
