//! The id of a request: the caller's `X-Request-Id` if it is well formed, else a new one; and always a UUID for
//! `instance`.

use actix_web::http::header::HeaderMap;
use uuid::Uuid;

/// How a request is named in answers and logs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId {
    /// What `X-Request-Id` answers.
    pub text: String,
    /// What `instance` answers.
    pub uuid: Uuid,
    /// The trace that the caller belongs to (W3C `traceparent`), if it says.
    pub trace: Option<String>,
}

impl RequestId {
    /// Reads the request's headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let sent = header("x-request-id").filter(|text| well_formed(text));
        let trace =
            header("traceparent").filter(|text| is_traceparent(text)).map(ToOwned::to_owned);
        let uuid = sent.and_then(|text| Uuid::parse_str(text).ok()).unwrap_or_else(Uuid::now_v7);
        Self { text: sent.map_or_else(|| uuid.to_string(), ToOwned::to_owned), uuid, trace }
    }
}

fn well_formed(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

fn is_traceparent(text: &str) -> bool {
    text.len() == 55 && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}
