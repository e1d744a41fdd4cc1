//! What saved searches find is what a full recomputation after each change finds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Witness, found, last, saved};
use crate::support::{Client, TestApp, bodies, on_both, world::but};

/// Steps of a run.
const STEPS: usize = 24;

/// Numbers that look like chance, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// A question: how good a bricklayer must be, from where, and how well the whole must fit.
    fn question(&mut self) -> Value {
        let level = 1 + self.below(5);
        let bricks = json!([{"skill": "con.lay_bricks", "kind": "must", "min_level": level}]);
        let regions = self.of(&[json!([]), json!(["UZ-SA"]), json!(["UZ-TK"])]);
        json!({
            "vacancy": but(bodies::vacancy(), &json!({"requirements": bricks})),
            "home_regions": regions, "min_score": self.of(&[0, 5_000, 6_500, 8_000])
        })
    }

    fn candidate(&mut self) -> Value {
        let (level, years) = (1 + self.below(5), self.below(12));
        let bricks = json!([{"skill": "con.lay_bricks", "level": level, "years": years, "evidence": "assessed"}]);
        let floor = self.of(&[60_000, 85_000, 130_000]);
        json!({
            "skills": bricks, "home_region": self.of(&["UZ-SA", "UZ-TK"]),
            "pay_floor": {"currency": "RUB", "unit": "month", "amount": floor}
        })
    }
}

/// What the oracle knows.
struct Oracle {
    operator: Client,
    /// The searches with their questions, and whether they are asked.
    searches: BTreeMap<String, (Value, bool)>,
    /// Which candidates are matched at all.
    available: BTreeMap<String, bool>,
    expected: BTreeSet<(String, String)>,
}

impl Oracle {
    /// Asks every question that is asked in the ordinary way, and looks for a candidate who has changed.
    fn note(&mut self, candidate: &str) {
        for (search, (question, _)) in self.searches.iter().filter(|(_, (_, asked))| *asked) {
            let all = but(question.clone(), &json!({"limit": 100}));
            let page = self.operator.post("/v1/matches/search", &all).expect(200);
            assert_eq!(page["cursor"], json!(null), "all of them are on one page");
            let mut ids = page["items"].as_array().unwrap().iter().map(|one| &one["candidate_id"]);
            if ids.any(|id| id == last(candidate)) {
                self.expected.insert((search.clone(), candidate.to_owned()));
            }
        }
    }

    /// Those who may be seen of what is expected of a search.
    fn seen(&self, search: &str) -> BTreeSet<String> {
        let of_search = self.expected.iter().filter(|(of, _)| of == search);
        let shown = of_search.filter(|(_, candidate)| self.available[candidate]);
        shown.map(|(_, candidate)| last(candidate).to_owned()).collect()
    }
}

fn step(
    app: &TestApp,
    dice: &mut Dice,
    oracle: &mut Oracle,
    (employer, agency): (&Client, &Client),
) {
    let candidates: Vec<String> = oracle.available.keys().cloned().collect();
    let searches: Vec<String> = oracle.searches.keys().cloned().collect();
    match dice.below(if candidates.is_empty() || searches.is_empty() { 2 } else { 5 }) {
        0 => {
            let question = dice.question();
            let path = saved(employer, &but(question.clone(), &json!({"name": "By chance"})));
            oracle.searches.insert(path, (question, true));
        }
        1 => {
            let path = app.available(agency, &but(bodies::candidate(), &dice.candidate()));
            oracle.available.insert(path.clone(), true);
            oracle.note(&path);
        }
        2 => {
            let path = dice.of(&candidates);
            agency.patch(&path, "*", &dice.candidate()).expect(200);
            oracle.note(&path);
        }
        3 => {
            let path = dice.of(&candidates);
            let rests = oracle.available[&path];
            agency.transition(&path, if rests { "paused" } else { "available" }).expect(200);
            oracle.available.insert(path.clone(), !rests);
            oracle.note(&path);
        }
        _ => {
            let path = dice.of(&searches);
            let (_, asked) = oracle.searches.get_mut(&path).unwrap();
            *asked = !*asked;
            employer.transition(&path, if *asked { "active" } else { "paused" }).expect(200);
        }
    }
}

on_both! {
    fn all_that_matched_when_it_changed_is_found_and_nothing_else(app) {
        let (employer, agency, witness) = (app.employer(), app.agency(), Witness::of(app));
        for seed in [3, 11] {
            let mut dice = Dice(seed);
            let (operator, searches) = (app.operator(), BTreeMap::new());
            let mut oracle = Oracle { operator, searches, available: BTreeMap::new(), expected: BTreeSet::new() };
            for _ in 0..STEPS {
                step(app, &mut dice, &mut oracle, (&employer, &agency));
                // Whoever comes next would be seen in place of the one before: all are asked about first.
                let path = witness.candidate(app, &agency, &json!({}));
                oracle.available.insert(path.clone(), true);
                oracle.note(&path);
            }
            witness.candidate(app, &agency, &json!({}));
            assert!(oracle.expected.len() > 10, "the run says something: {}", oracle.expected.len());
            for search in oracle.searches.keys() {
                let found: BTreeSet<String> = found(&oracle.operator, search).into_iter().collect();
                let known = found.intersection(&ids(&oracle)).cloned().collect::<BTreeSet<String>>();
                assert_eq!(known, oracle.seen(search), "{search} of run {seed}");
            }
        }
    }
}

/// The candidates that a run has made.
fn ids(oracle: &Oracle) -> BTreeSet<String> {
    oracle.available.keys().map(|path| last(path).to_owned()).collect()
}
