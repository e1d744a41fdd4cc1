//! One pass over a body before it is parsed, which builds nothing: seven bytes of an object take six hundred when they are
//! parsed, so memory is bounded by what values take, not by bytes. What is JSON but cannot be meant is refused here as well:
//! deep nesting, NUL, a member twice.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::ApiError;
use crate::domain::FieldError;

/// What an object takes beside its members, in values.
const OBJECT: usize = 20;
/// The deepest nesting of a body.
const DEPTH: usize = 32;

/// Where a body has lists: `serde` takes one that stands for an object, by the order of its items.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// The names of the members that hold one.
    pub members: BTreeSet<String>,
    /// Whether one stands where no name does: as the body, or within another list.
    pub unnamed: bool,
}

/// Refuses a body that would take more than `room` values when it is parsed, or that cannot be meant. Tells its lists.
pub fn scan(bytes: &[u8], room: usize) -> Result<Lists, ApiError> {
    let mut scan = Scan { room, stopped: None, lists: Lists::default() };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = Value { scan: &mut scan, depth: 1, name: None }.deserialize(&mut json);
    match read.and_then(|()| json.end()) {
        Ok(()) => Ok(scan.lists),
        Err(error) => Err(scan.refusal(&error)),
    }
}

/// How many more values a scan may see, why it stopped, and what lists it saw.
struct Scan {
    room: usize,
    stopped: Option<Stopped>,
    lists: Lists,
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
            Some(Stopped::TooMany) => {
                "the body holds too many values: send less at a time".to_owned()
            }
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

    fn take<E: serde::de::Error>(&mut self, values: usize) -> Result<(), E> {
        match self.room.checked_sub(values) {
            None => Err(self.stop(Stopped::TooMany)),
            Some(left) => {
                self.room = left;
                Ok(())
            }
        }
    }

    fn text<E: serde::de::Error>(&mut self, text: &str) -> Result<(), E> {
        if text.contains('\0') { Err(self.stop(Stopped::Nul)) } else { Ok(()) }
    }

    fn list(&mut self, name: Option<&str>) {
        match name {
            Some(name) if self.lists.members.contains(name) => {}
            Some(name) => _ = self.lists.members.insert(name.to_owned()),
            None => self.lists.unnamed = true,
        }
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
    /// The member that holds it, unless it is the body or an item.
    name: Option<&'s str>,
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.scan.take(1)?;
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
        let Self { scan, depth, name } = self;
        scan.list(name);
        let mut at = 0_usize;
        while items
            .next_element_seed(Value { scan, depth: depth + 1, name: None })
            .inspect_err(|_| scan.leave(at))?
            .is_some()
        {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { scan, depth, name: _ } = self;
        scan.take(OBJECT)?;
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key_seed(Name)? {
            scan.text(&name)?;
            let escaped = || name.replace('~', "~0").replace('/', "~1");
            if names.contains(&name) {
                return Err(scan.stop(Stopped::Twice(format!("/{}", escaped()))));
            }
            members
                .next_value_seed(Value { scan, depth: depth + 1, name: Some(&name) })
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
        match scan(json.as_bytes(), 1_000) {
            Ok(_) => String::new(),
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
    fn lists_are_known_by_what_holds_them() {
        let lists = |json: &str| scan(json.as_bytes(), 1_000).unwrap();
        assert_eq!(lists(r#"{"a": {"b": 1}}"#), Lists::default());
        let named = lists(r#"{"a": {"b": []}, "c": [{"b": [1]}]}"#);
        assert_eq!((named.members, named.unnamed), (["b", "c"].map(str::to_owned).into(), false));
        assert!(lists("[]").unnamed && lists(r#"{"a": [[]]}"#).unnamed);
    }

    #[test]
    fn values_are_counted_wherever_they_are() {
        let list = |inner: &str, n: usize| format!("[{}]", vec![inner; n].join(","));
        let too_many = "the body holds too many values: send less at a time";
        assert_eq!(refused(&list("0", 999)), "");
        assert_eq!(refused(&list("0", 1_000)), too_many);
        assert_eq!(refused(&list(r#"{"":0}"#, 45)), "");
        assert_eq!(refused(&list(r#"{"":0}"#, 46)), too_many);
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
