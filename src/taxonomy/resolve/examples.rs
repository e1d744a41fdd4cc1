//! The examples of faults that users reported, in one table: one row is one text and its right answer.
//!
//! `resolved` names one concept; `several` names one in each part, in order; `doubt` never resolves, and offers the
//! concepts given first, in order. A row stands for its kind of fault: the rule is mended, never the row.

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use serde::Deserialize;

use super::*;

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));

/// A text and its right answer.
#[derive(Debug, Deserialize)]
struct Example {
    kind: String,
    text: String,
    answer: String,
    concepts: String,
}

impl Example {
    /// What is answered instead, if it is not right.
    fn fault(&self) -> Option<String> {
        let found = RESOLVER.resolve(&self.text, None, self.kind.parse().unwrap());
        let expected: Vec<_> = self.concepts.split(';').filter(|id| !id.is_empty()).collect();
        let hits: Vec<_> = found.concepts.iter().map(|hit| hit.id.as_str()).collect();
        let parts = found.parts.iter().map(|part| part.concepts[0].id.as_str());
        let is = found.outcome == Outcome::Resolved;
        let right = match self.answer.as_str() {
            "resolved" => is && hits[..1] == expected,
            "several" => !is && parts.eq(expected),
            _ => !is && hits.starts_with(&expected),
        };
        let first = found.concepts.iter().take(5).map(|hit| (&hit.id, hit.confidence));
        (!right).then(|| {
            format!(
                "{self:?} is {} {:?} {:?}",
                found.outcome,
                first.collect::<Vec<_>>(),
                found.parts
            )
        })
    }
}

#[test]
fn every_reported_example_is_answered_right() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/naming_examples.csv");
    let examples = csv::Reader::from_path(file).unwrap().into_deserialize();
    let examples = examples.collect::<Result<Vec<Example>, _>>().unwrap();
    let texts: BTreeSet<_> = examples.iter().map(|one| (&one.kind, &one.text)).collect();
    assert_eq!(texts.len(), examples.len(), "each example stands once");
    let faults: Vec<_> = examples.iter().filter_map(Example::fault).collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), examples.len(), faults.join("\n"));
}
