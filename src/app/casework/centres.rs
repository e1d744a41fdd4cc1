//! Centres: operators enter them, keep them up to date and publish them.

use crate::{
    app::{
        resource::rules::{DocumentRules, ResourceRules},
        taxonomy::codes,
    },
    domain::{FieldError, casework::centre::CentreBody},
    taxonomy::Taxonomy,
};

impl ResourceRules for CentreBody {}

impl DocumentRules for CentreBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let known =
            self.municipality.as_ref().is_none_or(|place| taxonomy.municipality(place).is_some());
        codes::unless(known, "/municipality", "municipality", "/v1/taxonomy/municipalities")
            .into_iter()
            .collect()
    }
}
