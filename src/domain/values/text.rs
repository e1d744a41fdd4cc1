//! Texts that exist in one or more languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Invalid,
    values::{language::Lang, words::checked_text},
};

/// A text by language; holds at least one, and none is blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Lang, String>", into = "BTreeMap<Lang, String>")]
pub struct LocalizedText(BTreeMap<Lang, String>);

impl LocalizedText {
    /// The text in `lang`, or in the nearest language that has one.
    pub fn in_language(&self, lang: Lang) -> &str {
        lang.fallbacks().iter().find_map(|lang| self.0.get(lang)).map_or("", String::as_str)
    }

    /// Every language with its text.
    pub fn all(&self) -> &BTreeMap<Lang, String> {
        &self.0
    }
}

impl TryFrom<BTreeMap<Lang, String>> for LocalizedText {
    type Error = Invalid;

    fn try_from(texts: BTreeMap<Lang, String>) -> Result<Self, Invalid> {
        if texts.is_empty() || texts.values().any(|text| text.trim().is_empty()) {
            return Err(Invalid::expected("a text in at least one language, and no blank text"));
        }
        Ok(Self(texts))
    }
}

impl From<LocalizedText> for BTreeMap<Lang, String> {
    fn from(text: LocalizedText) -> Self {
        text.0
    }
}

checked_text! {
    /// The owner's own reference of a record: 1 to 64 of `A-Z a-z 0-9 . _ : -`, unique within the owner.
    ExternalRef, "1 to 64 characters of A-Z a-z 0-9 . _ : -", "^[A-Za-z0-9._:-]{1,64}$", 64, "HR-2026-0042", |text| {
        (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._:-".contains(&b))
    }
}
