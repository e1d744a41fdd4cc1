//! A client of the API, and what it is answered. Every answer must be in the document.

use std::time::Duration;

use serde_json::Value;
use ureq::{Agent, http};

use super::documented;

/// Somebody who sends requests.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) text: String,
    /// The body as it came.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Checks the status, and gives the body.
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// Checks that it is this problem, in the whole form of RFC 9457.
    pub(crate) fn problem(&self, status: u16, slug: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text);
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["type"].as_str().unwrap().ends_with(slug), "{problem}");
        assert!(problem["instance"].as_str().unwrap().starts_with("urn:uuid:"), "{problem}");
        assert!(
            !problem["title"].as_str().unwrap().is_empty()
                && !problem["detail"].as_str().unwrap().is_empty()
        );
        problem
    }

    /// The pointers of a 422, sorted.
    pub(crate) fn pointers(&self) -> Vec<String> {
        self.of_errors("pointer")
    }

    /// The codes of a 422, sorted.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.of_errors("code")
    }

    fn of_errors(&self, member: &str) -> Vec<String> {
        let problem = self.problem(422, "invalid");
        let errors = problem["errors"].as_array().unwrap().iter();
        let mut all: Vec<String> =
            errors.map(|error| error[member].as_str().unwrap().to_owned()).collect();
        all.sort();
        all
    }
}

impl Client {
    pub(crate) fn new(base: &str, token: Option<String>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_mins(2)))
            .build()
            .new_agent();
        Self { agent, base: base.to_owned(), token }
    }

    /// The same client with another token.
    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], None)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[], Some(body.to_string().as_bytes()))
    }

    pub(crate) fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("idempotency-key", key)], Some(body.to_string().as_bytes()))
    }

    pub(crate) fn put(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        self.send("PUT", path, headers, Some(body.to_string().as_bytes()))
    }

    pub(crate) fn patch(&self, path: &str, etag: &str, body: &Value) -> Answer {
        let headers = [("if-match", etag), ("content-type", "application/merge-patch+json")];
        self.send("PATCH", path, &headers, Some(body.to_string().as_bytes()))
    }

    pub(crate) fn delete(&self, path: &str, etag: &str) -> Answer {
        self.send("DELETE", path, &[("if-match", etag)], None)
    }

    pub(crate) fn transition(&self, path: &str, to: &str) -> Answer {
        self.post(&format!("{path}/transitions"), &serde_json::json!({"to": to}))
    }

    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Answer {
        let answer = self.try_send(method, path, headers, body).unwrap();
        documented::check(method, path, &answer);
        answer
    }

    /// As `send`, for servers that may die meanwhile and statuses that no document has.
    pub(crate) fn try_send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, ureq::Error> {
        let uri =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        let mut request = http::Request::builder().method(method).uri(uri);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if body.is_some() && headers.iter().all(|(name, _)| *name != "content-type") {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.agent.run(request.body(body.unwrap_or_default()).unwrap())?;
        let bytes = response.body_mut().read_to_vec()?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer { status, headers, text, bytes })
    }
}
