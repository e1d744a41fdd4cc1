//! What stands of all that was decided about a person's skills. Where two decisions disagree on a skill the later one applies;
//! when that one is over, the one before it speaks again.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::{
    concepts::skill::SkillId,
    learning::{
        enrolment::Enrolment,
        proof::{Proof, ProofKind},
        recognition::{
            Recognition, RecognitionDecision, RecognitionId, RecognitionOutcome, RecognitionStatus,
        },
    },
};

/// What a decision that holds says of one skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The skill.
    pub skill: SkillId,
    /// The level that counts; `None` where the skill does not.
    pub level: Option<u8>,
    /// Where it was decided.
    pub recognition: RecognitionId,
    /// Who decided.
    pub authority: String,
    /// What was decided of the whole.
    pub outcome: RecognitionOutcome,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The last day on which it holds.
    pub until: Option<NaiveDate>,
}

impl Opinion {
    /// What comes later is the greater.
    fn time(&self) -> (NaiveDate, DateTime<Utc>, RecognitionId) {
        (self.decided_on, self.recorded_at, self.recognition)
    }

    fn proof(&self) -> Option<Proof> {
        Some(Proof {
            skill: self.skill.clone(),
            level: self.level?,
            kind: ProofKind::Recognition,
            by: self.recognition.0,
            since: self.decided_on,
            until: self.until,
        })
    }
}

/// The decision that holds on a day, if it is about work.
fn in_force(one: &Recognition, today: NaiveDate) -> Option<&RecognitionDecision> {
    let speaks = RecognitionStatus::DECIDED.contains(&one.status) && one.body.purpose.is_for_work();
    let last = one.body.decision().filter(|_| speaks)?;
    let lasts = last.valid_until.is_none_or(|until| today <= until);
    (lasts && last.decided_on <= today).then_some(last)
}

/// What the decisions that hold on a day say of each skill that was asked for, the latest first.
pub fn opinions(all: &[Recognition], today: NaiveDate) -> Vec<Opinion> {
    let mut opinions: Vec<Opinion> = all
        .iter()
        .filter_map(|one| Some((one, in_force(one, today)?)))
        .flat_map(|(one, decision)| {
            one.body.skills.iter().map(|asked| opinion(one, decision, &asked.skill))
        })
        .collect();
    opinions.sort_by(|one, other| (&one.skill, other.time()).cmp(&(&other.skill, one.time())));
    opinions
}

fn opinion(one: &Recognition, decision: &RecognitionDecision, skill: &SkillId) -> Opinion {
    let granted = decision.skills.iter().find(|granted| granted.skill == *skill);
    Opinion {
        skill: skill.clone(),
        level: granted.map(|granted| granted.level),
        recognition: one.id,
        authority: one.body.authority.clone(),
        outcome: decision.outcome,
        decided_on: decision.decided_on,
        recorded_at: decision.recorded_at,
        until: decision.valid_until,
    }
}

/// What is proven on a day: of each skill what was decided last, and what courses and selection sessions have shown; by skill.
pub fn proofs(
    all: &[Recognition],
    courses: &[Enrolment],
    sessions: &[Proof],
    today: NaiveDate,
) -> Vec<Proof> {
    let mut latest: BTreeMap<SkillId, Opinion> = BTreeMap::new();
    for opinion in opinions(all, today) {
        latest.entry(opinion.skill.clone()).or_insert(opinion);
    }
    let recognised = latest.values().filter_map(Opinion::proof);
    let shown = courses.iter().flat_map(shown_by).chain(sessions.iter().cloned());
    let mut proofs: Vec<Proof> = recognised.chain(shown).collect();
    proofs.sort_by(|one, other| key(one).cmp(&key(other)));
    proofs.dedup(); // one session may test a skill for several vacancies
    proofs
}

fn key(proof: &Proof) -> (&SkillId, ProofKind, u8, NaiveDate, uuid::Uuid) {
    (&proof.skill, proof.kind, proof.level, proof.since, proof.by)
}

/// What the test of a course has shown.
pub fn shown_by(enrolment: &Enrolment) -> impl Iterator<Item = Proof> {
    let result = enrolment.body.result.iter().filter(|result| result.shows_skills());
    result.flat_map(|result| {
        result.skills.iter().map(|one| Proof {
            skill: one.skill.clone(),
            level: one.level,
            kind: ProofKind::Course,
            by: enrolment.id.0,
            since: result.ended_on,
            until: None,
        })
    })
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
