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
    /// The owner's own reference of a record, as its own system writes it, unique within the owner. Blanks around it do
    /// not count; line breaks, control characters and signs that nobody sees are no part of one.
    ExternalRef, "1 to 128 printable characters", "^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff][^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$", 128, "КС-000042", read |text| {
        let text = text.trim();
        let printable = text.chars().all(|c| {
            !(c.is_control() || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'))
        });
        (printable && (1..=128).contains(&text.chars().count())).then(|| text.into())
    }
}
