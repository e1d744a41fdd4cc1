//! What a candidate has not told, of all that the rules ask.

use chrono::NaiveDate;

use crate::domain::recruitment::eligibility::Rule;

use super::{
    background::{Standing, education, experience, grade},
    facts::{CandidateFacts, VacancyFacts},
    knowledge::Knowledge,
    rules::{accepted_places, says_place},
};

/// The rules for which not enough has been told: they do not fail, and nobody knows that they hold.
pub(super) fn unknown(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Vec<Rule> {
    let mut places = accepted_places(v, c).peekable();
    let unsaid = places.peek().is_some() && !places.any(|place| says_place(c, place));
    let all = [
        (Rule::Destination, unsaid),
        (Rule::HomeRegion, v.regions.is_some() && c.region.is_none()),
        (Rule::Experience, experience(k, v, c) == Standing::Untold),
        (Rule::Grade, grade(k, v, c) == Standing::Untold),
        (Rule::Education, education(v, c) == Standing::Untold),
        (Rule::Availability, v.latest < NaiveDate::MAX && c.available_from.is_none()),
    ];
    all.into_iter().filter(|(_, unknown)| *unknown).map(|(rule, _)| rule).collect()
}
