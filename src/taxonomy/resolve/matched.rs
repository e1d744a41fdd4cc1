//! What a text and a name have in common.

use std::collections::HashMap;

use crate::taxonomy::words::words;

words! {
    /// What a text and a name have in common.
    Matched {
        /// The text is the label.
        Label = "label",
        /// The text is a synonym.
        Synonym = "synonym",
        /// The text is a name, misspelt or in another form.
        Spelling = "spelling",
        /// Some words of the text are words of a name.
        Words = "words",
    }
}

/// How a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) score: u32,
    pub(super) matched: Matched,
    pub(super) name: usize,
}

/// The best match of each concept.
pub(super) type Matches = HashMap<usize, Match>;
