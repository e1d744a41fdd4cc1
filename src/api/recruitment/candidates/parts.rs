//! The small values of a candidate: occupations, skills, languages, destinations, consent.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::wire::{
        same::same_members,
        values::{PayFloorBody, read_spoken},
    },
    domain::{
        concepts::{
            occupation::{IscoUnit, PractisedOccupation, PractisedText, TradeId},
            skill::{Evidence, HeldSkill, HeldSkillText, SkillId},
            wording::Worded,
        },
        learning::proof::{Proof, ProofKind},
        recruitment::candidate::Destinations,
        trust::consent::Agreement,
        values::{
            language::Lang,
            money::PayFloor,
            place::Municipality,
            spoken::{Cefr, SpokenLanguage, SpokenSkill},
        },
    },
};

/// An occupation with the years in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PractisedOccupationBody {
    /// Id of a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<TradeId>,
    /// ISCO-08 unit group; may be left out beside a trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isco08: Option<IscoUnit>,
    /// Years in it; left out, they are not known.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, example = 6)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u8>,
    /// Grade in it (тарифный разряд); left out, it is not known.
    #[validate(range(min = 1, max = 8))]
    #[schema(minimum = 1, maximum = 8, example = 4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
}

/// A skill that the candidate has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HeldSkillBody {
    /// Id of a skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, example = 4)]
    pub level: u8,
    /// Years of practice.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, example = 6)]
    #[serde(default)]
    pub years: u8,
    /// On whose word.
    pub evidence: Evidence,
}

/// A skill of the candidate that somebody else answers for.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProofView {
    /// Id of the skill.
    skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    #[schema(minimum = 1, maximum = 5, example = 4)]
    level: u8,
    /// How far it is to be trusted.
    evidence: Evidence,
    /// What proves it.
    kind: ProofKind,
    /// The recognition, the enrolment or the selection session.
    id: Uuid,
    /// The day of the decision or the test.
    #[schema(max_length = 10, example = "2026-11-24")]
    since: NaiveDate,
    /// The last day on which it holds; `null` is for ever.
    #[schema(required, max_length = 10, example = "2031-11-24")]
    until: Option<NaiveDate>,
}

impl From<&Proof> for ProofView {
    fn from(proof: &Proof) -> Self {
        let Proof { level, kind, by, since, until, .. } = *proof;
        let skill = proof.skill.clone();
        Self { skill, level, evidence: kind.evidence(), kind, id: by, since, until }
    }
}

/// An occupation in words, with the years in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PractisedTextBody {
    /// The text, as somebody wrote it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "gʻisht teruvchi")]
    pub text: String,
    /// Its language; detected if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// Years in it; left out, they are not known.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, example = 6)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u8>,
    /// Grade in it (тарифный разряд); left out, it is not known.
    #[validate(range(min = 1, max = 8))]
    #[schema(minimum = 1, maximum = 8, example = 4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
}

/// A skill in words. What is left out claims little, as nobody has checked the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HeldSkillTextBody {
    /// The text, as somebody wrote it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "gʻisht terish")]
    pub text: String,
    /// Its language; detected if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// How well, 1 (beginner) to 5 (master). Left out it is not known, and counts as that of a worker who needs no help.
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, default = 3, example = 3)]
    #[serde(default = "unknown_level")]
    pub level: u8,
    /// Years of practice.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, default = 0, example = 2)]
    #[serde(default)]
    pub years: u8,
    /// On whose word; `self_declared` if it is left out.
    #[serde(default = "self_declared")]
    pub evidence: Evidence,
}

fn unknown_level() -> u8 {
    3
}

fn self_declared() -> Evidence {
    Evidence::SelfDeclared
}

/// A language that the candidate speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SpokenSkillBody {
    /// The language.
    pub language: SpokenLanguage,
    /// The level, or `native` for the candidate's own language; also read in ТРКИ spelling, always answered in CEFR.
    #[serde(deserialize_with = "read_spoken")]
    #[schema(value_type = String, min_length = 2, max_length = 10, pattern = "^[A-Za-zА-Яа-я0-9 _-]{2,10}$", example = "B1")]
    pub level: Cefr,
}

