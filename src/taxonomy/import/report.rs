//! What an import is told, and what it says.

use std::collections::HashSet;

use crate::taxonomy::{ConceptKind, RowProblem};

/// The name of an imported file in problems.
pub(super) const FILE: &str = "import";

/// What the importer knows about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The kind of rows that do not say theirs.
    pub kind: Option<ConceptKind>,
    /// The source of the names, such as `ESCO v1.2`.
    pub source: String,
}

/// What an import did, or would do; ids in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Concepts that were not there before.
    pub added: Vec<(ConceptKind, String)>,
    /// Concepts that are not what they were.
    pub changed: Vec<(ConceptKind, String)>,
    /// Those among them that are no longer in use.
    pub retired: Vec<(ConceptKind, String)>,
    /// How many rows say what is known already.
    pub unchanged: usize,
    /// The rows, or the relations in them, that were left out, and why.
    pub problems: Vec<RowProblem>,
}

impl Report {
    /// How many rows were understood, whether they changed something or not.
    pub fn taken(&self) -> usize {
        self.added.len() + self.changed.len() + self.unchanged
    }

    /// Notes that concepts are not what they were, unless that is noted already.
    pub(super) fn mark_changed<'a>(
        &mut self,
        kind: ConceptKind,
        ids: impl Iterator<Item = &'a str>,
    ) {
        let mut noted: HashSet<_> = self.added.iter().chain(&self.changed).cloned().collect();
        for id in ids {
            if noted.insert((kind, id.to_owned())) {
                self.changed.push((kind, id.to_owned()));
                self.unchanged -= 1;
            }
        }
    }
}
