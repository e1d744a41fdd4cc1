//! Problem documents (RFC 9457): what went wrong, where, and how to mend it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{FieldError, resource::lifecycle::Lack};

/// The media type of a problem document.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The kind of problem: a stable address that answers with its documentation.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", max_length = 200, example = "/problems/not-found")]
    pub kind: String,
    /// The kind in a few words.
    #[schema(max_length = 100, example = "Not found")]
    pub title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, example = 404)]
    pub status: u16,
    /// What is wrong here, and how to mend it.
    #[schema(max_length = 2000, example = "there is no such vacancy")]
    pub detail: String,
    /// The id of the request.
    #[schema(
        format = "uri",
        max_length = 80,
        example = "urn:uuid:0198c0de-0000-7000-8000-000000000000"
    )]
    pub instance: String,
    /// Each wrong value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub errors: Vec<FieldProblem>,
    /// The compliance check that failed, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compliance_check_id: Option<Uuid>,
}

/// One wrong value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldProblem {
    /// JSON pointer (RFC 6901) to the value.
    #[schema(max_length = 200, example = "/requirements/0/min_level")]
    pub pointer: String,
    /// A stable word for programs.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "range")]
    pub code: String,
    /// What is wrong, and how to mend it.
    #[schema(max_length = 1000, example = "must be between 1 and 5")]
    pub detail: String,
}

/// What a wanted state lacks.
impl From<&Lack> for FieldProblem {
    fn from(lack: &Lack) -> Self {
        let Lack { need, why } = lack.clone();
        Self { pointer: "/to".to_owned(), code: need.to_owned(), detail: why }
    }
}

impl From<FieldError> for FieldProblem {
    fn from(error: FieldError) -> Self {
        Self { pointer: error.pointer, code: error.code.to_owned(), detail: error.detail }
    }
}

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProblemType {
    /// The last part of its address.
    pub slug: &'static str,
    /// The HTTP status that always goes with it.
    pub status: u16,
    /// A few words.
    pub title: &'static str,
    /// What it means and what to do.
    pub help: &'static str,
}

impl ProblemType {
    /// Its address: a path on this server, or the registered name that the `RateLimit` draft gives.
    pub fn uri(&self) -> String {
        match self.slug {
            "quota-exceeded" | "temporary-reduced-capacity" => {
                format!("https://iana.org/assignments/http-problem-types#{}", self.slug)
            }
            slug => format!("/problems/{slug}"),
        }
    }
}

macro_rules! kinds {
    ($($name:ident = $slug:literal, $status:literal, $title:literal, $help:literal;)+) => {
        $(
            #[doc = $title]
            pub const $name: ProblemType = ProblemType { slug: $slug, status: $status, title: $title, help: $help };
        )+

        /// Every kind of problem: a closed set.
        pub const KINDS: &[ProblemType] = &[$($name),+];
    };
}

kinds! {
    MALFORMED = "malformed-request", 400, "Malformed request",
        "The request cannot be read: broken JSON, an unknown or repeated query parameter, a bad header or cursor. The detail names it.";
    UNAUTHENTICATED = "unauthenticated", 401, "Not authenticated",
        "The access token is missing, malformed, out of date or revoked. Get a new one at /oauth/token.";
    FORBIDDEN = "forbidden", 403, "Forbidden",
        "The token lacks a scope that this operation needs, or this role may not do it.";
    NOT_FOUND = "not-found", 404, "Not found", "There is nothing here, or nothing that you may know of.";
    METHOD_NOT_ALLOWED = "method-not-allowed", 405, "Method not allowed",
        "This address does not know this method. The Allow header lists those that it knows.";
    NOT_ACCEPTABLE = "not-acceptable", 406, "Not acceptable",
        "The answer is application/json (problems: application/problem+json), and Accept excludes it.";
    CONFLICT = "conflict", 409, "Conflict",
        "The state of a record forbids this, or a unique value is taken. The detail says what to change first.";
    UNLAWFUL = "compliance-check-failed", 409, "Compliance check failed",
        "A compliance check found that this would break a rule that is in force. compliance_check_id names the check, which tells every rule with its source; errors tell what breaks one.";
    GATE_CLOSED = "gate-closed", 409, "Gate closed",
        "Other records do not say what this change of state needs: a consent stands, a seat is open. Each entry of errors names one by its code, and says what to do.";
    CONTACT_NOT_PERSONAL = "contact-not-personal", 409, "Contact not personal",
        "The telephone or the messenger is not the worker's alone: another candidate, the agency, an employer or the family is reached there too. Change it in the identity, or begin the session in person.";
    CONTACT_NOT_CONFIRMED = "contact-not-confirmed", 409, "Contact not confirmed",
        "Nothing shows yet that the contact is the worker's own, so no terms are accepted by a code that was sent there. Staff of a centre confirm it, or a second code a day or more after the first.";
    KEY_IN_USE = "idempotency-key-in-use", 409, "Idempotency key in use",
        "The first request with this Idempotency-Key still runs. Repeat the request after Retry-After.";
    OUTDATED = "precondition-failed", 412, "Precondition failed",
        "The record has changed since you read it. Read it again, and repeat the change with the new ETag.";
    TOO_LARGE = "content-too-large", 413, "Content too large",
        "The body is larger than this operation takes: 64 KiB for one record, 5 MiB for many. Send fewer records in one request.";
    URI_TOO_LONG = "uri-too-long", 414, "URI too long", "The address is longer than 8,000 bytes. Ask with POST instead.";
    UNSUPPORTED = "unsupported-media-type", 415, "Unsupported media type",
        "Send application/json, or application/merge-patch+json for PATCH.";
    INVALID = "invalid", 422, "Invalid", "The body breaks rules. Each entry of errors points to a value and says how to mend it.";
    KEY_REUSED = "idempotency-key-reused", 422, "Idempotency key reused",
        "This Idempotency-Key came with another body before. Use a new key for a new request.";
    PRECONDITION_REQUIRED = "precondition-required", 428, "Precondition required",
        "Send If-Match with the ETag of the record that you read, so that nobody's change is lost.";
    RATE_LIMITED = "quota-exceeded", 429, "Quota exceeded",
        "The client has used its quota. Wait for Retry-After; the RateLimit header tells what is left.";
    INTERNAL = "internal-error", 500, "Internal error",
        "The server failed. Nothing was changed unless an answer said so. Report the instance to the operator.";
    UNAVAILABLE = "temporary-reduced-capacity", 503, "Temporarily not available",
        "The server or its database cannot answer now. A write that is answered so was not done and will not be: repeat the request after Retry-After.";
    OUTCOME_UNKNOWN = "outcome-unknown", 503, "Outcome unknown",
        "The server cannot tell whether it wrote what you sent, because its database went away meanwhile. Repeat the request with the same Idempotency-Key, or read the record first.";
}
