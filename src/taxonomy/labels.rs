//! What a concept is called: one label and any number of synonyms in each language, each with where it comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::words;
use crate::domain::values::language::Lang;

words! {
    /// How sure a fact of the taxonomy is.
    Confidence {
        /// Read in the named source.
        Read = "read",
        /// Written from memory and not verified.
        Memory = "memory",
        /// Made from another fact by a rule.
        Rule = "rule",
        /// Supplied by an operator, in an import or as a mapping.
        Supplied = "supplied",
    }
}

words! {
    /// What a text is to its concept.
    Role {
        /// The name shown to people; one in each language.
        Label = "label",
        /// Another name that means the same.
        Synonym = "synonym",
    }
}

/// A name of a concept in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The name.
    pub text: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it comes from, by the short names of `NOTICE`; `Koprik` is our own work.
    pub source: String,
}

impl Label {
    /// A name that an operator supplied.
    pub(super) fn supplied(text: &str, source: &str) -> Self {
        Self { text: text.to_owned(), confidence: Confidence::Supplied, source: source.to_owned() }
    }
}

/// The names of a concept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Labels {
    preferred: BTreeMap<Lang, Label>,
    synonyms: BTreeMap<Lang, Vec<Label>>,
}

impl Labels {
    /// The label in `lang`, or in the nearest language that has one; empty if there is none at all.
    pub fn get(&self, lang: Lang) -> &str {
        lang.fallbacks()
            .iter()
            .find_map(|lang| self.preferred.get(lang))
            .map_or("", |label| &label.text)
    }

    /// The label in exactly this language.
    pub fn exactly(&self, lang: Lang) -> Option<&Label> {
        self.preferred.get(&lang)
    }

    /// The synonyms in a language.
    pub fn synonyms(&self, lang: Lang) -> &[Label] {
        self.synonyms.get(&lang).map_or(&[], Vec::as_slice)
    }

    /// Every name: labels before synonyms, each in the order of languages.
    pub fn all(&self) -> impl Iterator<Item = (Lang, Role, &Label)> {
        let preferred = self.preferred.iter().map(|(lang, label)| (*lang, Role::Label, label));
        let synonyms = self.synonyms.iter().flat_map(|(lang, synonyms)| {
            synonyms.iter().map(|label| (*lang, Role::Synonym, label))
        });
        preferred.chain(synonyms)
    }

    /// Sets the label in a language.
    pub(super) fn set(&mut self, lang: Lang, label: Label) {
        self.preferred.insert(lang, label);
    }

    /// Sets the label in a language to a text, or takes it away if the text is blank; an equal one keeps its origin.
    pub(super) fn supply(&mut self, lang: Lang, text: &str, source: &str) {
        if text.is_empty() {
            self.preferred.remove(&lang);
        } else if self.exactly(lang).is_none_or(|known| known.text != text) {
            self.set(lang, Label::supplied(text, source));
        }
    }

    /// Sets all synonyms in a language; those that were there keep their origin.
    pub(super) fn supply_synonyms<'a>(
        &mut self,
        lang: Lang,
        texts: impl Iterator<Item = &'a str>,
        source: &str,
    ) {
        let known: Vec<_> = self.synonyms.remove(&lang).into_iter().flatten().collect();
        for text in texts {
            let same = known.iter().find(|known| known.text == text);
            self.add_synonym(lang, same.cloned().unwrap_or_else(|| Label::supplied(text, source)));
        }
    }

    /// Whether there is no label in any language.
    pub(super) fn is_empty(&self) -> bool {
        self.preferred.is_empty()
    }

    /// Adds a synonym, unless the same text is there already.
    pub(super) fn add_synonym(&mut self, lang: Lang, label: Label) -> bool {
        let synonyms = self.synonyms.entry(lang).or_default();
        let known = synonyms.iter().any(|known| known.text == label.text);
        if !known {
            synonyms.push(label);
        }
        !known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label { text: text.to_owned(), confidence: Confidence::Memory, source: "Koprik".to_owned() }
    }

    #[test]
    fn a_missing_label_is_answered_in_the_nearest_language() {
        let mut labels = Labels::default();
        labels.set(Lang::UzLatn, label("payvandchi"));
        labels.set(Lang::En, label("welder"));
        assert_eq!(labels.get(Lang::UzCyrl), "payvandchi");
        assert_eq!(labels.get(Lang::Tt), "welder");
        assert_eq!(Labels::default().get(Lang::Ru), "");
    }

    #[test]
    fn a_synonym_is_kept_once() {
        let mut labels = Labels::default();
        assert!(labels.add_synonym(Lang::Ru, label("кладчик")));
        assert!(!labels.add_synonym(Lang::Ru, label("кладчик")));
        assert_eq!(labels.synonyms(Lang::Ru).len(), 1);
    }
}
