//! Consents on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::values::duplicates},
    app::App,
    domain::{
        FieldError,
        trust::consent::{
            Agreement, Consent, ConsentEntry, ConsentEvidence, ConsentPurpose, IdentityPart,
        },
        values::{language::Lang, text::ExternalRef},
    },
};

/// How a consent stands, as the agency took it.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ConsentInput {
    /// What is consented to.
    pub purpose: ConsentPurpose,
    /// Version of the text that was agreed to.
    #[validate(length(min = 1, max = 32))]
    #[schema(min_length = 1, max_length = 32, example = "2026-09")]
    pub text_version: String,
    /// Language in which it was read.
    pub language: Lang,
    /// When it was given.
    #[schema(max_length = 35, example = "2026-11-02T09:30:00Z")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub given_at: DateTime<Utc>,
    /// When it was withdrawn.
    #[schema(max_length = 35)]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// What may be disclosed: with `disclosure_to_employer` at least one part, with others none.
    #[validate(length(max = 5))]
    #[schema(max_items = 5)]
    #[serde(default)]
    pub covers: Vec<IdentityPart>,
    /// How it can be proved.
    pub evidence: ConsentEvidence,
    /// Where the agency keeps the proof. Not a name, and not a document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence_ref: Option<ExternalRef>,
}

impl Exemplary for ConsentInput {
    fn example() -> Value {
        json!({
            "purpose": "disclosure_to_employer",
            "text_version": "2026-09",
            "language": "uz-Latn",
            "given_at": "2026-11-02T09:30:00Z",
            "covers": ["names", "contacts"],
            "evidence": "signed_paper",
            "evidence_ref": "consents/2026/0042"
        })
    }
}

impl ConsentInput {
    /// The consent, checked.
    pub(in crate::api) fn accept(self, app: &App) -> Result<Consent, Vec<FieldError>> {
        let Self { purpose, text_version, language, given_at, withdrawn_at, .. } = self;
        let agreement = Agreement { text_version, language, given_at, withdrawn_at };
        let mut errors = duplicates(&self.covers, |at| format!("/covers/{at}"));
        errors.extend(
            agreement
                .contradiction(app.now())
                .map(|(member, why)| FieldError::new(format!("/{member}"), "contradiction", why)),
        );
        let discloses = purpose == ConsentPurpose::DisclosureToEmployer;
        if discloses == self.covers.is_empty() {
            let (code, why) = if discloses {
                ("required", "name what may be disclosed")
            } else {
                ("contradiction", "this purpose discloses nothing: leave it out")
            };
            errors.push(FieldError::new("/covers", code, why));
        }
        let (evidence, evidence_ref) = (Some(self.evidence), self.evidence_ref);
        let consent = Consent { purpose, agreement, covers: self.covers, evidence, evidence_ref };
        if errors.is_empty() { Ok(consent) } else { Err(errors) }
    }
}

/// An entry in the ledger of consents.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConsentView {
    /// What is consented to.
    purpose: ConsentPurpose,
    /// Version of the text that was agreed to.
    #[schema(max_length = 32, example = "2026-09")]
    text_version: String,
    /// Language in which it was read.
    language: Lang,
    /// When it was given.
    #[schema(max_length = 35)]
    given_at: DateTime<Utc>,
    /// When it was withdrawn; `null` if it was not.
    #[schema(required, max_length = 35)]
    withdrawn_at: Option<DateTime<Utc>>,
    /// What may be disclosed.
    #[schema(max_items = 5)]
    covers: Vec<IdentityPart>,
    /// How it can be proved; `null` where it was sent with the candidate.
    #[schema(required)]
    evidence: Option<ConsentEvidence>,
    /// Where the agency keeps the proof.
    #[schema(required, max_length = 128)]
    evidence_ref: Option<ExternalRef>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<ConsentEntry> for ConsentView {
    fn from(entry: ConsentEntry) -> Self {
        let ConsentEntry { consent, recorded_at, client, .. } = entry;
        let Consent { purpose, agreement, covers, evidence, evidence_ref } = consent;
        let Agreement { text_version, language, given_at, withdrawn_at } = agreement;
        Self {
            purpose,
            text_version,
            language,
            given_at,
            withdrawn_at,
            covers,
            evidence,
            evidence_ref,
            recorded_at,
            client_id: client,
        }
    }
}
