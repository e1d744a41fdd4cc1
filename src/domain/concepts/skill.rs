//! Skills that a person has: which, how well, for how long, and on whose word.

use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::wording::{Text, TextKind, Worded},
    values::words::{checked_text, words},
};

checked_text! {
    /// A skill of the taxonomy, such as `con.lay_bricks`.
    SkillId, "a skill id such as con.lay_bricks", "^[a-z0-9_-]+(\\.[a-z0-9_-]+)+$", 64, "con.lay_bricks", |text| {
        (3..=64).contains(&text.len())
            && text.contains('.')
            && text.split('.').all(|part| !part.is_empty())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    }
}

words! {
    /// On whose word a skill rests.
    Evidence {
        /// The candidate says so.
        SelfDeclared = "self_declared",
        /// A test or trial at an agency or training centre showed it.
        Assessed = "assessed",
        /// A qualification recognised by the other side shows it.
        Recognised = "recognised",
    }
}

/// A skill that a candidate has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSkill {
    /// Which skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    pub level: u8,
    /// Years of practice, 0 to 60.
    pub years: u8,
    /// On whose word.
    pub evidence: Evidence,
}

impl HeldSkill {
    /// What tells which of two statements of one skill is the better: level, then evidence, then years.
    pub const fn worth(&self) -> (u8, Evidence, u8) {
        (self.level, self.evidence, self.years)
    }
}

/// A skill that a candidate has, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSkillText {
    /// Which skill.
    pub skill: Worded<SkillId>,
    /// How well, 1 (beginner) to 5 (master).
    pub level: u8,
    /// Years of practice, 0 to 60.
    pub years: u8,
    /// On whose word.
    pub evidence: Evidence,
}

impl HeldSkillText {
    /// The skill that it stands for, if its text is resolved.
    pub fn held(&self) -> Option<HeldSkill> {
        let Self { level, years, evidence, .. } = *self;
        Some(HeldSkill { skill: self.skill.meaning.concept.clone()?, level, years, evidence })
    }
}

impl Worded<SkillId> {
    /// The text as readers of its record see it.
    pub(in crate::domain) fn shown_skill(&self) -> Text<'_> {
        self.shown(TextKind::Skill, self.meaning.concept.as_ref().map(SkillId::as_str))
    }
}
