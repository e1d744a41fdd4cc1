//! An answer that is said to stand is what would be found now, whatever has changed since.

use std::sync::Arc;

use proptest::{collection::vec, option, prelude::*};

use super::{
    Asked, CandidateFacts, Change, Engine, Hits, How, Page, Proof, VacancyFacts, Weights,
    random::{a_candidate, a_vacancy, kept, weights},
    samples::{candidate, knowledge, vacancy},
    tests::{change, change_vacancy, id},
};
use crate::domain::recruitment::{
    candidate::CandidateBody, match_filter::MatchFilter, vacancy::VacancyBody,
};

type SomeVacancy = (VacancyBody, bool);
type SomeCandidate = (CandidateBody, bool);

/// A question that is asked again and again.
struct Kept<'e> {
    engine: &'e Engine,
    weights: Weights,
    filter: MatchFilter,
    page: Page,
    asked: Box<dyn Fn() -> Asked>,
}

/// What stands on a page.
#[derive(Debug, PartialEq)]
struct Shown {
    hits: Hits,
    candidates: Vec<Option<CandidateFacts>>,
    vacancies: Vec<Option<VacancyFacts>>,
}

impl Kept<'_> {
    fn fresh(&self) -> (Shown, Proof) {
        let seen = self.engine.seen();
        let Self { engine, weights, filter, page, asked } = self;
        let asked = asked();
        let hits = match &asked {
            Asked::Vacancy(v) => engine.candidates_for(v, weights, filter, *page),
            Asked::Candidate(c) => engine.vacancies_for(c, weights, filter, *page),
        };
        let ids = || hits.hits.iter().map(|hit| hit.id);
        let shown = Shown {
            candidates: ids().map(|id| engine.candidate(id)).collect(),
            vacancies: ids().map(|id| engine.vacancy(id)).collect(),
            hits: hits.clone(),
        };
        let how = How { knowledge: engine.knowledge(), weights, kept: filter, page: *page };
        (shown, Proof::new(seen, asked, how, &hits))
    }

    /// Applies changes, and asks again after each few of them. Returns how often the answer was still there.
    fn outlives(&self, batches: impl Iterator<Item = Vec<Change>>) -> usize {
        let (mut shown, mut proof) = self.fresh();
        let mut stood = 0;
        for batch in batches {
            self.engine.apply(batch);
            let fresh = self.fresh();
            if self.engine.still_finds(&proof) {
                assert_eq!(shown, fresh.0);
                stood += 1;
            } else {
                (shown, proof) = fresh;
            }
        }
        stood
    }
}

/// A page: the first, or the one after a place.
fn a_page() -> impl Strategy<Value = Page> {
    let after = option::weighted(0.3, (0..10_000u16, 0..=255u8));
    (after, 1..6usize).prop_map(|(after, limit)| Page {
        after: after.map(|(total, number)| (total, id(number))),
        limit,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn candidates_that_are_said_to_stand_would_be_found_again(
        changes in vec((0..40u8, option::weighted(0.8, a_candidate())), 0..120),
        batch in 1..5usize,
        (body, weights, filter, page) in (a_vacancy(), weights(), kept(), a_page()),
    ) {
        let engine = Engine::new(Arc::new(knowledge()));
        let facts = VacancyFacts::of(engine.knowledge(), id(200), &body.0, true);
        let asked = Box::new(move || Asked::Vacancy(facts.clone()));
        let batches = changes.chunks(batch).map(|batch| {
            let of = |(number, what): &(u8, Option<SomeCandidate>)| {
                change(engine.knowledge(), *number, what.clone())
            };
            batch.iter().map(of).collect()
        });
        Kept { engine: &engine, weights, filter, page, asked }.outlives(batches);
    }

    #[test]
    fn vacancies_that_are_said_to_stand_would_be_found_again(
        changes in vec((0..40u8, option::weighted(0.8, a_vacancy())), 0..120),
        batch in 1..5usize,
        (body, weights, filter, page) in (a_candidate(), weights(), kept(), a_page()),
    ) {
        let engine = Engine::new(Arc::new(knowledge()));
        let facts = CandidateFacts::of(engine.knowledge(), id(200), &body.0, body.1);
        let asked = Box::new(move || Asked::Candidate(facts.clone()));
        let batches = changes.chunks(batch).map(|batch| {
            let of = |(number, what): &(u8, Option<SomeVacancy>)| {
                change_vacancy(engine.knowledge(), *number, what.clone())
            };
            batch.iter().map(of).collect()
        });
        Kept { engine: &engine, weights, filter, page, asked }.outlives(batches);
    }
}

/// An engine with ten equal candidates, and the page of the first three for a vacancy.
fn three_of_ten(engine: &Engine) -> Kept<'_> {
    let all = (0..10).map(|number| change(engine.knowledge(), number, Some((candidate(), true))));
    engine.apply(all.collect());
    let facts = VacancyFacts::of(engine.knowledge(), id(200), &vacancy(), true);
    Kept {
        engine,
        weights: Weights::default(),
        filter: MatchFilter::default(),
        page: Page { after: None, limit: 3 },
        asked: Box::new(move || Asked::Vacancy(facts.clone())),
    }
}

#[test]
fn an_answer_falls_with_whom_it_shows_or_would_show_and_with_nobody_else() {
    let engine = Engine::new(Arc::new(knowledge()));
    let kept = three_of_ten(&engine);
    let one = |number: u8| vec![change(engine.knowledge(), number, Some((candidate(), true)))];
    let gone = |number: u8| vec![change(engine.knowledge(), number, None)];
    let asked = |number| vec![change_vacancy(engine.knowledge(), number, Some((vacancy(), true)))];
    for (what, changes, stands) in [
        ("a newcomer behind the page", one(20), true),
        ("somebody behind it", one(9), true),
        ("somebody behind it goes", gone(9), true),
        ("another vacancy", asked(150), true),
        ("the vacancy itself", asked(200), false),
        ("somebody on it", one(1), false),
        ("the one behind it", one(3), false),
        ("somebody on it goes", gone(0), false),
        ("somebody comes before its end", one(0), false),
    ] {
        assert_eq!(kept.outlives([changes].into_iter()) == 1, stands, "{what}");
    }
    let (_, proof) = kept.fresh();
    assert!(engine.still_finds(&proof));
    engine.load(Vec::new(), Vec::new());
    assert!(!engine.still_finds(&proof), "all was loaded anew");
}
