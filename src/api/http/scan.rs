//! One pass over a body before it is parsed, which builds nothing: how much memory parsing takes is bounded by the number
//! of values, not by bytes. What is JSON but cannot be meant is refused here as well: deep nesting, NUL, a member twice.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::ApiError;
use crate::domain::FieldError;

/// The most values of a body, those within others counted too.
const MOST_VALUES: usize = 10_000;
/// The deepest nesting of a body.
const DEPTH: usize = 32;

/// Refuses a body that would take too much to parse, or that cannot be meant.
pub fn scan(bytes: &[u8]) -> Result<(), ApiError> {
    let mut scan = Scan::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Value { scan: &mut scan, depth: 1 }.deserialize(&mut json);
    read.and_then(|()| json.end()).map_err(|error| scan.refusal(&error))
}

/// What a scan has seen, and why it stopped.
#[derive(Default)]
struct Scan {
    values: usize,
    stopped: Option<Stopped>,
}

enum Stopped {
    TooMany,
    TooDeep,
    Nul,
    /// A member is there twice; its pointer grows from the end while the scan leaves what it is in.
    Twice(String),
}

impl Scan {
    fn refusal(self, error: &serde_json::Error) -> ApiError {
        ApiError::Malformed(match self.stopped {
            None => {
                format!("the body is not JSON at line {}, column {}", error.line(), error.column())
            }
            Some(Stopped::TooMany) => format!("the body holds more than {MOST_VALUES} values"),
            Some(Stopped::TooDeep) => format!("the body nests deeper than {DEPTH} levels"),
            Some(Stopped::Nul) => "a text holds the character NUL".to_owned(),
            Some(Stopped::Twice(pointer)) => {
                let detail = "this member is there twice: send it once";
                return ApiError::Invalid(vec![FieldError::new(pointer, "duplicate", detail)]);
            }
        })
    }

    fn stop<E: serde::de::Error>(&mut self, why: Stopped) -> E {
        self.stopped = Some(why);
        E::custom("stopped")
    }

    fn text<E: serde::de::Error>(&mut self, text: &str) -> Result<(), E> {
        if text.contains('\0') { Err(self.stop(Stopped::Nul)) } else { Ok(()) }
    }

    /// Puts the place that the scan leaves before the pointer of what is wrong there.
    fn leave(&mut self, place: impl fmt::Display) {
        if let Some(Stopped::Twice(pointer)) = &mut self.stopped {
            *pointer = format!("/{place}{pointer}");
        }
    }
}

/// A value that is looked at and not kept.
struct Value<'s> {
    scan: &'s mut Scan,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.scan.values += 1;
        if self.scan.values > MOST_VALUES {
            return Err(self.scan.stop(Stopped::TooMany));
        }
        if self.depth > DEPTH {
            return Err(self.scan.stop(Stopped::TooDeep));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.scan.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { scan, depth } = self;
        let mut at = 0_usize;
        while items
            .next_element_seed(Value { scan, depth: depth + 1 })
            .inspect_err(|_| scan.leave(at))?
            .is_some()
        {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { scan, depth } = self;
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key_seed(Name)? {
            scan.text(&name)?;
            let escaped = || name.replace('~', "~0").replace('/', "~1");
            if names.contains(&name) {
                return Err(scan.stop(Stopped::Twice(format!("/{}", escaped()))));
            }
            members
                .next_value_seed(Value { scan, depth: depth + 1 })
                .inspect_err(|_| scan.leave(escaped()))?;
            names.insert(name);
        }
        Ok(())
    }
}

/// The name of a member, borrowed where it holds no escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        match scan(json.as_bytes()) {
            Ok(()) => String::new(),
            Err(ApiError::Invalid(errors)) => errors[0].pointer.clone(),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn a_member_that_is_there_twice_is_named() {
        assert_eq!(refused(r#"{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}"#), "");
        assert_eq!(refused(r#"{"a": 1, "a": 1}"#), "/a");
        assert_eq!(refused(r#"{"a": 1, "\u0061": 1}"#), "/a");
        assert_eq!(refused(r#"{"a": [0, {"b/c": {"d": 1, "d": 2}}]}"#), "/a/1/b~1c/d");
    }

    #[test]
    fn values_are_counted_wherever_they_are() {
        let list = |inner: &str, n: usize| format!("[{}]", vec![inner; n].join(","));
        assert_eq!(refused(&list("0", MOST_VALUES - 1)), "");
        assert_eq!(refused(&list("0", MOST_VALUES)), "the body holds more than 10000 values");
        assert_eq!(
            refused(&list(r#"{"":0}"#, MOST_VALUES / 2)),
            "the body holds more than 10000 values"
        );
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(refused(&nested(DEPTH)), "");
        assert_eq!(refused(&nested(DEPTH + 1)), "the body nests deeper than 32 levels");
        assert_eq!(refused(r#"{"a": "\u0000"}"#), "a text holds the character NUL");
        assert_eq!(refused(r#"{"\u0000": 1}"#), "a text holds the character NUL");
        for broken in ["", "{", "{} {}", "[1,]", "nul", "\u{feff}{}"] {
            assert!(refused(broken).starts_with("the body is not JSON at line 1"), "{broken}");
        }
    }
}
