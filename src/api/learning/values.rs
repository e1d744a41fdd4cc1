//! The small values that recognitions, equivalences and courses share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::{same::same_members, values::duplicates},
    domain::{
        FieldError,
        concepts::skill::SkillId,
        learning::qualification::{QualificationLevel, SkillLevel},
    },
};

/// A skill at a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SkillLevelBody {
    /// Id of a skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    #[validate(range(min = 1, max = 5))]
    #[schema(minimum = 1, maximum = 5, example = 4)]
    pub level: u8,
}

same_members!(SkillLevelBody, SkillLevel { skill, level });

/// A level in each framework in which it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct QualificationLevelBody {
    /// European Qualifications Framework.
    #[validate(range(min = 1, max = 8))]
    #[schema(minimum = 1, maximum = 8, example = 3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eqf: Option<u8>,
    /// The Russian national framework (НРК).
    #[validate(range(min = 1, max = 9))]
    #[schema(minimum = 1, maximum = 9, example = 3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nrk_ru: Option<u8>,
    /// The Uzbek national framework.
    #[validate(range(min = 1, max = 8))]
    #[schema(minimum = 1, maximum = 8, example = 3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nqf_uz: Option<u8>,
}

same_members!(QualificationLevelBody, QualificationLevel { eqf, nrk_ru, nqf_uz });

/// Skills that are named twice.
pub(in crate::api::learning) fn twice(skills: &[SkillLevelBody]) -> Vec<FieldError> {
    let ids: Vec<&SkillId> = skills.iter().map(|one| &one.skill).collect();
    duplicates(&ids, |at| format!("/skills/{at}/skill"))
}

/// The skills of the domain.
pub(in crate::api::learning) fn levels(skills: Vec<SkillLevelBody>) -> Vec<SkillLevel> {
    skills.into_iter().map(Into::into).collect()
}

/// The skills on the wire.
pub(in crate::api) fn bodies(skills: &[SkillLevel]) -> Vec<SkillLevelBody> {
    skills.iter().map(Into::into).collect()
}
