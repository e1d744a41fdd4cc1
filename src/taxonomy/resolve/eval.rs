//! How good the resolver is on texts that are no names of the taxonomy: `tests/data/resolve_eval.csv`.
//!
//! Rules are tuned on the rows marked `tune`; those marked `held` only measure. `cargo test --lib resolve_eval -- --nocapture`
//! prints the figures and the list of confusions.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use super::*;

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

fn cases(file: &Path) -> Vec<Case> {
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
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/resolve_eval.csv");
    if !file.exists() {
        eprintln!("no texts to measure the resolver with");
        return;
    }
    let resolver = Resolver::new(Taxonomy::embedded());
    let mut figures = BTreeMap::<(String, String), Figures>::new();
    for case in cases(&file) {
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
