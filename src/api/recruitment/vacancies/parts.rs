//! What a vacancy asks for: skills and languages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::values::read_level,
    domain::{
        concepts::{skill::SkillId, wording::Worded},
        recruitment::requirement::{
            LanguageRequirement, Requirement, RequirementKind, RequirementText,
        },
        values::{
            language::Lang,
            spoken::{Cefr, SpokenLanguage},
        },
    },
};

/// A skill that the vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RequirementBody {
    /// Id of a skill.
    pub skill: SkillId,
    /// How binding.
    pub kind: RequirementKind,
    /// The least level, 1 (beginner) to 5 (master).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, example = 3)]
    pub min_level: u8,
    /// The least years of practice.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, example = 1)]
    #[serde(default)]
    pub min_years: u8,
    /// Its weight among the skills of the vacancy.
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, default = 3, example = 3)]
    #[serde(default = "middle_weight")]
    pub weight: u8,
}

fn middle_weight() -> u8 {
    3
}

/// A skill that the vacancy asks for in words. What is left out asks for little, as nobody has checked the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct RequirementTextBody {
    /// The text, as somebody wrote it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "кладка кирпича")]
    pub text: String,
    /// Its language; detected if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// How binding; `preferred` if it is left out.
    #[serde(default = "preferred")]
    pub kind: RequirementKind,
    /// The least level, 1 (beginner) to 5 (master).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, default = 1, example = 2)]
    #[serde(default = "lowest_level")]
    pub min_level: u8,
    /// The least years of practice.
    #[validate(range(min = 0, max = 60))]
    #[schema(minimum = 0, maximum = 60, default = 0, example = 1)]
    #[serde(default)]
    pub min_years: u8,
    /// Its weight among the skills of the vacancy.
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, default = 3, example = 3)]
    #[serde(default = "middle_weight")]
    pub weight: u8,
}

fn preferred() -> RequirementKind {
    RequirementKind::Preferred
}

fn lowest_level() -> u8 {
    1
}

/// A language that the vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct LanguageRequirementBody {
    /// The language.
    pub language: SpokenLanguage,
    /// The least level; also read in ТРКИ spelling, always answered in CEFR.
    #[serde(deserialize_with = "read_level")]
    #[schema(value_type = String, min_length = 2, max_length = 10, pattern = "^[A-Za-zА-Яа-я0-9 _-]{2,10}$", example = "A2")]
    pub level: Cefr,
    /// How binding.
    pub kind: RequirementKind,
}

impl From<RequirementBody> for Requirement {
    fn from(body: RequirementBody) -> Self {
        let RequirementBody { skill, kind, min_level, min_years, weight } = body;
        Self { skill, kind, min_level, min_years, weight }
    }
}

impl From<&Requirement> for RequirementBody {
    fn from(asked: &Requirement) -> Self {
        let Requirement { skill, kind, min_level, min_years, weight } = asked.clone();
        Self { skill, kind, min_level, min_years, weight }
    }
}

impl From<RequirementTextBody> for RequirementText {
    fn from(body: RequirementTextBody) -> Self {
        let RequirementTextBody { text, lang, kind, min_level, min_years, weight } = body;
        Self { skill: Worded::new(text, lang), kind, min_level, min_years, weight }
    }
}

impl From<&RequirementText> for RequirementTextBody {
    fn from(asked: &RequirementText) -> Self {
        let RequirementText { skill, kind, min_level, min_years, weight } = asked.clone();
        let Worded { text, lang, .. } = skill;
        Self { text, lang, kind, min_level, min_years, weight }
    }
}

impl From<LanguageRequirementBody> for LanguageRequirement {
    fn from(body: LanguageRequirementBody) -> Self {
        let LanguageRequirementBody { language, level, kind } = body;
        Self { language, level, kind }
    }
}

impl From<&LanguageRequirement> for LanguageRequirementBody {
    fn from(asked: &LanguageRequirement) -> Self {
        let LanguageRequirement { language, level, kind } = asked.clone();
        Self { language, level, kind }
    }
}
