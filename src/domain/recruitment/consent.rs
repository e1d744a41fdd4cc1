//! Consent: who agreed to what, in which words and language, and until when.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::values::language::Lang;

/// A candidate's consent to be matched, given to the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchingConsent {
    /// Version of the text that was agreed to, 1 to 32 characters.
    pub text_version: String,
    /// Language in which it was read.
    pub language: Lang,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl MatchingConsent {
    /// Whether the consent stands.
    pub fn stands(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    /// The member that cannot be right at this moment, and why: nobody consents tomorrow, or takes back before.
    pub fn contradiction(&self, now: DateTime<Utc>) -> Option<(&'static str, &'static str)> {
        if self.given_at > now {
            Some(("given_at", "lies in the future: consent is recorded once it was given"))
        } else if self.withdrawn_at.is_some_and(|at| at < self.given_at) {
            Some(("withdrawn_at", "lies before given_at"))
        } else {
            None
        }
    }
}
