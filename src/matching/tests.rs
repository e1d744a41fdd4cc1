//! The engine answers like a full scan with the plain definition, whatever was added, replaced and removed before.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::vec, option, prelude::*};
use uuid::Uuid;

use super::{
    Change, Engine, Hit, Hits, Knowledge, Page, Verdict, Weights, explain,
    facts::{CandidateFacts, VacancyFacts},
    judge,
    random::{a_candidate, a_vacancy, kept, weights},
    samples::{candidate, knowledge, must, occupation, practised, preferred, vacancy},
};
use crate::domain::recruitment::{
    candidate::CandidateBody, match_filter::MatchFilter, vacancy::VacancyBody,
};

/// What the engine should hold, and every question asked of it by a full scan.
struct Scan {
    knowledge: Arc<Knowledge>,
    candidates: BTreeMap<Uuid, CandidateFacts>,
    vacancies: BTreeMap<Uuid, VacancyFacts>,
}

impl Scan {
    fn new() -> (Self, Engine) {
        let knowledge = Arc::new(knowledge());
        let engine = Engine::new(Arc::clone(&knowledge));
        (Self { knowledge, candidates: BTreeMap::new(), vacancies: BTreeMap::new() }, engine)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Candidate(one) => drop(self.candidates.insert(one.id, one)),
            Change::RemoveCandidate(id) => drop(self.candidates.remove(&id)),
            Change::Vacancy(one) => drop(self.vacancies.insert(one.id, one)),
            Change::RemoveVacancy(id) => drop(self.vacancies.remove(&id)),
        }
    }

    fn candidates_for(&self, v: &VacancyFacts, w: &Weights, kept: &MatchFilter) -> Vec<Hit> {
        let sieve = super::filter::CompiledFilter::new(&self.knowledge, kept);
        let hits = self.candidates.values().filter_map(|c| match judge(&self.knowledge, w, v, c) {
            Verdict::Eligible(score) if sieve.keeps_candidate(v, c, &score) => {
                Some(Hit { id: c.id, score })
            }
            _ => None,
        });
        sorted(hits)
    }

    fn vacancies_for(&self, c: &CandidateFacts, w: &Weights, kept: &MatchFilter) -> Vec<Hit> {
        let sieve = super::filter::CompiledFilter::new(&self.knowledge, kept);
        let hits = self.vacancies.values().filter_map(|v| match judge(&self.knowledge, w, v, c) {
            Verdict::Eligible(score) if sieve.keeps_vacancy(v, c, &score) => {
                Some(Hit { id: v.id, score })
            }
            _ => None,
        });
        sorted(hits)
    }
}

fn sorted(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut hits: Vec<_> = hits.collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score.total), hit.id));
    hits
}

/// Walks a list page by page.
fn walk(limit: usize, page: impl Fn(Page) -> Hits) -> Vec<Hit> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let Hits { hits, behind } = page(Page { after, limit });
        assert!(hits.len() <= limit);
        after = hits.last().map(|hit| (hit.score.total, hit.id));
        all.extend(hits);
        if behind.is_none() {
            return all;
        }
    }
}

