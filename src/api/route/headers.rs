//! The headers that many routes take or send. The document describes each once, and routes refer to it.

use utoipa::openapi::Ref;

/// A header.
#[derive(Debug, Clone, Copy)]
pub(in crate::api) struct Header {
    /// How the document refers to it.
    pub component: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How it looks.
    pub pattern: &'static str,
    /// Its most characters.
    pub max: usize,
    /// One value.
    pub example: &'static str,
    /// What it says.
    pub about: &'static str,
}

impl Header {
    /// Refers to it as a header of an answer.
    pub(in crate::api) fn sent(&self) -> Ref {
        Ref::new(format!("#/components/headers/{}", self.component))
    }

    /// Refers to it as a parameter of a request.
    pub(in crate::api) fn taken(&self) -> Ref {
        Ref::new(format!("#/components/parameters/{}", self.component))
    }
}

macro_rules! headers {
    ($(#[$meta:meta])* $all:ident: $($constant:ident = $component:literal, $name:literal, $pattern:literal, $max:literal, $example:literal, $about:literal;)+) => {
        $(
            #[doc = $about]
            pub(in crate::api) const $constant: Header = Header {
                component: $component, name: $name, pattern: $pattern, max: $max, example: $example, about: $about,
            };
        )+

        $(#[$meta])*
        pub(in crate::api) const $all: &[Header] = &[$($constant),+];
    };
}

headers! {
    /// What answers carry.
    SENT:
    REQUEST_ID = "RequestId", "X-Request-Id", "^[A-Za-z0-9._-]{1,64}$", 64, "0198c0de-0000-7000-8000-000000000000",
        "The id of the request: yours if it was well formed.";
    RATE_LIMIT = "RateLimit", "RateLimit", "^.+$", 100, "\"default\";r=599;t=1",
        "What is left of the quota: r requests, more in t seconds.";
    RATE_LIMIT_POLICY = "RateLimitPolicy", "RateLimit-Policy", "^.+$", 100, "\"default\";q=60000;w=60",
        "The quota: q requests in w seconds.";
    ALLOW_ORIGIN = "Access-Control-Allow-Origin", "Access-Control-Allow-Origin", "^https?://.+$", 200, "https://partner.example",
        "The web page that may read the answer, where the installation allows it.";
    ETAG = "ETag", "ETag", "^\".+\"$", 100, "\"3-owner\"",
        "The version of the record, for If-Match and If-None-Match.";
    LOCATION = "Location", "Location", "^/.+$", 200, "/v1/vacancies/0198c0de-0000-7000-8000-000000000000",
        "The address of the new record.";
    LINK = "Link", "Link", "^<.+>; rel=\"next\"$", 9100, "<https://koprik.example/v1/vacancies?cursor=AQ>; rel=\"next\"",
        "The next page, as in next.";
    REPLAYED = "Replayed", "Idempotency-Replayed", "^true$", 4, "true",
        "An earlier request with the same Idempotency-Key did this.";
    RETRY_AFTER = "RetryAfter", "Retry-After", "^[0-9]+$", 10, "2",
        "Seconds after which to repeat the request.";
    WWW_AUTHENTICATE = "WwwAuthenticate", "WWW-Authenticate", "^.+$", 300, "Bearer error=\"invalid_token\"",
        "What is wrong with the token, or which scope it lacks.";
}

/// What every answer carries.
pub(in crate::api) const ALWAYS: [Header; 4] =
    [REQUEST_ID, RATE_LIMIT, RATE_LIMIT_POLICY, ALLOW_ORIGIN];

headers! {
    /// What requests may carry.
    TAKEN:
    IF_MATCH = "IfMatch", "If-Match", "^.+$", 1000, "\"3-owner\"",
        "The ETag that was read; `*` for any.";
    IF_MATCH_OPTIONAL = "IfMatchOptional", "If-Match", "^.+$", 1000, "\"3-owner\"",
        "The ETag that was read, to be sure of what changes.";
    IF_NONE_MATCH = "IfNoneMatch", "If-None-Match", "^.+$", 1000, "\"3-owner\"",
        "The ETag that the reader has; 304 if it still holds.";
    IDEMPOTENCY_KEY = "IdempotencyKey", "Idempotency-Key", "^\"?[!-~]{1,255}\"?$", 257, "\"5a1b7f0c-3a55-4d3f-8a0a-0b3a3d9f1c11\"",
        "A new key for each new request; the same key for each repetition. Remembered for 48 hours. Recommended.";
    LAST_EVENT_ID = "LastEventId", "Last-Event-ID", "^[0-9]{1,16}$", 16, "4711",
        "The id of the last event that was read: the stream goes on behind it.";
    ACCEPT_LANGUAGE = "AcceptLanguage", "Accept-Language", "^[ -~]*$", 1000, "uz-Latn, ru;q=0.8",
        "The reader's languages, where `lang` is not given.";
}

/// Those that a request must carry where they are asked for.
pub(in crate::api) const REQUIRED: [&str; 1] = [IF_MATCH.component];
