//! Kept questions are met by whom they would find, whatever was kept, replaced and forgotten before.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::{
    Asked, Change, Engine, Hit, Page, Searches, Weights,
    facts::{CandidateFacts, VacancyFacts},
    random::{a_candidate, a_vacancy, kept, weights},
    samples::knowledge,
};
use crate::domain::recruitment::{
    candidate::CandidateBody, match_filter::MatchFilter, vacancy::VacancyBody,
};

type Side<B> = Option<(B, bool)>;
/// A change of a question: which, what it asks with if it is not forgotten, and how.
type Step<B> = (u8, Side<B>, Weights, MatchFilter);

fn id(number: u8) -> Uuid {
    Uuid::from_u128(number.into())
}

fn steps<B: std::fmt::Debug>(
    side: impl Strategy<Value = (B, bool)>,
) -> impl Strategy<Value = Vec<Step<B>>> {
    let asked = prop::option::weighted(0.85, side);
    vec((0..8u8, asked, weights(), kept()), 0..20)
}

/// The questions that are left after some steps.
fn left<B: Clone>(steps: &[Step<B>]) -> BTreeMap<u8, (B, bool, Weights, MatchFilter)> {
    let mut all = BTreeMap::new();
    for (number, side, weights, kept) in steps {
        match side {
            Some((body, live)) => {
                all.insert(*number, (body.clone(), *live, *weights, kept.clone()));
            }
            None => drop(all.remove(number)),
        }
    }
    all
}

fn found(hits: &[Hit]) -> Vec<(Uuid, u16)> {
    hits.iter().map(|hit| (hit.id, hit.score.total)).collect()
}

const WHOLE: Page = Page { after: None, limit: 10 };

proptest! {
    /// The oracle asks every question in the ordinary way, in an engine that holds the one candidate.
    #[test]
    fn a_candidate_meets_the_questions_that_would_find_it(
        steps in steps(a_vacancy()), (body, live) in a_candidate(),
    ) {
        let knowledge = Arc::new(knowledge());
        let candidate = CandidateFacts::of(&knowledge, id(99), &body, live);
        let mut searches = Searches::new(Arc::clone(&knowledge));
        for (number, side, weights, kept) in &steps {
            match side {
                Some((body, live)) => {
                    let asked = VacancyFacts::of(&knowledge, id(*number), body, *live);
                    searches.put(Asked::Vacancy(asked), *weights, kept);
                }
                None => searches.remove(id(*number)),
            }
        }
        let engine = Engine::new(Arc::clone(&knowledge));
        engine.apply(vec![Change::Candidate(candidate.clone())]);
        let expected: Vec<(Uuid, u16)> = left::<VacancyBody>(&steps)
            .iter()
            .filter_map(|(number, (body, live, weights, kept))| {
                let asked = VacancyFacts::of(&knowledge, id(*number), body, *live);
                let hits = engine.candidates_for(&asked, weights, kept, WHOLE).hits;
                hits.first().map(|hit| (id(*number), hit.score.total))
            })
            .collect();
        prop_assert_eq!(found(&searches.met_by_candidate(&candidate)), expected);
    }

    #[test]
    fn a_vacancy_meets_the_questions_that_would_find_it(
        steps in steps(a_candidate()), (body, live) in a_vacancy(),
    ) {
        let knowledge = Arc::new(knowledge());
        let vacancy = VacancyFacts::of(&knowledge, id(99), &body, live);
        let mut searches = Searches::new(Arc::clone(&knowledge));
        for (number, side, weights, kept) in &steps {
            match side {
                Some((body, live)) => {
                    let asked = CandidateFacts::of(&knowledge, id(*number), body, *live);
                    searches.put(Asked::Candidate(asked), *weights, kept);
                }
                None => searches.remove(id(*number)),
            }
        }
        let engine = Engine::new(Arc::clone(&knowledge));
        engine.apply(vec![Change::Vacancy(vacancy.clone())]);
        let expected: Vec<(Uuid, u16)> = left::<CandidateBody>(&steps)
            .iter()
            .filter_map(|(number, (body, live, weights, kept))| {
                let asked = CandidateFacts::of(&knowledge, id(*number), body, *live);
                let hits = engine.vacancies_for(&asked, weights, kept, WHOLE).hits;
                hits.first().map(|hit| (id(*number), hit.score.total))
            })
            .collect();
        prop_assert_eq!(found(&searches.met_by_vacancy(&vacancy)), expected);
    }
}