pub(super) fn id(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

pub(super) fn change(
    knowledge: &Knowledge,
    number: u8,
    what: Option<(CandidateBody, bool)>,
) -> Change {
    match what {
        Some((body, matchable)) => {
            Change::Candidate(CandidateFacts::of(knowledge, id(number), &body, matchable))
        }
        None => Change::RemoveCandidate(id(number)),
    }
}

pub(super) fn change_vacancy(
    knowledge: &Knowledge,
    number: u8,
    what: Option<(VacancyBody, bool)>,
) -> Change {
    match what {
        Some((body, matchable)) => {
            Change::Vacancy(VacancyFacts::of(knowledge, id(number), &body, matchable))
        }
        None => Change::RemoveVacancy(id(number)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn candidates_are_found_like_by_a_full_scan(
        loaded in vec(a_candidate(), 0..150),
        changes in vec((0..180u8, option::weighted(0.7, a_candidate())), 0..90),
        batch in 1..60usize,
        question in (a_vacancy(), weights(), kept(), 1..9usize),
    ) {
        let (mut scan, engine) = Scan::new();
        let loaded: Vec<_> = (0..).zip(loaded).map(|(n, one)| change(&scan.knowledge, n, Some(one))).collect();
        let facts = loaded.iter().filter_map(|change| match change {
            Change::Candidate(one) => Some(one.clone()),
            _ => None,
        });
        engine.load(facts.collect(), Vec::new());
        for change in loaded {
            scan.apply(change);
        }
        for batch in changes.chunks(batch) {
            let batch: Vec<_> = batch
                .iter()
                .map(|(number, what)| change(&scan.knowledge, *number, what.clone()))
                .collect();
            batch.iter().cloned().for_each(|change| scan.apply(change));
            engine.apply(batch);
        }

        let ((body, _), w, kept, limit) = question;
        let v = VacancyFacts::of(&scan.knowledge, id(0), &body, true);
        let found = walk(limit, |page| engine.candidates_for(&v, &w, &kept, page));
        prop_assert_eq!(found, scan.candidates_for(&v, &w, &kept));
        for number in 0..=255 {
            prop_assert_eq!(engine.candidate(id(number)), scan.candidates.get(&id(number)).cloned());
        }
        let fresh = Engine::new(Arc::clone(&scan.knowledge));
        fresh.load(scan.candidates.values().cloned().collect(), Vec::new());
        prop_assert_eq!(fresh.fingerprint(), engine.fingerprint());
        prop_assert_eq!(engine.size().candidates, scan.candidates.len());
    }

    #[test]
    fn vacancies_are_found_like_by_a_full_scan(
        changes in vec((0..40u8, option::weighted(0.8, a_vacancy())), 0..80),
        question in (a_candidate(), weights(), kept(), 1..9usize),
    ) {
        let (mut scan, engine) = Scan::new();
        for (number, what) in changes {
            let change = change_vacancy(&scan.knowledge, number, what);
            scan.apply(change.clone());
            engine.apply(vec![change]);
        }

        let ((body, matchable), w, kept, limit) = question;
        let c = CandidateFacts::of(&scan.knowledge, id(0), &body, matchable);
        let found = walk(limit, |page| engine.vacancies_for(&c, &w, &kept, page));
        prop_assert_eq!(found, scan.vacancies_for(&c, &w, &kept));
        for number in 0..40 {
            prop_assert_eq!(engine.vacancy(id(number)), scan.vacancies.get(&id(number)).cloned());
        }
        let fresh = Engine::new(Arc::clone(&scan.knowledge));
        fresh.load(Vec::new(), scan.vacancies.values().cloned().collect());
        prop_assert_eq!(fresh.fingerprint(), engine.fingerprint());
    }

    #[test]
    fn a_pair_has_failed_rules_exactly_if_it_is_not_eligible(
        vacancy in a_vacancy(),
        candidate in a_candidate(),
        w in weights(),
    ) {
        let k = knowledge();
        let v = VacancyFacts::of(&k, id(0), &vacancy.0, vacancy.1);
        let c = CandidateFacts::of(&k, id(1), &candidate.0, candidate.1);
        let told = explain(&k, &w, &v, &c);
        let verdict = judge(&k, &w, &v, &c);
        prop_assert_eq!(told.eligible(), matches!(verdict, Verdict::Eligible(_)));
        prop_assert_eq!(told.failed.is_empty(), told.path.is_empty());
        if let Verdict::Eligible(score) = verdict {
            prop_assert_eq!(told.score, score);
        }
        prop_assert_eq!(told.score.total, told.score.parts.total(&w));
    }
}

#[test]
fn who_moves_is_met_once() {
    let knowledge = Arc::new(knowledge());
    let engine = Engine::new(Arc::clone(&knowledge));
    let versions = ["7112", "7212"]
        .map(|unit| CandidateBody { occupations: vec![practised(None, unit, 5)], ..candidate() });
    let asked = VacancyFacts::of(&knowledge, Uuid::nil(), &vacancy(), true);
    let page = Page { after: None, limit: 20 };
    let found =
        || engine.candidates_for(&asked, &Weights::default(), &MatchFilter::default(), page);
    let put = |version: usize| {
        let one = Some((versions[version].clone(), true));
        engine.apply(vec![change(&knowledge, 1, one)]);
    };
    put(0);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..2_000).for_each(|number| put(number % 2)));
        while !writer.is_finished() {
            assert_eq!(found().hits.len(), 1);
        }
    });
}

#[test]
fn vacancies_of_another_trade_are_found_by_their_skills() {
    let (mut scan, engine) = Scan::new();
    let of_the_trade = VacancyBody {
        requirements: [must("con.bricks", 3)]
            .into_iter()
            .chain(["weld.mig", "weld.tig", "con.plaster"].map(|id| preferred(id, 5)))
            .collect(),
        ..vacancy()
    };
    let of_another = VacancyBody { occupation: Some(occupation(None, "9999")), ..vacancy() };
    for (number, body) in (0..8).zip([vec![&of_the_trade; 4], vec![&of_another; 4]].concat()) {
        let facts = VacancyFacts::of(&scan.knowledge, id(number), body, true);
        scan.apply(Change::Vacancy(facts.clone()));
        engine.apply(vec![Change::Vacancy(facts)]);
    }
    let one = CandidateFacts::of(&scan.knowledge, id(100), &candidate(), true);
    let (weights, kept) = (Weights::default(), MatchFilter::default());
    let expected = scan.vacancies_for(&one, &weights, &kept);
    assert_eq!(expected[0].id, id(4), "skills outweigh the trade here");
    for limit in 1..8 {
        let found = walk(limit, |page| engine.vacancies_for(&one, &weights, &kept, page));
        assert_eq!(found, expected);
    }
}
