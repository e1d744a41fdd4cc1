//! An Open Badges 3.0 credential.
//!
//! Names of members and types are those of Open Badges 3.0 (1EdTech, 2024) and of the Verifiable Credentials Data Model 2.0
//! (W3C, 2025). Skills and levels of frameworks are alignments: what the European Learning Model calls the level of a
//! qualification has the address of that level in the European Qualifications Framework.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where anybody reads which credentials hold no longer.
pub(super) const REVOKED: &str = "/v1/credentials/revoked";

const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/// A credential, plain and signed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecognitionCredentialView {
    /// The credential.
    pub credential: BadgeView,
    /// The same as a JWS in the compact form (`vc+jwt`).
    #[schema(max_length = 20_000, pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$")]
    pub jwt: String,
}

/// An `OpenBadgeCredential`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct BadgeView {
    /// What its words mean.
    #[serde(rename = "@context")]
    #[schema(min_items = 2, max_items = 2)]
    context: [&'static str; 2],
    /// Its address, which is also its name in the list of those that hold no longer.
    #[schema(max_length = 400, format = "uri")]
    pub id: String,
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 2, max_items = 2)]
    types: [&'static str; 2],
    /// Who gives it.
    pub issuer: BadgeIssuerView,
    /// From when it holds.
    pub valid_from: DateTime<Utc>,
    /// Until when it holds; left out, for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<DateTime<Utc>>,
    /// What it says, in short.
    #[schema(max_length = 1000)]
    name: String,
    /// Whom it is about.
    pub credential_subject: BadgeSubjectView,
    /// Where to read whether it holds.
    credential_status: BadgeStatusView,
}

/// Who gives a credential.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BadgeIssuerView {
    /// The address of the installation.
    #[schema(max_length = 300, format = "uri")]
    pub id: String,
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    types: [&'static str; 1],
    /// Its name.
    #[schema(max_length = 40)]
    name: &'static str,
}

/// Whom a credential is about.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BadgeSubjectView {
    /// A pseudonym: `urn:uuid:` with the id of the candidate.
    #[schema(max_length = 45, pattern = "^urn:uuid:[0-9a-f-]{36}$")]
    pub id: String,
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    types: [&'static str; 1],
    /// What was achieved.
    achievement: AchievementView,
}

/// What was achieved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct AchievementView {
    /// Its address.
    #[schema(max_length = 400, format = "uri")]
    pub(super) id: String,
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    pub(super) types: [&'static str; 1],
    /// Of which kind it is.
    #[schema(max_length = 40)]
    pub(super) achievement_type: &'static str,
    /// Its name.
    #[schema(max_length = 1000)]
    pub(super) name: String,
    /// What it is about.
    #[schema(max_length = 2500)]
    pub(super) description: String,
    /// How it was achieved.
    pub(super) criteria: CriteriaView,
    /// The skills, and the level in each framework.
    #[schema(max_items = 33)]
    pub(super) alignment: Vec<AlignmentView>,
}

/// How something was achieved.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CriteriaView {
    /// In words.
    #[schema(max_length = 600)]
    pub(super) narrative: String,
}

/// A skill or a level of a framework that an achievement stands for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct AlignmentView {
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    pub(super) types: [&'static str; 1],
    /// Its name.
    #[schema(max_length = 300)]
    pub(super) target_name: String,
    /// Its address.
    #[schema(max_length = 400, format = "uri")]
    pub(super) target_url: String,
    /// Its code there.
    #[schema(max_length = 100)]
    pub(super) target_code: String,
    /// In which framework.
    #[schema(max_length = 100)]
    pub(super) target_framework: &'static str,
    /// At which level, where the code does not say it.
    #[schema(max_length = 40)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target_description: Option<String>,
}

/// Where to read whether a credential holds.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BadgeStatusView {
    /// The list of those that hold no longer.
    #[schema(max_length = 400, format = "uri")]
    id: String,
    /// Of which type it is.
    #[serde(rename = "type")]
    #[schema(max_length = 40)]
    status_type: &'static str,
}

/// What a credential tells, of whatever kind.
pub(super) struct Badge {
    /// Its address.
    pub id: String,
    /// The candidate whom it is about.
    pub candidate: Uuid,
    /// From when it holds.
    pub valid_from: DateTime<Utc>,
    /// Until when it holds; `None`, for ever.
    pub valid_until: Option<DateTime<Utc>>,
    /// What was achieved.
    pub achievement: AchievementView,
}

impl BadgeView {
    /// The credential of an installation.
    pub(super) fn of(badge: Badge, base: &str) -> Self {
        let Badge { id, candidate, valid_from, valid_until, achievement } = badge;
        Self {
            context: CONTEXTS,
            id,
            types: ["VerifiableCredential", "OpenBadgeCredential"],
            issuer: BadgeIssuerView { id: base.to_owned(), types: ["Profile"], name: "Koprik" },
            valid_from,
            valid_until,
            name: achievement.name.clone(),
            credential_subject: BadgeSubjectView {
                id: format!("urn:uuid:{candidate}"),
                types: ["AchievementSubject"],
                achievement,
            },
            credential_status: BadgeStatusView {
                id: format!("{base}{REVOKED}"),
                status_type: "1EdTechRevocationList",
            },
        }
    }
}
