//! What terms are recognized by.

use serde_json::json;

use crate::domain::{
    programme::terms::{document::Terms, sentence},
    values::canonical::canonical_hash,
};

/// The name of the structure, which is hashed with it.
pub const FORMAT: &str = "terms-1";

/// SHA-256 over the format, the terms and the texts that tell them, in hexadecimal.
pub fn terms_hash(terms: &Terms) -> String {
    hash_told_by(terms, sentence::version())
}

/// The same of terms that were told by the texts of this version.
pub fn hash_told_by(terms: &Terms, texts: &str) -> String {
    canonical_hash(&json!({"format": FORMAT, "terms": terms, "texts": texts}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::terms::document::tests::bricklayer;

    #[test]
    fn any_changed_term_changes_the_hash() {
        let terms = bricklayer();
        let other = Terms { monthly_minimum: 8_999_999, ..terms.clone() };
        assert_ne!(terms_hash(&terms), terms_hash(&other));
        let read: Terms = serde_json::from_value(serde_json::to_value(&terms).unwrap()).unwrap();
        assert_eq!(terms_hash(&read), terms_hash(&terms));
    }
}
