//! Answers, rendered where the work is done and sent from the async side.

use actix_web::{
    HttpResponse, HttpResponseBuilder,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, LINK, LOCATION, VARY},
    },
    web::Bytes,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{coding::Coding, conditional::Preconditions, error::ApiError};
use crate::domain::values::hex::hex;

/// Bytes that most pages fit in, so that a body rarely moves while it is written.
const ROOM: usize = 16 << 10;
const JSON: &str = "application/json";

/// An answer on its way out.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    status: StatusCode,
    headers: Vec<(&'static str, String)>,
    body: Option<Bytes>,
}

impl Reply {
    /// 200 with a JSON body.
    pub fn ok(body: &impl Serialize) -> Result<Self, ApiError> {
        Self::json(StatusCode::OK, body)
    }

    /// A JSON body with a status.
    pub fn json(status: StatusCode, body: &impl Serialize) -> Result<Self, ApiError> {
        let mut text = Vec::with_capacity(ROOM);
        serde_json::to_writer(&mut text, body)
            .map_err(|error| ApiError::Internal(error.to_string()))?;
        Ok(Self { status, headers: Vec::new(), body: Some(text.into()) })
    }

    /// 200 with a text of this media type.
    pub fn text(media: &'static str, text: String) -> Self {
        let body = Some(text.into());
        Self { status: StatusCode::OK, headers: Vec::new(), body }
            .header(CONTENT_TYPE.as_str(), media)
    }

    /// A status without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), body: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds a strong entity tag.
    #[must_use]
    pub fn etag(self, opaque: &str) -> Self {
        self.header(ETAG.as_str(), format!("\"{opaque}\""))
    }

    /// Adds where a new record is.
    #[must_use]
    pub fn location(self, path: String) -> Self {
        self.header(LOCATION.as_str(), path)
    }

    /// Adds the link to the next page, if there is one.
    #[must_use]
    pub fn next(self, next: Option<&String>) -> Self {
        match next {
            Some(next) => self.header(LINK.as_str(), format!("<{next}>; rel=\"next\"")),
            None => self,
        }
    }

    /// Lets shared caches keep the answer for a minute; it differs by language.
    #[must_use]
    pub fn public(self) -> Self {
        self.header(CACHE_CONTROL.as_str(), "public, max-age=60")
            .header(VARY.as_str(), "Accept-Language")
    }

    /// Bytes of the body.
    pub fn size(&self) -> usize {
        self.body.as_ref().map_or(0, Bytes::len)
    }

    /// A tag of what the body says.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.body.as_deref().unwrap_or_default());
        hex(&digest[..12])
    }

    /// Leaves the body out if the reader has it; `etag` is its entity tag.
    #[must_use]
    pub fn unless_known(self, etag: &str, preconditions: &Preconditions) -> Self {
        if preconditions.unchanged(etag) {
            Self::empty(StatusCode::NOT_MODIFIED).etag(etag)
        } else {
            self.etag(etag)
        }
    }

    /// Lets shared caches keep the answer for a minute, which is the same for everybody without a token.
    #[must_use]
    pub fn shared(self, preconditions: &Preconditions) -> Self {
        let etag = self.digest();
        self.unless_known(&etag, preconditions)
            .header(CACHE_CONTROL.as_str(), "public, max-age=60")
            .header(VARY.as_str(), "Authorization, Accept, Accept-Language, Accept-Encoding")
    }

    /// The same with its body in a coding.
    #[must_use]
    pub fn coded(&self, coding: Coding) -> Self {
        let coded = self.body.as_deref().map(|body| coding.of(body));
        match coded {
            None => self.clone(),
            Some(Ok(body)) => Self { body: Some(body.into()), ..self.clone() }
                .header(CONTENT_ENCODING.as_str(), coding.as_str())
                .header(VARY.as_str(), "Accept-Encoding"),
            Some(Err(error)) => {
                tracing::warn!(%error, "a body is sent as it is: it could not be compressed");
                self.clone()
            }
        }
    }

    /// Marks the answer of an earlier request with the same key.
    #[must_use]
    pub fn replayed(self, replayed: bool) -> Self {
        if replayed { self.header("idempotency-replayed", "true") } else { self }
    }
}

impl From<Reply> for HttpResponse {
    fn from(reply: Reply) -> Self {
        let mut response = HttpResponse::build(reply.status);
        let Some(body) = reply.body else {
            return with(&mut response, reply.headers).finish();
        };
        response.content_type(JSON); // unless a header says otherwise
        with(&mut response, reply.headers).body(body)
    }
}

fn with<'r>(
    response: &'r mut HttpResponseBuilder,
    headers: Vec<(&'static str, String)>,
) -> &'r mut HttpResponseBuilder {
    for header in headers {
        response.insert_header(header);
    }
    response
}
