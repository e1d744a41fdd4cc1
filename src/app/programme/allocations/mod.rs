//! Allocations: operators draft one, freeze it, have it worked out in the background, have it checked, and confirm it for both
//! sides, which makes applications of it.
//!
//! [`freezing`] reads what goes in from vacancies under approved orders and from available candidates, `gathering` judges who
//! may sit where, `grouping` keeps confirmed groups whole, [`working`] is the job, [`confirming`] checks and confirms, [`what_if`] tells what a change would bring, and
//! [`reading`] is who sees what.

pub mod confirming;
pub mod freezing;
pub mod reading;
pub mod what_if;
pub mod working;

mod gathering;
mod grouping;
mod keeping;

pub use crate::allocation::result::{
    Because, CapLoad, FullPlace, NearMiss, Outcome, Placement, Unplaced, VacancyLoad, Wish,
};
pub use crate::allocation_check::{Fault, Report};

use crate::{
    app::{
        resource::rules::{DocumentRules, ResourceRules},
        taxonomy::codes,
    },
    domain::{FieldError, programme::allocation::AllocationBody},
    taxonomy::Taxonomy,
};

impl ResourceRules for AllocationBody {}

impl DocumentRules for AllocationBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let places = self.caps.iter().enumerate();
        let places = places.filter_map(|(at, cap)| Some((at, cap.municipality.as_ref()?)));
        let error = |(at, place)| {
            let known = taxonomy.municipality(place).is_some();
            let pointer = format!("/caps/{at}/municipality");
            codes::unless(known, &pointer, "municipality", "/v1/taxonomy/municipalities")
        };
        places.filter_map(error).collect()
    }
}
