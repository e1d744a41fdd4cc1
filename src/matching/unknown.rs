//! What has not been told, of all that the rules and the score ask.

use chrono::NaiveDate;

use crate::domain::recruitment::{eligibility::Rule, pay::Comparison};

use super::{
    background::{Standing, education, experience, grade},
    facts::{CandidateFacts, VacancyFacts},
    knowledge::Knowledge,
    numbers::PayTerms,
    rules::{accepted_places, says_place},
    trades::OccupationFacts,
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
        (Rule::Occupation, !occupations_known(v, c)),
        (Rule::PayNotComparable, !pay_comparable(v, c)),
    ];
    all.into_iter().filter(|(_, unknown)| *unknown).map(|(rule, _)| rule).collect()
}

/// Whether an occupation is known on both sides.
fn occupations_known(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    let practised = || c.occupations.iter().map(|one| one.occupation);
    v.occupations.iter().any(|one| one.is_known()) && practised().any(OccupationFacts::is_known)
}

/// Whether the pay can be compared with the candidate's floor; without one, whether the vacancy says enough to compare.
fn pay_comparable(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    let compares = |(terms, amount): (PayTerms, u32)| {
        v.pay.beside(terms.floor(amount)) != Comparison::NotComparable
    };
    c.floor.map_or_else(|| v.pay.is_definite(), compares)
}
