//! Which decisions and tests stand behind the skills that a match rests on, so that its reason names them.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{App, edition::knowledge::TaxonomyLabels, error::AppError, index::snapshot::LiveIndex},
    domain::{
        concepts::skill::{Evidence, SkillId},
        learning::{
            proof::{Proof, ProofKind},
            recognition::{Recognition, RecognitionOutcome},
            standing::{Opinion, opinions, shown_by},
        },
        values::language::Lang,
    },
    matching::{self, Explanation, RequirementFinding},
    store::{
        learning::{enrolments, recognitions},
        programme::selection_results,
    },
};

/// How many proofs a reason names before it stops.
const NAMED: usize = 3;

/// What a decision or a test says of a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFinding {
    /// The skill.
    pub skill: SkillId,
    /// What says so.
    pub kind: ProofKind,
    /// The recognition, the enrolment or the selection session.
    pub by: Uuid,
    /// Who decided, where it is a recognition.
    pub authority: Option<String>,
    /// What was decided of the whole, where it is a recognition.
    pub outcome: Option<RecognitionOutcome>,
    /// The level that it says; `None` where the skill does not count.
    pub level: Option<u8>,
    /// The day of the decision or the test.
    pub since: NaiveDate,
    /// Whether it applies: of several decisions on a skill the latest does.
    pub applies: bool,
}

impl ProofFinding {
    fn of(opinion: Opinion, applies: bool) -> Self {
        Self {
            skill: opinion.skill,
            kind: ProofKind::Recognition,
            by: opinion.recognition.0,
            authority: Some(opinion.authority),
            outcome: Some(opinion.outcome),
            level: opinion.level,
            since: opinion.decided_on,
            applies,
        }
    }

    /// Whether this is what makes a skill as good as it was found to be.
    fn proves(&self, skill: &SkillId, level: u8, evidence: Evidence) -> bool {
        self.applies
            && self.skill == *skill
            && self.level == Some(level)
            && self.kind.evidence() == evidence
    }
}

/// What stands of all that was decided about some people, by person.
pub(in crate::app) struct ProofsOf(HashMap<Uuid, Vec<ProofFinding>>);

impl ProofsOf {
    /// What a person's decisions and tests say of the skills that an explanation speaks of; without those that do not apply
    /// where only what speaks for the person is shown.
    pub(in crate::app) fn about(
        &self,
        candidate: Uuid,
        explanation: &Explanation,
        all: bool,
    ) -> Vec<ProofFinding> {
        let known = self.0.get(&candidate).map_or(&[][..], Vec::as_slice);
        let speaks = |one: &&ProofFinding| {
            explanation.requirements.iter().any(|asked| is_about(asked, &one.skill))
                && (all || (one.applies && one.level.is_some()))
        };
        known.iter().filter(speaks).cloned().collect()
    }
}

/// Whether a skill is the asked one, or the one that answers it.
pub fn is_about(asked: &RequirementFinding, skill: &SkillId) -> bool {
    asked.skill == *skill || asked.found.as_ref().is_some_and(|found| found.skill == *skill)
}

impl App {
    /// What stands of all that was decided about some people.
    pub(in crate::app) fn proofs_of(&self, candidates: &[Uuid]) -> Result<ProofsOf, AppError> {
        let today = self.today();
        let all = self.store.as_server("a match rests on what was decided about a skill");
        let (decided, ended, selected) = all.read(|conn| {
            let decided = recognitions::decided_about(conn, candidates)?;
            let ended = enrolments::ended_about(conn, candidates)?;
            Ok::<_, AppError>((decided, ended, selection_results::proofs_about(conn, candidates)?))
        })?;
        let mut all: HashMap<Uuid, Vec<ProofFinding>> = HashMap::new();
        for (candidate, of_one) in by_candidate(decided) {
            all.insert(candidate, recognised(&of_one, today));
        }
        for one in &ended {
            all.entry(one.body.candidate.0).or_default().extend(shown_by(one).map(tested));
        }
        for (candidate, proof) in selected {
            all.entry(candidate).or_default().push(tested(proof));
        }
        Ok(ProofsOf(all))
    }
}

fn by_candidate(all: Vec<Recognition>) -> HashMap<Uuid, Vec<Recognition>> {
    let mut people: HashMap<Uuid, Vec<Recognition>> = HashMap::new();
    for one in all {
        people.entry(one.body.candidate.0).or_default().push(one);
    }
    people
}

/// What decisions say, of each skill the latest first; that one applies.
fn recognised(all: &[Recognition], today: NaiveDate) -> Vec<ProofFinding> {
    let mut before: Option<SkillId> = None;
    let findings = opinions(all, today).into_iter().map(|opinion| {
        let applies = before.as_ref() != Some(&opinion.skill);
        before = Some(opinion.skill.clone());
        ProofFinding::of(opinion, applies)
    });
    findings.collect()
}

/// What the test of a course or of a selection session says.
fn tested(proof: Proof) -> ProofFinding {
    ProofFinding {
        skill: proof.skill,
        kind: proof.kind,
        by: proof.by,
        authority: None,
        outcome: None,
        level: Some(proof.level),
        since: proof.since,
        applies: true,
    }
}

/// A reason, with the decisions and tests behind the skills that answer what is asked.
pub(in crate::app) fn naming_proofs(
    reason: &str,
    explanation: &Explanation,
    proofs: &[ProofFinding],
    (live, lang): (&LiveIndex, Lang),
) -> String {
    let labels = TaxonomyLabels(&live.edition);
    let found = explanation.requirements.iter().filter_map(|asked| asked.found.as_ref());
    let proven = found.filter_map(|found| {
        proofs.iter().find(|one| one.proves(&found.skill, found.level, found.evidence))
    });
    let text = |one: &ProofFinding| {
        let skill = (&one.skill, one.level.unwrap_or_default());
        matching::proof_text(one.kind, skill, one.since, lang, &labels)
    };
    let mut texts: Vec<String> = Vec::new();
    for said in proven.map(text) {
        if texts.len() < NAMED && !texts.contains(&said) {
            texts.push(said);
        }
    }
    if texts.is_empty() {
        reason.to_owned()
    } else {
        format!("{reason} {}.", capital(&texts.join("; ")))
    }
}

/// The text with a capital letter at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
