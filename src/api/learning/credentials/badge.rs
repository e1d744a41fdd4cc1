//! A recognition as an Open Badges 3.0 credential.
//!
//! Names of members and types are those of Open Badges 3.0 (1EdTech, 2024) and of the Verifiable Credentials Data Model 2.0
//! (W3C, 2025). Skills and levels of frameworks are alignments: what the European Learning Model calls the level of a
//! qualification has the address of that level in the European Qualifications Framework.

use chrono::{DateTime, NaiveTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{resource::viewed::Viewed, wire::labels::label},
    app::{edition::Edition, learning::credentials::Certified},
    domain::{
        concepts::facet::FacetKind,
        learning::{
            qualification::{QualificationLevel, SkillLevel},
            recognition::RecognitionBody,
        },
        values::{language::Lang, moscow::end_of_moscow_day},
    },
};

/// Where anybody reads which credentials hold no longer.
pub(super) const REVOKED: &str = "/v1/credentials/revoked";

const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

/// What names and addresses are made with.
pub(super) struct Words<'w> {
    /// The taxonomy.
    pub edition: &'w Edition,
    /// The language of names.
    pub lang: Lang,
    /// Where clients reach this installation.
    pub base: &'w str,
}

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
    id: String,
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    types: [&'static str; 1],
    /// Of which kind it is.
    #[schema(max_length = 40)]
    achievement_type: &'static str,
    /// Its name.
    #[schema(max_length = 1000)]
    name: String,
    /// What it is about.
    #[schema(max_length = 2500)]
    description: String,
    /// How it was achieved.
    criteria: CriteriaView,
    /// The skills, and the level in each framework.
    #[schema(max_items = 33)]
    alignment: Vec<AlignmentView>,
}

/// How something was achieved.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CriteriaView {
    /// In words.
    #[schema(max_length = 600)]
    narrative: String,
}

/// A skill or a level of a framework that an achievement stands for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::api) struct AlignmentView {
    /// Of which types it is.
    #[serde(rename = "type")]
    #[schema(min_items = 1, max_items = 1)]
    types: [&'static str; 1],
    /// Its name.
    #[schema(max_length = 300)]
    target_name: String,
    /// Its address.
    #[schema(max_length = 400, format = "uri")]
    target_url: String,
    /// Its code there.
    #[schema(max_length = 100)]
    target_code: String,
    /// In which framework.
    #[schema(max_length = 100)]
    target_framework: &'static str,
    /// At which level, where the code does not say it.
    #[schema(max_length = 40)]
    #[serde(skip_serializing_if = "Option::is_none")]
    target_description: Option<String>,
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

/// The address of the credential for a decision of a recognition.
pub(super) fn address(base: &str, recognition: uuid::Uuid, number: usize) -> String {
    format!("{base}{}/{recognition}/credential#{number}", RecognitionBody::PATH)
}

impl BadgeView {
    /// The credential for a decision.
    pub(super) fn of(certified: &Certified, words: &Words<'_>) -> Self {
        let Certified { recognition, decision, number } = certified;
        let body = &recognition.body;
        let achievement = AchievementView::of(certified, words);
        Self {
            context: CONTEXTS,
            id: address(words.base, recognition.id.0, *number),
            types: ["VerifiableCredential", "OpenBadgeCredential"],
            issuer: BadgeIssuerView {
                id: words.base.to_owned(),
                types: ["Profile"],
                name: "Koprik",
            },
            valid_from: decision.decided_on.and_time(NaiveTime::MIN).and_utc(),
            valid_until: decision.valid_until.map(end_of_moscow_day),
            name: achievement.name.clone(),
            credential_subject: BadgeSubjectView {
                id: format!("urn:uuid:{}", body.candidate),
                types: ["AchievementSubject"],
                achievement,
            },
            credential_status: BadgeStatusView {
                id: format!("{}{REVOKED}", words.base),
                status_type: "1EdTechRevocationList",
            },
        }
    }
}

impl AchievementView {
    fn of(certified: &Certified, words: &Words<'_>) -> Self {
        let Certified { recognition, decision, .. } = certified;
        let body = &recognition.body;
        let skills = decision.skills.iter().map(|one| words.skill(one));
        let levels = decision.level.iter().flat_map(levels);
        let names: Vec<&str> = decision.skills.iter().map(|one| words.name(one)).collect();
        let conditions = decision.conditions.iter().map(|told| format!(" Conditions: {told}."));
        let narrative = format!("Decided by {} on {}.", body.authority, decision.decided_on);
        Self {
            id: format!("{}{}/{}#achievement", words.base, RecognitionBody::PATH, recognition.id.0),
            types: ["Achievement"],
            achievement_type: "Certification",
            name: names.join(", ").chars().take(1000).collect(),
            description: format!(
                "A qualification ({}) that counts for {}: {}.{}",
                body.kind,
                body.purpose,
                decision.outcome,
                conditions.collect::<String>()
            ),
            criteria: CriteriaView { narrative },
            alignment: skills.chain(levels).collect(),
        }
    }
}

impl Words<'_> {
    fn name<'s>(&'s self, one: &'s SkillLevel) -> &'s str {
        let id = one.skill.as_str();
        label(self.edition, FacetKind::Skill, id, self.lang).unwrap_or(id)
    }

    fn skill(&self, one: &SkillLevel) -> AlignmentView {
        AlignmentView {
            types: ["Alignment"],
            target_name: self.name(one).to_owned(),
            target_url: format!("{}/v1/taxonomy/skills/{}", self.base, one.skill),
            target_code: one.skill.to_string(),
            target_framework: "Koprik",
            target_description: Some(format!("level {} of 5", one.level)),
        }
    }
}

/// The levels in the frameworks in which they are known. Only the European has an address for each.
fn levels(level: &QualificationLevel) -> impl Iterator<Item = AlignmentView> {
    let eqf = level.eqf.map(|n| {
        ("European Qualifications Framework", format!("http://data.europa.eu/snb/eqf/{n}"), n)
    });
    let russian = level
        .nrk_ru
        .map(|n| ("Russian national qualifications framework", "https://nark.ru/".to_owned(), n));
    let uzbek = level.nqf_uz.map(|n| {
        ("National qualifications framework of Uzbekistan", "https://lex.uz/".to_owned(), n)
    });
    [eqf, russian, uzbek].into_iter().flatten().map(|(framework, url, n)| AlignmentView {
        types: ["Alignment"],
        target_name: format!("{framework}, level {n}"),
        target_url: url,
        target_code: n.to_string(),
        target_framework: framework,
        target_description: None,
    })
}
