//! How strict and how helpful the resolver is, on judged texts: slips and texts that are no names, bare words, phrases of
//! advertisements, enumerations. Tuned on the rows marked `tune`; `cargo test --lib judged -- --nocapture` prints figures.

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::*;

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));
const HALVES: [&str; 2] = ["tune", "held"];

/// A text and the concepts that it names, or may name first of all.
#[derive(Debug, Deserialize)]
struct Case {
    text: String,
    #[serde(default)]
    kind: String,
    #[serde(alias = "expected_id", alias = "expected_ids", alias = "first")]
    expected: String,
    split: String,
}

impl Case {
    fn expects(&self) -> BTreeSet<&str> {
        self.expected.split(';').filter(|id| !id.is_empty()).collect()
    }

    fn resolve(&self, kind: ConceptKind) -> Resolution {
        let kind = if self.kind.is_empty() { kind } else { self.kind.parse().unwrap() };
        RESOLVER.resolve(&self.text, None, kind)
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    csv::Reader::from_path(file).unwrap().into_deserialize().collect::<Result<_, _>>().unwrap()
}

/// The cases of both halves.
fn halves(name: &str) -> [Vec<Case>; 2] {
    HALVES.map(|half| read::<Case>(name).into_iter().filter(|case| case.split == half).collect())
}

/// The concepts that a text surely names: itself or part by part.
fn settled(found: &Resolution) -> BTreeSet<&str> {
    let parts = found.parts.iter().filter(|part| part.outcome == Outcome::Resolved);
    let whole = (found.outcome == Outcome::Resolved).then_some(&found.concepts);
    let all = whole.into_iter().chain(parts.map(|part| &part.concepts));
    all.filter_map(|concepts| concepts.first()).map(|hit| hit.id.as_str()).collect()
}

#[expect(clippy::cast_precision_loss, reason = "there are hundreds of cases")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn tell(half: &str, case: &Case, found: &Resolution) {
    let hits: Vec<_> =
        found.concepts.iter().take(4).map(|hit| format!("{} {}", hit.id, hit.confidence)).collect();
    let parts: Vec<_> = settled(found).into_iter().collect();
    eprintln!(
        "{half} {} `{}` is {}, not {} / {parts:?}",
        found.outcome,
        case.text,
        case.expected,
        hits.join(", ")
    );
}

/// Texts that are no names: wrong if resolved. Misspelt names: right at first, resolved, wrong.
#[test]
fn slips_are_judged() {
    for (half, cases) in HALVES.iter().zip(halves("judged_slips.csv")) {
        let (mut none, mut wrong, mut slips, mut first, mut resolved, mut other) =
            (0, 0, 0, 0, 0, 0);
        for case in &cases {
            let found = case.resolve(ConceptKind::Occupation);
            let is = found.outcome == Outcome::Resolved;
            let best = found.concepts.first().map_or("", |hit| hit.id.as_str());
            if case.expected.is_empty() {
                none += 1;
                wrong += usize::from(is);
            } else {
                slips += 1;
                first += usize::from(best == case.expected);
                resolved += usize::from(is && best == case.expected);
                other += usize::from(is && best != case.expected);
            }
            if is && best != case.expected || !is && !case.expected.is_empty() {
                tell(half, case, &found);
            }
        }
        let shares = [
            percent(wrong, none),
            percent(first, slips),
            percent(resolved, slips),
            percent(other, slips),
        ];
        eprintln!(
            "{half} slips: {none} no names, wrong {:.1} %; {slips} slips, @1 {:.1} %, resolved {:.1} %, wrong {:.1} %",
            shares[0], shares[1], shares[2], shares[3]
        );
        assert!(shares[0] < 1.0 && shares[1] >= 95.0 && shares[2] >= 85.0 && shares[3] < 2.0);
    }
}

/// Bare words: never resolved, and one of the common trades among the first three.
#[test]
fn bare_words_are_judged() {
    for (half, cases) in HALVES.iter().zip(halves("judged_bare.csv")) {
        let (mut sure, mut common) = (0, 0);
        for case in &cases {
            let found = case.resolve(ConceptKind::Occupation);
            let is = found.outcome == Outcome::Resolved;
            let offers = found.concepts.iter().take(3).any(|hit| case.expects().contains(&*hit.id));
            sure += usize::from(is);
            common += usize::from(offers);
            if is || !offers {
                tell(half, case, &found);
            }
        }
        eprintln!(
            "{half} bare: {} words, resolved {:.1} %, common trades among three {:.1} %",
            cases.len(),
            percent(sure, cases.len()),
            percent(common, cases.len())
        );
        assert!(percent(sure, cases.len()) < 10.0 && percent(common, cases.len()) >= 95.0);
    }
}

/// Phrases of advertisements: how many of the skills are found surely, how many of those found are right.
#[test]
fn phrases_are_judged() {
    for (half, cases) in HALVES.iter().zip(halves("judged_phrases.csv")) {
        let (mut with, mut recall, mut answered, mut right, mut five) = (0, 0, 0, 0, 0);
        for case in &cases {
            let (found, expects) = (case.resolve(ConceptKind::Skill), case.expects());
            let settled = settled(&found);
            let fits = settled.iter().any(|id| expects.contains(id));
            with += usize::from(!expects.is_empty());
            recall += usize::from(fits);
            answered += settled.len();
            right += settled.iter().filter(|id| expects.contains(*id)).count();
            five +=
                usize::from(found.concepts.iter().take(5).any(|hit| expects.contains(&*hit.id)));
            if !(fits || expects.is_empty() && settled.is_empty()) {
                tell(half, case, &found);
            }
        }
        eprintln!(
            "{half} phrases: {with}, recall {:.1} %, precision {:.1} %, @5 {:.1} %",
            percent(recall, with),
            percent(right, answered),
            percent(five, with)
        );
        assert!(percent(recall, with) >= 58.0 && percent(right, answered) >= 90.0);
    }
}

/// Enumerations: how many of the concepts are found surely, and how many of those found are right.
#[test]
fn enumerations_are_judged() {
    for (half, cases) in HALVES.iter().zip(halves("judged_enumerations.csv")) {
        let (mut all, mut answered, mut right) = (0, 0, 0);
        for case in &cases {
            let (found, expects) = (case.resolve(ConceptKind::Skill), case.expects());
            let settled = settled(&found);
            let fits = settled.iter().filter(|id| expects.contains(*id)).count();
            all += expects.len();
            answered += settled.len();
            right += fits;
            if fits < expects.len() || settled.len() > fits {
                tell(half, case, &found);
            }
        }
        eprintln!(
            "{half} enumerations: {all} concepts, recall {:.1} %, precision {:.1} %",
            percent(right, all),
            percent(right, answered)
        );
        assert!(percent(right, all) >= 90.0 && percent(right, answered) >= 92.0);
    }
}

#[test]
fn the_halves_follow_from_the_texts() {
    for name in
        ["judged_slips.csv", "judged_bare.csv", "judged_phrases.csv", "judged_enumerations.csv"]
    {
        for case in halves(name).into_iter().flatten() {
            let is_tune = Sha256::digest(case.text.as_bytes())[0].is_multiple_of(2);
            assert_eq!(case.split == "tune", is_tune, "{}", case.text);
        }
    }
}
