//! The vacancies in memory. There are far fewer of them than candidates, and a candidate has few skills.
//!
//! A vacancy with a `must` lies in the list of the rarest skill that must be there ([`keyed`]), so a candidate is shown
//! only a few thousand of a hundred thousand. Those without any are found by sums over their skills ([`open`]). Both give
//! what a vacancy can be worth at most; those of most worth are judged, until none can be better ([`search`]).

mod answers;
mod card;
mod keyed;
mod open;
mod past;
mod search;
mod seeker;
mod store;

use std::sync::{Arc, RwLock};

use uuid::Uuid;

use crate::matching::{
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    knowledge::Knowledge,
    page::{Best, Hits, Page},
    weights::Weights,
};

use self::{search::Search, seeker::Seeker, store::Store};
use super::lock::{read, write};

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
        sieve: &CompiledFilter,
        page: Page,
    ) -> Hits {
        if !candidate.matchable {
            return Best::new(page).into_hits();
        }
        let store = read(&self.store);
        Search {
            k,
            weights,
            candidate,
            sieve,
            store: &store,
            seeker: Seeker::new(k, weights, candidate, sieve, &store.answering),
            best: Best::new(page),
        }
        .hits()
    }
}
