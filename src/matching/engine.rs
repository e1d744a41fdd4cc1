//! The engine in memory: what `app` changes after each commit and asks for lists of matches.

use std::{
    collections::BTreeSet,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, PoisonError, RwLock},
};

use uuid::Uuid;

use crate::domain::{concepts::skill::SkillId, recruitment::match_filter::MatchFilter};

use super::{
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    index::{Candidates, Vacancies},
    knowledge::Knowledge,
    page::{Hits, Page},
    proof::Proof,
    recent::{Change, Recent},
    rules::{eligible, eligible_but_for_skills, has_musts},
    weights::Weights,
};

/// How much the engine holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EngineSize {
    /// Candidates, matchable or not.
    pub candidates: usize,
    /// Vacancies, matchable or not.
    pub vacancies: usize,
    /// Bytes of the index, about.
    pub bytes: usize,
}

/// A hash of what the engine holds, whatever the order in which it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// Over all candidates.
    pub candidates: u64,
    /// Over all vacancies.
    pub vacancies: u64,
}

/// The matching engine: many readers, one writer at a time.
#[derive(Debug)]
pub struct Engine {
    knowledge: Arc<Knowledge>,
    candidates: Candidates,
    vacancies: Vacancies,
    recent: RwLock<Recent>,
}

impl Engine {
    /// An empty engine.
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        let (candidates, vacancies) = (Candidates::new(), Vacancies::new());
        Self { knowledge, candidates, vacancies, recent: RwLock::default() }
    }

    /// What it knows about the world.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// Replaces everything by these candidates and vacancies, clustered anew. No id may come twice.
    pub fn load(&self, candidates: Vec<CandidateFacts>, vacancies: Vec<VacancyFacts>) {
        self.candidates.load(&self.knowledge, candidates);
        self.vacancies.load(vacancies);
        self.recent(Recent::forget);
    }

    /// Applies changes in order; whoever asks after it returns sees them all.
    pub fn apply(&self, changes: Vec<Change>) {
        let noted = Recent::worth_noting(&changes).to_vec();
        let (count, mut candidates) = (changes.len(), Vec::new());
        for change in changes {
            match change {
                Change::Candidate(one) => candidates.push((one.id, Some(one))),
                Change::RemoveCandidate(id) => candidates.push((id, None)),
                Change::Vacancy(one) => self.vacancies.put(one),
                Change::RemoveVacancy(id) => self.vacancies.remove(id),
            }
        }
        self.candidates.change(&self.knowledge, candidates.into_iter());
        // Only now: what an answer has not seen of them is judged again.
        self.recent(|recent| recent.note(count, noted));
    }

    fn recent(&self, change: impl FnOnce(&mut Recent)) {
        change(&mut self.recent.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// How many changes it has seen. Whoever keeps an answer asks before anything that the answer is made of is read.
    pub fn seen(&self) -> u64 {
        self.recent.read().unwrap_or_else(PoisonError::into_inner).seen()
    }

    /// Whether the answer that this is the proof of would be the same now. Where it cannot tell, it says no.
    pub fn still_finds(&self, proof: &Proof) -> bool {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        proof.stands(&self.knowledge, &recent)
    }

    /// A candidate, matchable or not, or `None` if there is no such candidate.
    pub fn candidate(&self, id: Uuid) -> Option<CandidateFacts> {
        self.candidates.get(id)
    }

    /// A vacancy, matchable or not, or `None` if there is no such vacancy.
    pub fn vacancy(&self, id: Uuid) -> Option<VacancyFacts> {
        self.vacancies.get(id)
    }

    /// The eligible candidates for a vacancy, best first, then by id.
    pub fn candidates_for(
        &self,
        v: &VacancyFacts,
        w: &Weights,
        kept: &MatchFilter,
        page: Page,
    ) -> Hits {
        let sieve = CompiledFilter::new(&self.knowledge, kept);
        self.candidates.best_for(&self.knowledge, w, v, &sieve, page)
    }

    /// The vacancies for which a candidate is eligible, best first, then by id.
    pub fn vacancies_for(
        &self,
        c: &CandidateFacts,
        w: &Weights,
        kept: &MatchFilter,
        page: Page,
    ) -> Hits {
        let sieve = CompiledFilter::new(&self.knowledge, kept);
        self.vacancies.best_for(&self.knowledge, w, c, &sieve, page)
    }

    /// The vacancies for which a candidate lacks nothing but skills.
    pub fn short_of_skills(&self, c: &CandidateFacts) -> Vec<Arc<VacancyFacts>> {
        let k = &self.knowledge;
        let mut all = self.vacancies.all();
        all.retain(|v| eligible_but_for_skills(k, v, c) && !has_musts(v, c));
        all
    }

    /// Those of some vacancies for which a candidate is eligible.
    pub fn open_to(&self, among: &[Arc<VacancyFacts>], c: &CandidateFacts) -> Vec<Uuid> {
        let open = among.iter().filter(|v| eligible(&self.knowledge, v, c));
        open.map(|v| v.id).collect()
    }

    /// The skills of each candidate who takes part in matching, as they state them.
    pub fn pool(&self) -> Vec<BTreeSet<SkillId>> {
        let people = self.candidates.all().filter(CandidateFacts::is_matchable);
        let skills = |one: CandidateFacts| {
            one.skills.iter().map(|held| self.knowledge.skill_id(held.skill).clone()).collect()
        };
        people.map(skills).collect()
    }

    /// How much it holds.
    pub fn size(&self) -> EngineSize {
        EngineSize {
            candidates: self.candidates.len(),
            vacancies: self.vacancies.len(),
            bytes: self.candidates.bytes() + self.vacancies.bytes(),
        }
    }

    /// A hash of what it holds, to compare with an engine built afresh.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            candidates: self.candidates.all().map(|one| hash(&one)).fold(0, u64::wrapping_add),
            vacancies: self.vacancies.all().iter().map(hash).fold(0, u64::wrapping_add),
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
