//! What is proven of a candidate's skills. A proof stands beside what the candidate states, and never makes less of it.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    concepts::skill::{Evidence, HeldSkill, SkillId},
    values::words::words,
};

words! {
    /// What proves a skill.
    ProofKind {
        /// A decision on a recognition.
        Recognition = "recognition",
        /// The test at the end of a course.
        Course = "course",
        /// A test of a selection session.
        Session = "session",
    }
}

/// A skill that somebody other than the candidate answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Which skill.
    pub skill: SkillId,
    /// How well, 1 (beginner) to 5 (master).
    pub level: u8,
    /// What proves it.
    pub kind: ProofKind,
    /// The recognition, the enrolment or the selection session.
    pub by: Uuid,
    /// The day of the decision or the test.
    pub since: NaiveDate,
    /// The last day on which it holds; `None` is for ever.
    pub until: Option<NaiveDate>,
}

impl ProofKind {
    /// How far a skill that it proves is to be trusted.
    pub const fn evidence(self) -> Evidence {
        match self {
            Self::Recognition => Evidence::Recognised,
            Self::Course | Self::Session => Evidence::Assessed,
        }
    }
}

/// What is held, with what is proven. A skill stands there twice where less is proven of it than is stated: for each question
/// the better of the two counts.
pub fn with_proofs<'a>(held: Cow<'a, [HeldSkill]>, proofs: &[Proof]) -> Cow<'a, [HeldSkill]> {
    proofs.iter().fold(held, with_proof)
}

fn with_proof<'a>(mut held: Cow<'a, [HeldSkill]>, proof: &Proof) -> Cow<'a, [HeldSkill]> {
    let of_skill = held.iter().filter(|one| one.skill == proof.skill);
    let proven = HeldSkill {
        skill: proof.skill.clone(),
        level: proof.level,
        years: of_skill.map(|one| one.years).max().unwrap_or(0),
        evidence: proof.kind.evidence(),
    };
    if !held.iter().any(|one| is_as_good(one, &proven)) {
        let all = held.to_mut();
        all.retain(|one| !is_as_good(&proven, one));
        all.push(proven);
    }
    held
}

/// Whether one statement of a skill answers every question as well as another.
fn is_as_good(one: &HeldSkill, other: &HeldSkill) -> bool {
    one.skill == other.skill
        && one.level >= other.level
        && one.evidence >= other.evidence
        && one.years >= other.years
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
