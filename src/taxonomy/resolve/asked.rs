//! What is known of a text before it is read, and what it may name.

use std::collections::BTreeSet;

use crate::domain::values::language::Lang;

/// What is known of a text, and the concepts that it may name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    /// Its language.
    pub(super) lang: Option<Lang>,
    /// Only these concepts; all, if it is not given.
    pub(super) within: Option<&'a BTreeSet<usize>>,
}

impl Asked<'_> {
    /// Whether the text may name a concept.
    pub(super) fn allows(self, concept: usize) -> bool {
        self.within.is_none_or(|within| within.contains(&concept))
    }
}
