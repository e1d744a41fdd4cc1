//! Finding the best vacancies for a candidate: those that can be worth most are judged first, until none can be better.

use std::{cmp::Reverse, collections::BinaryHeap, hint::black_box};

use crate::matching::{
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    knowledge::Knowledge,
    page::{Best, Hit, Hits},
    score::{Verdict, judge},
    weights::Weights,
};

use super::{keyed::Offer, seeker::Seeker, store::Store};

/// Vacancies that are fetched together before they are judged.
const BATCH: usize = 8;
/// Vacancies that are weighed and judged before all others. Tests have few, and see both.
const FIRST: usize = if cfg!(test) { 3 } else { 192 };

/// A question on its way to its best vacancies.
#[derive(Debug)]
pub(super) struct Search<'a> {
    pub(super) k: &'a Knowledge,
    pub(super) weights: &'a Weights,
    pub(super) candidate: &'a CandidateFacts,
    pub(super) sieve: &'a CompiledFilter,
    pub(super) store: &'a Store,
    pub(super) seeker: Seeker<'a>,
    pub(super) best: Best,
}

impl Search<'_> {
    /// The best vacancies.
    pub(super) fn hits(mut self) -> Hits {
        let mut offers = self.store.keyed.offers(&self.seeker);
        let (first, others) = split_best(&mut offers);
        let mut open = first.iter().filter_map(|one| one.weighed(&self.seeker)).collect();
        let sums = self.store.open.offer(&self.seeker, &mut open);
        self.judge_best(open);
        let bare_least = self.least().saturating_sub(self.seeker.most_of_skills());
        let others = others.iter().filter(|one| one.bare >= bare_least);
        self.judge_best(others.filter_map(|one| one.weighed(&self.seeker)).collect());
        if self.seeker.most_without_skills() >= self.least() {
            self.judge_best(self.store.open.rest(&self.seeker, &sums));
        }
        self.best.into_hits()
    }

    /// The worth that a further hit must reach.
    fn least(&self) -> u32 {
        self.seeker.least_worth(self.best.least().max(self.sieve.min_score()))
    }

    /// Judges vacancies, each with its worth at most, as long as one may be a hit.
    fn judge_best(&mut self, open: Vec<(u32, u32)>) {
        let (store, mut open) = (self.store, BinaryHeap::from(open));
        let vacancy = |number: u32| store.all[number as usize].as_deref();
        loop {
            let next = || open.pop().filter(|(worth, _)| *worth >= self.least());
            let batch: Vec<_> = std::iter::from_fn(next).take(BATCH).collect();
            if batch.is_empty() {
                return;
            }
            black_box(batch.iter().filter_map(|one| vacancy(one.1)).fold(0, touch));
            for (worth, number) in batch {
                let vacancy = vacancy(number).filter(|_| worth >= self.least());
                if let Some(hit) = vacancy.and_then(|vacancy| self.judged(vacancy)) {
                    self.best.offer(hit);
                }
            }
        }
    }

    /// The plain definition has the last word.
    fn judged(&self, vacancy: &VacancyFacts) -> Option<Hit> {
        match judge(self.k, self.weights, vacancy, self.candidate) {
            Verdict::Eligible(score)
                if self.sieve.keeps_vacancy(vacancy, self.candidate, &score) =>
            {
                Some(Hit { id: vacancy.id, score })
            }
            _ => None,
        }
    }
}

/// Splits off the few that are worth most without their skills: after these, most others need not be looked at.
fn split_best<'o, 'a>(offers: &'o mut [Offer<'a>]) -> (&'o [Offer<'a>], &'o [Offer<'a>]) {
    let first = offers.len().min(FIRST);
    if first < offers.len() {
        offers.select_nth_unstable_by_key(first, |one| Reverse(one.bare));
    }
    offers.split_at(first)
}

/// Fetches what a vacancy asks for from memory.
fn touch(all: u32, one: &VacancyFacts) -> u32 {
    all ^ u32::from(one.matchable)
        ^ one.wanted.iter().step_by(2).fold(0, |all, wanted| all ^ wanted.weight)
}
