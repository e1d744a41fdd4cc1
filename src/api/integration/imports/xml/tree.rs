//! An element as JSON: one that holds nothing but text is that text; any other an object with its attributes (`@name`), its
//! text (`#text`) and the elements in it by their names, those of one name as a list. Prefixes of names are left out.

use quick_xml::{XmlVersion, events::BytesStart};
use serde_json::{Map, Value};

/// An element that is being read.
pub(super) struct Element {
    /// Its name without its prefix.
    pub(super) name: String,
    members: Map<String, Value>,
    text: String,
}

impl Element {
    /// The element that a tag begins; `None` if its attributes are no XML.
    pub(super) fn of(tag: &BytesStart<'_>) -> Option<Self> {
        let mut members = Map::new();
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let is_of_xml = |prefix: &str| prefix == "xmlns" || prefix == "xsi";
            let prefix = attribute.key.prefix().map(|prefix| prefix.as_ref().to_owned());
            let name = attribute.key.local_name();
            if prefix.as_deref().is_some_and(is_of_xml) || attribute.key.as_ref() == "xmlns" {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            members.insert(format!("@{}", name.as_ref()), Value::String(value.into_owned()));
        }
        let name = tag.local_name().as_ref().to_owned();
        Some(Self { name, members, text: String::new() })
    }

    /// Adds a text; whether XML can hold it.
    pub(super) fn add_text(&mut self, text: &str) -> bool {
        self.text.push_str(text);
        !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    }

    /// What an attribute says.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.members.get(&format!("@{name}"))?.as_str()
    }

    /// Adds an element that has ended.
    pub(super) fn add(&mut self, inner: Self) {
        let Self { name, .. } = &inner;
        let name = name.clone();
        let value = inner.into_value();
        match self.members.get_mut(&name) {
            Some(Value::Array(items)) => items.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => drop(self.members.insert(name, value)),
        }
    }

    /// The element as JSON.
    pub(super) fn into_value(self) -> Value {
        let Self { mut members, text, .. } = self;
        let text = text.trim();
        if members.is_empty() {
            return Value::String(text.to_owned());
        }
        if !text.is_empty() {
            members.insert("#text".to_owned(), Value::String(text.to_owned()));
        }
        Value::Object(members)
    }
}
