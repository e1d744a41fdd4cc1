//! The proof that an answer still stands: what was asked, who was found, and which changes it has seen.
//!
//! A change matters to a page if it is of what was asked about, of somebody on the page or right behind it, or of somebody
//! who would now come before its end. All others, those before the page too, leave it as it is: where a page begins and
//! ends is a score and an id, not a number of hits.

use std::{
    cmp::Reverse,
    sync::atomic::{AtomicU64, Ordering},
};

use uuid::Uuid;

use crate::domain::recruitment::match_filter::MatchFilter;

use super::{
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    knowledge::Knowledge,
    page::{Hit, Hits, Page, Place},
    recent::{Change, Recent},
    score::{Score, Verdict, judge},
    weights::Weights,
};

/// What was asked about.
#[derive(Debug)]
pub enum Asked {
    /// Candidates were looked for.
    Vacancy(VacancyFacts),
    /// Vacancies were looked for.
    Candidate(CandidateFacts),
}

/// How it was asked.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// What the engine knew.
    pub knowledge: &'a Knowledge,
    /// How much each part counts.
    pub weights: &'a Weights,
    /// What was kept.
    pub kept: &'a MatchFilter,
    /// Which page.
    pub page: Page,
}

/// What an answer is judged again with.
#[derive(Debug)]
pub struct Proof {
    asked: Asked,
    weights: Weights,
    sieve: CompiledFilter,
    /// Those on the page and the one behind it, in order of their ids.
    found: Vec<Uuid>,
    after: Option<Place>,
    /// Where the one behind the page stands; without one, whoever else matches comes on it.
    behind: Option<Place>,
    /// The changes that are known to leave the answer as it is.
    seen: AtomicU64,
}

impl Proof {
    /// The proof of an answer that was made of nothing older than the changes `seen`.
    pub fn new(seen: u64, asked: Asked, how: How<'_>, hits: &Hits) -> Self {
        let mut found: Vec<Uuid> = hits.hits.iter().chain(&hits.behind).map(|hit| hit.id).collect();
        found.sort_unstable();
        Self {
            asked,
            weights: *how.weights,
            sieve: CompiledFilter::new(how.knowledge, how.kept),
            found,
            after: how.page.after.map(|(total, id)| (Reverse(total), id)),
            behind: hits.behind.map(|hit| hit.place()),
            seen: AtomicU64::new(seen),
        }
    }

    /// Whether no change that it has not seen matters; then it has seen them.
    pub(super) fn stands(&self, k: &Knowledge, recent: &Recent) -> bool {
        let missed = recent.since(self.seen.load(Ordering::Acquire));
        let stands = missed.is_some_and(|mut all| !all.any(|change| self.minds(k, change)));
        if stands {
            self.seen.fetch_max(recent.seen(), Ordering::AcqRel);
        }
        stands
    }

    /// Whether a change matters.
    fn minds(&self, k: &Knowledge, change: &Change) -> bool {
        let id = change.id();
        if self.found.binary_search(&id).is_ok() {
            return true;
        }
        match (&self.asked, change) {
            (Asked::Vacancy(v), Change::Candidate(c)) => {
                self.takes(id, judge(k, &self.weights, v, c), |score| {
                    self.sieve.keeps_candidate(v, c, score)
                })
            }
            (Asked::Candidate(c), Change::Vacancy(v)) => {
                self.takes(id, judge(k, &self.weights, v, c), |score| {
                    self.sieve.keeps_vacancy(v, c, score)
                })
            }
            (Asked::Vacancy(v), Change::Vacancy(_) | Change::RemoveVacancy(_)) => id == v.id,
            (Asked::Candidate(c), Change::Candidate(_) | Change::RemoveCandidate(_)) => id == c.id,
            (Asked::Vacancy(_), Change::RemoveCandidate(_))
            | (Asked::Candidate(_), Change::RemoveVacancy(_)) => false,
        }
    }

    /// Whether somebody with this verdict would come on the page or right behind it.
    fn takes(&self, id: Uuid, verdict: Verdict, keeps: impl FnOnce(&Score) -> bool) -> bool {
        let Verdict::Eligible(score) = verdict else { return false };
        let place = Hit { id, score }.place();
        self.after.is_none_or(|after| place > after)
            && self.behind.is_none_or(|behind| place < behind)
            && keeps(&score)
    }
}
