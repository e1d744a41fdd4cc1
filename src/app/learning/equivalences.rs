//! Equivalences: operators write what qualifications count as, and everybody reads it.

use crate::{
    app::resource::rules::{DocumentRules, ResourceRules},
    domain::{FieldError, learning::equivalence::EquivalenceBody},
    taxonomy::Taxonomy,
};

impl ResourceRules for EquivalenceBody {}

impl DocumentRules for EquivalenceBody {
    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        Vec::new()
    }
}
