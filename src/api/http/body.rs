//! Request bodies: read within limits, parsed with every error at once, each with a JSON pointer.
//!
//! Reading and parsing are two steps, so that a handler can answer 404, 403, 428 and 412 before it looks inside.

use std::{any::TypeId, future::Future, pin::Pin, time::Duration};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::CONTENT_TYPE, web::Bytes};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    cleaning::is_clean,
    decode::{self, Exemplary},
    error::ApiError,
    objects,
    scan::{Lists, scan},
};
use crate::domain::values::hex::hex;

/// How much a body may be.
#[derive(Debug, Clone, Copy)]
struct Limit {
    bytes: usize,
    values: usize,
}

/// An ordinary body.
const ORDINARY: Limit = Limit { bytes: 64 * 1024, values: 50_000 };
/// A body of many items.
const BULK: Limit = Limit { bytes: 5 * 1024 * 1024, values: 500_000 };
/// A form.
const FORM_LIMIT: Limit = Limit { bytes: 8 * 1024, values: 0 };
/// JSON.
const JSON: &str = "application/json";
/// A form.
const FORM: &str = "application/x-www-form-urlencoded";
/// The byte order mark of UTF-8, which some programs write before JSON and which means nothing (RFC 8259, section 8.1).
const MARK: &[u8] = b"\xef\xbb\xbf";
/// How long a body may take to arrive.
const ARRIVES_WITHIN: Duration = Duration::from_secs(10);

/// A body that has arrived and has not been looked at.
#[derive(Clone)]
pub struct Body {
    content_type: String,
    bytes: Bytes,
    most_values: usize,
}

impl FromRequest for Body {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let content_type =
            content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let limit = limit(request.path());
        let payload = actix_web::web::Payload::from_request(request, payload);
        Box::pin(async move {
            let payload = payload.await.map_err(|error| ApiError::Malformed(error.to_string()))?;
            let arrival =
                actix_web::rt::time::timeout(ARRIVES_WITHIN, payload.to_bytes_limited(limit.bytes))
                    .await;
            let bytes = arrival
                .map_err(|_| {
                    ApiError::Malformed("the body did not arrive within 10 seconds".to_owned())
                })?
                .map_err(|_| ApiError::TooLarge(limit.bytes))?
                .map_err(|_| ApiError::Malformed("the body broke off".to_owned()))?;
            let mark = if bytes.starts_with(MARK) { MARK.len() } else { 0 };
            Ok(Self { content_type, bytes: bytes.slice(mark..), most_values: limit.values })
        })
    }
}

/// The most that the body of a request to this path may have.
fn limit(path: &str) -> Limit {
    match path {
        "/v1/taxonomy/resolve" => BULK,
        _ if path.ends_with("/batch") => BULK,
        _ if path.starts_with("/oauth/") => FORM_LIMIT,
        _ => ORDINARY,
    }
}

impl Body {
    /// What stands for a body that is not kept: whoever sends the same again is known by it.
    pub(in crate::api) fn known_by(digest: String) -> Self {
        Self { content_type: String::new(), bytes: digest.into(), most_values: 0 }
    }

    /// Parses the body as `application/json`.
    pub fn json<T: Exemplary>(&self) -> Result<T, ApiError> {
        self.must_be(JSON)?;
        let lists = scan(&self.bytes, self.most_values)?;
        match self.plain(&lists) {
            Some(right) => Ok(right),
            None => decode::decode(self.value()?).map_err(ApiError::Invalid),
        }
    }

    /// Parses the body as a form. `None` if it is of another media type, or not such a form.
    pub fn form<T: DeserializeOwned>(&self) -> Option<T> {
        self.must_be(FORM).ok()?;
        serde_urlencoded::from_bytes(&self.bytes).ok()
    }

    /// What is right at the first reading, as nearly every body is. The long way finds out all that is wrong with the
    /// others.
    fn plain<T: Exemplary>(&self, lists: &Lists) -> Option<T> {
        if T::CLEANED && !is_clean(&self.bytes)
            || objects::may_stand_for(lists, TypeId::of::<T>(), T::whole)
        {
            return None;
        }
        let read: T = serde_json::from_slice(&self.bytes).ok()?;
        read.validate().is_ok().then_some(read)
    }

    fn must_be(&self, media_type: &'static str) -> Result<(), ApiError> {
        if self.content_type == media_type {
            Ok(())
        } else {
            Err(ApiError::Unsupported(media_type))
        }
    }

    /// Applies the body as `application/merge-patch+json` (RFC 7396) to what is there.
    pub fn merge_into<T: Serialize + Exemplary>(&self, present: &T) -> Result<T, ApiError> {
        self.must_be("application/merge-patch+json")?;
        scan(&self.bytes, self.most_values)?;
        let patch = self.value()?;
        if !patch.is_object() {
            return Err(ApiError::Invalid(vec![crate::domain::FieldError::new(
                "",
                "type",
                "expected an object with named members",
            )]));
        }
        let mut merged =
            serde_json::to_value(present).map_err(|error| ApiError::Internal(error.to_string()))?;
        merge(&mut merged, patch);
        decode::decode(merged).map_err(ApiError::Invalid)
    }

    /// A body of these bytes.
    #[cfg(test)]
    pub fn of(content_type: &str, bytes: &[u8]) -> Self {
        let bytes = Bytes::copy_from_slice(bytes);
        Self { content_type: content_type.to_owned(), bytes, most_values: ORDINARY.values }
    }

    /// The media type and the bytes, as they were sent.
    pub fn as_sent(&self) -> (String, Bytes) {
        (self.content_type.clone(), self.bytes.clone())
    }

    /// SHA-256 of the canonical form of the body, in hexadecimal: spaces and the order of members do not count.
    pub fn fingerprint(&self) -> String {
        let canonical = serde_json::from_slice::<Value>(&self.bytes).map(|value| value.to_string());
        hex(&Sha256::digest(canonical.as_deref().map_or(self.bytes.as_ref(), str::as_bytes)))
    }

    /// The scanned body as a value.
    fn value(&self) -> Result<Value, ApiError> {
        serde_json::from_slice(&self.bytes)
            .map_err(|_| ApiError::Malformed("the body is not JSON".to_owned()))
    }
}

fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Value::Object(target) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            target.remove(&name);
        } else {
            merge(target.entry(name).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;
    use validator::Validate;

    use super::*;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Named {
        name: String,
    }

    impl Exemplary for Named {
        fn example() -> Value {
            json!({"name": "x"})
        }
    }

    fn read(json: &str) -> Result<String, ApiError> {
        Body::of(JSON, json.as_bytes()).json::<Named>().map(|one| one.name)
    }

    #[test]
    fn what_is_read_at_once_is_read_as_on_the_long_way() {
        assert_eq!(read(r#"{"name": "\u043a\\u0000"}"#).unwrap(), r"к\u0000");
        assert!(matches!(read(r#"{"name": "x", "name": "y"}"#), Err(ApiError::Invalid(_))));
        assert!(matches!(read(r#"{"name": "a\u0000b"}"#), Err(ApiError::Malformed(_))));
        assert!(matches!(read(r#"{"name": "x"} x"#), Err(ApiError::Malformed(_))));
        assert!(matches!(read(r#"{"name": 1}"#), Err(ApiError::Invalid(_))));
    }

    #[test]
    fn merging_follows_the_examples_of_rfc_7396() {
        for (mut target, patch, expected) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"b": "d", "c": null}}),
                json!({"a": {"b": "d"}}),
            ),
            (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
        ] {
            merge(&mut target, patch);
            assert_eq!(target, expected);
        }
    }
}
