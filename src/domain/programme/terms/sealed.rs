//! Terms that were written down for good: from then on they say what they said, and their hash shows it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Invalid,
    programme::terms::{
        document::Terms,
        hash::{hash_told_by, terms_hash},
        sentence,
    },
    values::language::Lang,
};

/// Terms with what they are recognized by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedTerms {
    /// The terms.
    pub terms: Terms,
    /// The version of the texts that told them.
    pub told_by: String,
    /// SHA-256 over the format, the terms and that version.
    pub hash: String,
}

impl SealedTerms {
    /// Terms that are written down now.
    pub fn of(terms: Terms) -> Self {
        let hash = terms_hash(&terms);
        Self { terms, told_by: sentence::version().to_owned(), hash }
    }

    /// Terms that were written down, unless somebody has changed them since.
    pub fn kept(terms: Terms, told_by: String, hash: String) -> Result<Self, Invalid> {
        if hash_told_by(&terms, &told_by) == hash {
            Ok(Self { terms, told_by, hash })
        } else {
            Err(Invalid("the terms are not those of the hash".to_owned()))
        }
    }

    /// What a worker reads of them, in each language.
    pub fn texts(&self) -> BTreeMap<Lang, Vec<String>> {
        Lang::ALL.iter().map(|lang| (*lang, sentence::lines(&self.terms, *lang))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::programme::terms::document::tests::bricklayer;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn a_stored_edit_is_found(at in 0_usize..1_000, put in "[0-9a-z]") {
            let sealed = SealedTerms::of(bricklayer());
            let mut text = serde_json::to_string(&sealed.terms).unwrap();
            let at = at % text.len();
            text.replace_range(at..=at, &put);
            if let Ok(edited) = serde_json::from_str::<Terms>(&text) {
                let is_same = edited == sealed.terms;
                let kept = SealedTerms::kept(edited, sealed.told_by.clone(), sealed.hash.clone());
                prop_assert_eq!(kept.is_ok(), is_same);
            }
        }
    }

    #[test]
    fn terms_stay_what_they_were_when_the_texts_are_others() {
        let terms = bricklayer();
        let hash = hash_told_by(&terms, "earlier texts");
        assert!(SealedTerms::kept(terms.clone(), "earlier texts".to_owned(), hash.clone()).is_ok());
        assert!(SealedTerms::kept(terms.clone(), "later texts".to_owned(), hash).is_err());
        assert_eq!(SealedTerms::of(terms).texts().len(), Lang::ALL.len());
    }
}