/// Where in Tatarstan the candidate would work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DestinationsBody {
    /// Wanted municipalities, best first unless `equal` says otherwise.
    #[validate(length(max = 45))]
    #[schema(max_items = 45)]
    #[serde(default)]
    pub ranked: Vec<Municipality>,
    /// Whether each of the wanted is as good as the first: their order then says nothing, and each counts fully.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub equal: bool,
    /// Municipalities never to be offered.
    #[validate(length(max = 45))]
    #[schema(max_items = 45)]
    #[serde(default)]
    pub never: Vec<Municipality>,
    /// Whether any other municipality is acceptable; left out, it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<bool>,
}

/// Consent to be matched, as the agency took it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MatchingConsentBody {
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
}

same_members!(DestinationsBody, Destinations { ranked, equal, never, elsewhere });

impl From<HeldSkillBody> for HeldSkill {
    fn from(body: HeldSkillBody) -> Self {
        let HeldSkillBody { skill, level, years, evidence } = body;
        Self { skill, level, years, evidence }
    }
}

impl From<HeldSkill> for HeldSkillBody {
    fn from(held: HeldSkill) -> Self {
        let HeldSkill { skill, level, years, evidence } = held;
        Self { skill, level, years, evidence }
    }
}

impl From<PractisedTextBody> for PractisedText {
    fn from(body: PractisedTextBody) -> Self {
        let PractisedTextBody { text, lang, years, grade } = body;
        Self { occupation: Worded::new(text, lang), years, grade }
    }
}

impl From<&PractisedText> for PractisedTextBody {
    fn from(text: &PractisedText) -> Self {
        let Worded { text: words, lang, .. } = text.occupation.clone();
        Self { text: words, lang, years: text.years, grade: text.grade }
    }
}

impl From<HeldSkillTextBody> for HeldSkillText {
    fn from(body: HeldSkillTextBody) -> Self {
        let HeldSkillTextBody { text, lang, level, years, evidence } = body;
        Self { skill: Worded::new(text, lang), level, years, evidence }
    }
}

impl From<&HeldSkillText> for HeldSkillTextBody {
    fn from(held: &HeldSkillText) -> Self {
        let HeldSkillText { skill: Worded { text, lang, .. }, level, years, evidence } =
            held.clone();
        Self { text, lang, level, years, evidence }
    }
}

impl From<SpokenSkillBody> for SpokenSkill {
    fn from(body: SpokenSkillBody) -> Self {
        Self { language: body.language, level: body.level }
    }
}

impl From<SpokenSkill> for SpokenSkillBody {
    fn from(spoken: SpokenSkill) -> Self {
        Self { language: spoken.language, level: spoken.level }
    }
}

impl From<PayFloorBody> for PayFloor {
    fn from(body: PayFloorBody) -> Self {
        Self { currency: body.currency, unit: body.unit, amount: body.amount }
    }
}

impl From<PayFloor> for PayFloorBody {
    fn from(floor: PayFloor) -> Self {
        Self { currency: floor.currency, unit: floor.unit, amount: floor.amount }
    }
}

impl From<MatchingConsentBody> for Agreement {
    fn from(body: MatchingConsentBody) -> Self {
        let MatchingConsentBody { text_version, language, given_at, withdrawn_at } = body;
        Self { text_version, language, given_at, withdrawn_at }
    }
}

impl From<&Agreement> for MatchingConsentBody {
    fn from(consent: &Agreement) -> Self {
        let Agreement { text_version, language, given_at, withdrawn_at } = consent.clone();
        Self { text_version, language, given_at, withdrawn_at }
    }
}

impl From<PractisedOccupation> for PractisedOccupationBody {
    fn from(practised: PractisedOccupation) -> Self {
        let PractisedOccupation { occupation, years, grade } = practised;
        let isco08 = occupation.unit().cloned();
        Self { trade: occupation.trade, isco08, years, grade }
    }
}
