//! Questions that are kept, looked up from the side of an answer: which of them does somebody meet who has appeared or
//! changed?
//!
//! A kept question for candidates is shaped like a vacancy, and one for vacancies like a candidate. So an engine of its
//! own holds them, and answers as it answers everybody: for a candidate it finds the vacancies, which here are questions.
//! Each question has weights and a filter of its own, so the engine is asked who is eligible at all, and each of those is
//! judged as its question wants it.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::domain::recruitment::match_filter::MatchFilter;

use super::{
    engine::Engine,
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    knowledge::Knowledge,
    page::{Hit, Page},
    proof::Asked,
    recent::Change,
    score::{Verdict, judge},
    weights::Weights,
};

/// A kept question.
#[derive(Debug)]
struct Kept {
    asked: Arc<Asked>,
    weights: Weights,
    sieve: CompiledFilter,
}

/// Kept questions, by their ids.
#[derive(Debug)]
pub struct Searches {
    engine: Engine,
    kept: HashMap<Uuid, Kept>,
}

impl Searches {
    /// None yet.
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { engine: Engine::new(knowledge), kept: HashMap::new() }
    }

    /// What it knows about the world: facts must be of the same.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        self.engine.knowledge()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Keeps a question, or replaces it. The id of what is asked with is that of the question.
    pub fn put(&mut self, asked: Asked, weights: Weights, kept: &MatchFilter) {
        let (id, change) = match &asked {
            Asked::Vacancy(v) => (v.id, Change::Vacancy(v.clone())),
            Asked::Candidate(c) => (c.id, Change::Candidate(c.clone())),
        };
        self.remove(id);
        self.engine.apply(vec![change]);
        let sieve = CompiledFilter::new(self.engine.knowledge(), kept);
        self.kept.insert(id, Kept { asked: Arc::new(asked), weights, sieve });
    }

    /// Forgets a question.
    pub fn remove(&mut self, id: Uuid) {
        let Some(kept) = self.kept.remove(&id) else { return };
        self.engine.apply(vec![match *kept.asked {
            Asked::Vacancy(_) => Change::RemoveVacancy(id),
            Asked::Candidate(_) => Change::RemoveCandidate(id),
        }]);
    }

    /// What a question asks with.
    pub fn asked(&self, id: Uuid) -> Option<Arc<Asked>> {
        self.kept.get(&id).map(|kept| Arc::clone(&kept.asked))
    }

    /// The questions that a candidate meets, by their ids, each with its score.
    pub fn met_by_candidate(&self, candidate: &CandidateFacts) -> Vec<Hit> {
        let (page, all) = (self.whole(), MatchFilter::default());
        let found = self.engine.vacancies_for(candidate, &Weights::default(), &all, page);
        let met = found.hits.iter().filter_map(|hit| {
            let kept = self.kept.get(&hit.id)?;
            let Asked::Vacancy(vacancy) = &*kept.asked else { return None };
            self.judged(kept, hit.id, vacancy, candidate)
        });
        ordered(met)
    }

    /// The questions that a vacancy meets, by their ids, each with its score.
    pub fn met_by_vacancy(&self, vacancy: &VacancyFacts) -> Vec<Hit> {
        let (page, all) = (self.whole(), MatchFilter::default());
        let found = self.engine.candidates_for(vacancy, &Weights::default(), &all, page);
        let met = found.hits.iter().filter_map(|hit| {
            let kept = self.kept.get(&hit.id)?;
            let Asked::Candidate(candidate) = &*kept.asked else { return None };
            self.judged(kept, hit.id, vacancy, candidate)
        });
        ordered(met)
    }

    /// A page that holds whatever is found.
    fn whole(&self) -> Page {
        Page { after: None, limit: self.kept.len() }
    }

    /// The plain definition has the last word.
    fn judged(
        &self,
        kept: &Kept,
        id: Uuid,
        vacancy: &VacancyFacts,
        candidate: &CandidateFacts,
    ) -> Option<Hit> {
        let verdict = judge(self.engine.knowledge(), &kept.weights, vacancy, candidate);
        let Verdict::Eligible(score) = verdict else { return None };
        let is_kept = match *kept.asked {
            Asked::Vacancy(_) => kept.sieve.keeps_candidate(vacancy, candidate, &score),
            Asked::Candidate(_) => kept.sieve.keeps_vacancy(vacancy, candidate, &score),
        };
        is_kept.then_some(Hit { id, score })
    }
}

fn ordered(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = hits.collect();
    hits.sort_unstable_by_key(|hit| hit.id);
    hits
}
