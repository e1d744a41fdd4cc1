//! What a qualification is worth: skills with their levels, and a level of a framework.

use serde::{Deserialize, Serialize};

use crate::domain::{concepts::skill::SkillId, values::words::words};

words! {
    /// What a foreign qualification shall count for. Uzbekistan's agreements tell the two apart: that with Belarus
    /// recognises for study, and not for work.
    Purpose {
        /// To go on learning.
        Study = "study",
        /// To be employed.
        Work = "work",
        /// Both.
        Both = "both",
    }
}

/// A skill at a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SkillLevel {
    /// Which skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    pub level: u8,
}

/// A level in each framework in which it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualificationLevel {
    /// European Qualifications Framework, 1 to 8.
    pub eqf: Option<u8>,
    /// The Russian national framework, 1 to 9.
    pub nrk_ru: Option<u8>,
    /// The Uzbek national framework, 1 to 8.
    pub nqf_uz: Option<u8>,
}

impl Purpose {
    /// Whether it counts where somebody is to be employed.
    pub const fn is_for_work(self) -> bool {
        matches!(self, Self::Work | Self::Both)
    }
}

impl QualificationLevel {
    /// Whether no framework has it.
    pub const fn is_empty(&self) -> bool {
        self.eqf.is_none() && self.nrk_ru.is_none() && self.nqf_uz.is_none()
    }
}

/// Whether `granted` has every skill of `asked`, each at that level or above.
pub fn covers(granted: &[SkillLevel], asked: &[SkillLevel]) -> bool {
    let has = |one: &SkillLevel| {
        granted.iter().any(|other| other.skill == one.skill && other.level >= one.level)
    };
    asked.iter().all(has)
}
