//! Texts on records that name a skill or an occupation, and what was made of each.

use serde::{Deserialize, Serialize};

use crate::domain::{
    folding::fold,
    values::{language::Lang, words::words},
};

words! {
    /// What a text on a record names.
    TextKind {
        /// A trade.
        Occupation = "occupation",
        /// A skill.
        Skill = "skill",
    }
}

words! {
    /// What became of a text.
    TextOutcome {
        /// It names one concept, which counts as if its id had been sent.
        Resolved = "resolved",
        /// It may name several, so it names none until an operator maps it.
        Ambiguous = "ambiguous",
        /// It names nothing known.
        Unknown = "unknown",
    }
}

/// A text as it was sent, and what was made of it when the record was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worded<C> {
    /// The text.
    pub text: String,
    /// Its language, if it was sent.
    pub lang: Option<Lang>,
    /// What was made of it.
    pub meaning: Meaning<C>,
}

/// What was made of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning<C> {
    /// What became of it.
    pub outcome: TextOutcome,
    /// Its language, as sent or as detected.
    pub lang: Option<Lang>,
    /// How sure the likeliest concept is, 0 to 1000.
    pub confidence: u16,
    /// What it names, if it is resolved.
    pub concept: Option<C>,
}

impl<C> Worded<C> {
    /// A text of which nothing has been made yet.
    pub fn new(text: String, lang: Option<Lang>) -> Self {
        let outcome = TextOutcome::Unknown;
        Self { text, lang, meaning: Meaning { outcome, lang, confidence: 0, concept: None } }
    }

    /// The text as readers of its record see it; `id` is what it names.
    pub(in crate::domain) fn shown(&self, kind: TextKind, id: Option<&str>) -> Text<'_> {
        let Meaning { outcome, lang, confidence, .. } = self.meaning;
        Text { kind, text: &self.text, lang, outcome, confidence, id: id.map(str::to_owned) }
    }
}

/// A text on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    /// What it names.
    pub kind: TextKind,
    /// The text.
    pub text: &'a str,
    /// Its language, as sent or as detected.
    pub lang: Option<Lang>,
    /// What became of it.
    pub outcome: TextOutcome,
    /// How sure the likeliest concept is, 0 to 1000.
    pub confidence: u16,
    /// The id of what it names, if it is resolved.
    pub id: Option<String>,
}

impl Text<'_> {
    /// Whether somebody has to map it.
    pub fn is_unmapped(&self) -> bool {
        self.outcome != TextOutcome::Resolved
    }

    /// The folded text: spellings that are mapped together have one key.
    pub fn key(&self) -> String {
        fold(self.text)
    }
}

/// A retired concept that a record names by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// What it is.
    pub kind: TextKind,
    /// Its id.
    pub id: String,
    /// The id of the concept in use that took its place; `None` if none did.
    pub by: Option<String>,
}
