//! How good the resolver is on texts that are no names of the taxonomy: `tests/data/resolve_eval.csv`.
//!
//! Rules are tuned on the rows marked `tune`; those marked `held` only measure. Which half a row is of follows from its text. `cargo test --lib resolve_eval -- --nocapture`
//! prints the figures and the list of confusions.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::*;
use crate::{domain::folding::fold, taxonomy::names::Names};

/// A text and the concept that it names; none, if it should not resolve.
#[derive(Debug, Deserialize)]
struct Case {
    text: String,
    lang: String,
    kind: String,
    expected_id: String,
    split: String,
}

/// Figures over some cases.
#[derive(Debug, Default)]
struct Figures {
    cases: usize,
    with_concept: usize,
    first: usize,
    among_five: usize,
    resolved: usize,
    wrong: usize,
}

impl Figures {
    fn count(&mut self, case: &Case, found: &Resolution) {
        let rank = found.concepts.iter().position(|hit| hit.id == case.expected_id);
        self.cases += 1;
        self.with_concept += usize::from(!case.expected_id.is_empty());
        self.first += usize::from(rank == Some(0));
        self.among_five += usize::from(rank.is_some_and(|rank| rank < 5));
        self.resolved += usize::from(found.outcome == Outcome::Resolved);
        self.wrong += usize::from(is_wrong(case, found));
    }

    /// Shares of a hundred: right at first, right among five, resolved, resolved and wrong.
    #[expect(clippy::cast_precision_loss, reason = "there are hundreds of cases")]
    fn shares(&self) -> [f64; 4] {
        let of = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        [
            of(self.first, self.with_concept),
            of(self.among_five, self.with_concept),
            of(self.resolved, self.cases),
            of(self.wrong, self.cases),
        ]
    }
}

fn is_wrong(case: &Case, found: &Resolution) -> bool {
    found.outcome == Outcome::Resolved && found.concepts[0].id != case.expected_id
}

fn cases() -> Vec<Case> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/resolve_eval.csv");
    csv::Reader::from_path(file).unwrap().into_deserialize().collect::<Result<_, _>>().unwrap()
}

/// The line of the list of confusions for a case, if it is one.
fn confusion(case: &Case, found: &Resolution) -> Option<String> {
    let right = if case.expected_id.is_empty() {
        found.outcome != Outcome::Resolved
    } else {
        found.concepts.first().is_some_and(|hit| hit.id == case.expected_id)
    };
    let hits: Vec<_> =
        found.concepts.iter().take(3).map(|hit| format!("{} {}", hit.id, hit.confidence)).collect();
    let wrong = if is_wrong(case, found) { "WRONG" } else { found.outcome.as_str() };
    let expected = if case.expected_id.is_empty() { "nothing" } else { &case.expected_id };
    (!right).then(|| {
        format!("{wrong:9} {} `{}` is {expected}, not {}", case.kind, case.text, hits.join(", "))
    })
}

#[test]
fn resolve_eval_is_reached() {
    let resolver = Resolver::new(Taxonomy::embedded());
    let mut figures = BTreeMap::<(String, String), Figures>::new();
    for case in cases() {
        let lang = (!case.lang.is_empty()).then(|| case.lang.parse().unwrap());
        let found = resolver.resolve(&case.text, lang, case.kind.parse().unwrap());
        for group in ["all", &case.kind] {
            figures.entry((case.split.clone(), group.to_owned())).or_default().count(&case, &found);
        }
        if let Some(line) = confusion(&case, &found) {
            eprintln!("{} {line}", case.split);
        }
    }
    for ((split, group), figures) in &figures {
        let [at_1, at_5, settled, wrong] = figures.shares();
        let n = figures.cases;
        eprintln!(
            "{split} {group}: {n} texts, @1 {at_1:.1} %, @5 {at_5:.1} %, resolved {settled:.1} %, wrong {wrong:.2} %"
        );
    }
    let [at_1, at_5, _, wrong] = figures[&("held".to_owned(), "all".to_owned())].shares();
    assert!(
        at_1 >= 94.0 && at_5 >= 96.0 && wrong < 1.0,
        "@1 {at_1:.1} %, @5 {at_5:.1} %, wrong {wrong:.2} %"
    );
}

#[test]
fn no_text_of_the_eval_is_a_published_name_or_stands_twice() {
    let mut seen = BTreeSet::new();
    for kind in ConceptKind::ALL {
        let names = Names::of(Taxonomy::embedded(), *kind);
        seen.extend(names.list.iter().map(|name| (kind.as_str().to_owned(), fold(&name.text))));
    }
    let known: Vec<_> = cases()
        .into_iter()
        .filter(|case| !seen.insert((case.kind.clone(), fold(&case.text))))
        .collect();
    assert!(known.is_empty(), "{known:#?}");
}

#[test]
fn the_halves_of_the_eval_follow_from_the_texts() {
    for case in cases() {
        let is_tune = Sha256::digest(case.text.as_bytes())[0].is_multiple_of(2);
        assert_eq!(case.split == "tune", is_tune, "{}", case.text);
    }
}

#[test]
fn every_language_is_well_represented_in_both_halves() {
    let mut counts = BTreeMap::<_, usize>::new();
    for case in cases() {
        *counts.entry((case.lang, case.split)).or_default() += 1;
    }
    for lang in Lang::ALL {
        for split in ["tune", "held"] {
            let count = counts.get(&(lang.as_str().to_owned(), split.to_owned())).copied();
            assert!(count.unwrap_or(0) >= 40, "{lang} {split}: {count:?}");
        }
    }
}
