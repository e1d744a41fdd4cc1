//! Who is eligible: rules, each one a question about a vacancy and a candidate.
//!
//! [`eligible`] asks all of them; `explain` asks the same functions one by one.

use crate::domain::{
    concepts::skill::Evidence,
    recruitment::{pay::Comparison, requirement::RequirementKind::Must},
};

use super::{
    background::suffices,
    facts::{CandidateFacts, Held, Practised, VacancyFacts, Wanted, WantedTongue},
    knowledge::Knowledge,
    numbers::{PayTerms, PlaceNo, SkillNo},
    relation::Relation::{self, Implied},
};

/// What a level that is not known counts as.
pub(super) const UNKNOWN_LEVEL: u8 = 3;

/// Whether every rule holds; the cheap ones are asked first.
pub(super) fn eligible(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> bool {
    eligible_but_for_skills(k, v, c) && has_musts(v, c)
}

/// Whether a candidate has every skill that a vacancy must have.
pub(super) fn has_musts(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    v.wanted.iter().all(|wanted| wanted.kind != Must || met(wanted, c))
}

/// Whether every rule holds that is not about skills.
pub(super) fn eligible_but_for_skills(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> bool {
    v.matchable
        && c.matchable
        && in_time(v, c)
        && region_accepted(v, c)
        && v.licences & !c.licences == 0
        && v.certificates & !c.certificates == 0
        && destination_accepted(v, c)
        && pay_reaches(v, c)
        && v.tongues.iter().all(|wanted| tongue_met(*wanted, c))
        && suffices(k, v, c)
}

/// Whether a requirement is met: by the same or a narrower skill, at the level and years asked for, or by a trade that
/// implies it.
pub(super) fn met(wanted: &Wanted, c: &CandidateFacts) -> bool {
    met_on(wanted, c, Evidence::SelfDeclared)
}

/// Whether a requirement is met by a skill that rests on `evidence` or better.
pub(super) fn met_on(wanted: &Wanted, c: &CandidateFacts, evidence: Evidence) -> bool {
    answers(wanted, c).any(|(held, relation)| {
        relation.meets()
            && held.level >= wanted.min_level
            && held.years >= wanted.min_years
            && held.evidence >= evidence
    })
}

/// What of a candidate answers a requirement, each with its relation: their skills, and where they state neither the asked
/// skill nor a narrower one, the trades that imply it.
pub(super) fn answers<'a>(
    wanted: &'a Wanted,
    c: &'a CandidateFacts,
) -> impl Iterator<Item = (Held, Relation)> {
    let is_stated = is_stated(wanted, c);
    let trades = c.occupations.iter().filter(move |_| !is_stated);
    let implied = trades.filter_map(|practised| Some((implied(wanted, *practised)?, Implied)));
    stated(wanted, &c.skills).chain(implied)
}

/// Whether a candidate states the asked skill or a narrower one, at whatever level.
pub(super) fn is_stated(wanted: &Wanted, c: &CandidateFacts) -> bool {
    stated(wanted, &c.skills).any(|(_, relation)| relation.is_stated())
}

/// A skill as a trade implies it: the level is not known and counts as that of a worker who needs no help, the years are
/// those in the trade. Less than a year implies nothing.
pub(super) fn implied(wanted: &Wanted, practised: Practised) -> Option<Held> {
    let (trade, skill) = (practised.occupation.trade?, wanted.skill.ok()?);
    let years = practised.long();
    let known = years > 0 && wanted.implied_by.binary_search(&trade).is_ok();
    known.then_some(unstated(skill, years))
}

/// A skill that is not stated.
pub(super) fn unstated(skill: SkillNo, years: u8) -> Held {
    Held { skill, level: UNKNOWN_LEVEL, years, evidence: Evidence::SelfDeclared }
}

/// The skills that answer a requirement. Both lists are ordered by number.
fn stated<'a>(wanted: &'a Wanted, skills: &'a [Held]) -> impl Iterator<Item = (Held, Relation)> {
    let mut accepts = wanted.accepts.iter().peekable();
    skills.iter().filter_map(move |held| {
        while accepts.next_if(|(skill, _)| *skill < held.skill).is_some() {}
        accepts
            .peek()
            .filter(|(skill, _)| *skill == held.skill)
            .map(|(_, relation)| (*held, *relation))
    })
}

pub(super) fn destination_accepted(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    accepted_places(v, c).next().is_some()
}

/// The places of the work to which a candidate would go.
pub(super) fn accepted_places(
    v: &VacancyFacts,
    c: &CandidateFacts,
) -> impl Iterator<Item = PlaceNo> {
    v.places.iter().copied().filter(|place| accepts_place(c, *place))
}

pub(super) fn accepts_place(c: &CandidateFacts, place: PlaceNo) -> bool {
    !c.never.holds(place) && (c.elsewhere != Some(false) || c.ranked.contains(&place))
}

/// Whether a candidate has said that they would go to a place which they accept.
pub(super) fn says_place(c: &CandidateFacts, place: PlaceNo) -> bool {
    c.elsewhere.is_some() || c.ranked.contains(&place)
}

pub(super) fn region_accepted(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    v.regions.is_none_or(|regions| c.region.is_none() || regions.holds(c.region))
}

pub(super) fn tongue_met(wanted: WantedTongue, c: &CandidateFacts) -> bool {
    wanted.kind != Must || c.rung(wanted.tongue) >= wanted.rung
}

pub(super) fn in_time(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    c.available_from.is_none_or(|first| first <= v.latest)
}

pub(super) fn pay_reaches(v: &VacancyFacts, c: &CandidateFacts) -> bool {
    floor_reached(v, c.floor)
}

/// Whether the pay offered may reach a floor: what cannot be compared is not refused.
pub(super) fn floor_reached(v: &VacancyFacts, floor: Option<(PayTerms, u32)>) -> bool {
    let short = |(terms, amount): (PayTerms, u32)| {
        v.pay.beside(terms.floor(amount)) == Comparison::DoesNotReach
    };
    !floor.is_some_and(short)
}
