//! The vacancies in memory. There are far fewer of them than candidates, and a candidate has few skills.
//!
//! A vacancy with a `must` lies in the list of the rarest skill that must be there ([`keyed`]), so a candidate is shown
//! only a few thousand of a hundred thousand. Those without any are found by sums over their skills ([`open`]). Both give
//! what a vacancy can be worth at most; those of most worth are judged, until none can be better.

mod answers;
mod card;
mod keyed;
mod open;
mod seeker;
mod store;

use std::{
    collections::BinaryHeap,
    hint::black_box,
    sync::{Arc, RwLock},
};

use uuid::Uuid;

use crate::matching::{
    facts::{CandidateFacts, VacancyFacts},
    filter::Sieve,
    knowledge::Knowledge,
    page::{Best, Hit, Hits, Page},
    score::{Verdict, judge},
    weights::Weights,
};

use self::{seeker::Seeker, store::Store};
use super::lock::{read, write};

/// Vacancies that are fetched together before they are judged.
const BATCH: usize = 8;

/// Every vacancy, listed by what it needs.
#[derive(Debug)]
pub(in crate::matching) struct Vacancies {
    store: RwLock<Store>,
}

impl Vacancies {
    pub(in crate::matching) fn new() -> Self {
        Self { store: RwLock::default() }
    }

    /// Replaces everything. No id may come twice.
    pub(in crate::matching) fn load(&self, vacancies: Vec<VacancyFacts>) {
        let store = Store::of(vacancies);
        *write(&self.store) = store;
    }

    /// Adds a vacancy or replaces its older version.
    pub(in crate::matching) fn put(&self, one: VacancyFacts) {
        write(&self.store).put(one);
    }

    /// Removes a vacancy, if there is one of that id.
    pub(in crate::matching) fn remove(&self, id: Uuid) {
        write(&self.store).remove(id);
    }

    pub(in crate::matching) fn get(&self, id: Uuid) -> Option<VacancyFacts> {
        let store = read(&self.store);
        let number = store.numbers.get(&id)?;
        store.all[*number as usize].as_deref().cloned()
    }

    pub(in crate::matching) fn all(&self) -> Vec<Arc<VacancyFacts>> {
        read(&self.store).all.iter().flatten().cloned().collect()
    }

    pub(in crate::matching) fn len(&self) -> usize {
        read(&self.store).numbers.len()
    }

    pub(in crate::matching) fn bytes(&self) -> usize {
        let store = read(&self.store);
        let lists = store.answering.bytes() + store.keyed.bytes() + store.open.bytes();
        lists + store.all.len() * (size_of::<VacancyFacts>() + 64)
    }

    /// The vacancies for which a candidate is eligible, best first, then by id.
    pub(in crate::matching) fn best_for(
        &self,
        k: &Knowledge,
        weights: &Weights,
        candidate: &CandidateFacts,
        sieve: &Sieve,
        page: Page,
    ) -> Hits {
        let mut best = Best::new(page);
        if !candidate.matchable {
            return best.into_hits();
        }
        let store = read(&self.store);
        let seeker = Seeker::new(k, weights, candidate, sieve, &store.answering);
        let least = |best: &Best| seeker.least_worth(best.least().max(sieve.min_score()));
        let judge_best = |best: &mut Best, open: Vec<(u32, u32)>| {
            let mut open = BinaryHeap::from(open);
            loop {
                let next = || open.pop().filter(|(worth, _)| *worth >= least(best));
                let batch: Vec<_> = std::iter::from_fn(next).take(BATCH).collect();
                if batch.is_empty() {
                    return;
                }
                let vacancy = |number: u32| store.all[number as usize].as_deref();
                black_box(batch.iter().filter_map(|one| vacancy(one.1)).fold(0, touch));
                for (worth, number) in batch {
                    let vacancy = vacancy(number).filter(|_| worth >= least(best));
                    let hit = vacancy.and_then(|v| judged(k, weights, v, candidate, sieve));
                    hit.into_iter().for_each(|hit| best.offer(hit));
                }
            }
        };
        let mut open = Vec::new();
        store.keyed.offer(&seeker, &mut open);
        let sums = store.open.offer(&seeker, &mut open);
        judge_best(&mut best, open);
        if seeker.most_without_skills() >= least(&best) {
            judge_best(&mut best, store.open.rest(&seeker, &sums));
        }
        best.into_hits()
    }
}

/// Fetches what a vacancy asks for from memory.
fn touch(all: u32, one: &VacancyFacts) -> u32 {
    all ^ one.pay ^ one.wanted.iter().step_by(2).fold(0, |all, wanted| all ^ wanted.weight)
}

/// The plain definition has the last word.
fn judged(
    k: &Knowledge,
    weights: &Weights,
    vacancy: &VacancyFacts,
    candidate: &CandidateFacts,
    sieve: &Sieve,
) -> Option<Hit> {
    match judge(k, weights, vacancy, candidate) {
        Verdict::Eligible(score) if sieve.keeps_vacancy(vacancy, candidate, &score) => {
            Some(Hit { id: vacancy.id, score })
        }
        _ => None,
    }
}
