//! Pairs with the reason in words.

use uuid::Uuid;

use crate::{
    app::{
        edition::knowledge::TaxonomyLabels,
        index::snapshot::LiveIndex,
        learning::findings::{ProofFinding, ProofsOf, naming_proofs},
    },
    domain::values::language::Lang,
    matching::{self, CandidateFacts, Explanation, VacancyFacts, Weights},
};

/// A match, or a pair that is none, with everything there is to say about it.
#[derive(Debug, Clone)]
pub struct Matched {
    /// The vacancy.
    pub vacancy: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// Score, findings, failed rules, path.
    pub explanation: Explanation,
    /// One or two sentences for people.
    pub reason: String,
    /// What decisions and tests say of the skills that it rests on.
    pub proofs: Vec<ProofFinding>,
}

/// Explains the pairs of one answer, all with one edition of the taxonomy.
pub(in crate::app) struct Explainer<'e> {
    live: &'e LiveIndex,
    weights: Weights,
    lang: Lang,
    /// Whether it keeps back what an employer may not see.
    pub(in crate::app) withholds: bool,
}

impl<'e> Explainer<'e> {
    pub(in crate::app) fn new(live: &'e LiveIndex, weights: Weights, lang: Lang) -> Self {
        Self { live, weights, lang, withholds: false }
    }

    pub(in crate::app) fn pair(
        &self,
        vacancy: &VacancyFacts,
        candidate: &CandidateFacts,
    ) -> Matched {
        let LiveIndex { engine, edition } = self.live;
        let knowledge = engine.knowledge();
        let mut explanation = matching::explain(knowledge, &self.weights, vacancy, candidate);
        if self.withholds {
            explanation = explanation.withheld();
        }
        let reason = matching::reason(&explanation, self.lang, &TaxonomyLabels(edition));
        let proofs = Vec::new();
        Matched { vacancy: vacancy.id, candidate: candidate.id, explanation, reason, proofs }
    }

    /// Names the decisions and tests behind the skills that a pair rests on.
    pub(in crate::app) fn name_proofs(&self, pair: &mut Matched, known: &ProofsOf) {
        pair.proofs = known.about(pair.candidate, &pair.explanation, !self.withholds);
        let (explanation, place) = (&pair.explanation, (self.live, self.lang));
        pair.reason = naming_proofs(&pair.reason, explanation, &pair.proofs, place);
    }
}
