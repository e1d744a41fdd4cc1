//! The plain definition of the score. Everything else that ranks must agree with [`judge`].
//!
//! Integers only; every division rounds down.

use std::cmp::Reverse;

use crate::domain::{
    concepts::skill::Evidence,
    recruitment::{candidate::Readiness, requirement::RequirementKind},
};

use super::{
    facts::{CandidateFacts, Held, VacancyFacts, Wanted},
    knowledge::Knowledge,
    numbers::{FULL, PlaceNo},
    relation::Relation,
    rules::{accepted_places, answers, eligible},
    weights::Weights,
};

/// How many years in an occupation count.
pub(super) const MOST_YEARS: u8 = 10;
/// What a skill of exactly the asked level is worth; a level more and two levels more are worth the rest.
const AS_ASKED: u32 = 900;

/// Whether a pair is eligible, and how well it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every rule holds.
    Eligible(Score),
    /// Some rule fails; `explain` says which.
    Ineligible,
}

/// How well a pair fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Score {
    /// Basis points, 0 to 10,000: `Parts::total` of the parts under the same weights.
    pub total: u16,
    /// What it is made of.
    pub parts: Parts,
}

/// The parts of a score, each 0 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Parts {
    /// The asked skills that are there, by weight and rarity.
    pub skills: u16,
    /// How near the candidate's occupations are.
    pub occupation: u16,
    /// How high the workplace stands in the candidate's wishes, and how ready they are to go.
    pub region: u16,
    /// Languages against the preferred level.
    pub language: u16,
    /// Years in the occupation, or in one that is near.
    pub experience: u16,
    /// Whether the vacancy says its pay so that it can be compared.
    pub pay: u16,
}

impl Parts {
    /// The total in basis points: ⌊10 · Σ weight·part / Σ weight⌋.
    pub fn total(&self, weights: &Weights) -> u16 {
        let parts = self.to_array().into_iter();
        let sum: u32 =
            parts.zip(weights.to_array()).map(|(p, w)| u32::from(p) * u32::from(w)).sum();
        narrow(u64::from(10 * sum / weights.sum()))
    }

    /// The parts that [`Parts::to_array`] gave.
    pub const fn from_array(numbers: [u16; 6]) -> Self {
        let [skills, occupation, region, language, experience, pay] = numbers;
        Self { skills, occupation, region, language, experience, pay }
    }

    /// The six parts, in the order of the weights.
    pub const fn to_array(self) -> [u16; 6] {
        [self.skills, self.occupation, self.region, self.language, self.experience, self.pay]
    }
}

/// Judges a pair: the one definition of who matches and how well.
pub fn judge(k: &Knowledge, w: &Weights, v: &VacancyFacts, c: &CandidateFacts) -> Verdict {
    if eligible(k, v, c) { Verdict::Eligible(score(k, w, v, c)) } else { Verdict::Ineligible }
}

/// The score of a pair, eligible or not.
pub(super) fn score(k: &Knowledge, w: &Weights, v: &VacancyFacts, c: &CandidateFacts) -> Score {
    let parts = Parts {
        skills: skills(k, v, c),
        occupation: occupation(k, v, c),
        region: region(k, v, c),
        language: language(v, c),
        experience: experience(k, v, c),
        pay: pay(v),
    };
    Score { total: parts.total(w), parts }
}

/// Σ weight·credit / Σ weight over the asked skills, where nobody is known to have what is asked in words that are not
/// understood. Where no skill is asked at all, the occupation says what is needed.
fn skills(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let credit =
        |wanted: &Wanted| answers(wanted, c).map(|(held, by)| credit(wanted, held, by)).max();
    let sum: u64 = v
        .wanted
        .iter()
        .map(|one| u64::from(one.weight) * u64::from(credit(one).unwrap_or(0)))
        .sum();
    sum.checked_div(whole(v)).map_or_else(|| occupation(k, v, c), narrow)
}

/// What everything that a vacancy asks for weighs together.
pub(super) fn whole(v: &VacancyFacts) -> u64 {
    let wanted = v.wanted.iter().map(|wanted| u64::from(wanted.weight)).sum::<u64>();
    wanted + u64::from(v.unread_weight)
}

/// How far what is held answers what is asked, 0 to 1000: what the level is worth, or the share of the years that is
/// reached if that is less, times evidence, times relation.
pub(super) fn credit(wanted: &Wanted, held: Held, relation: Relation) -> u16 {
    credit_for((wanted.min_level, wanted.min_years), held, relation)
}

/// The same for a level and years that are asked.
pub(super) fn credit_for((level, years): (u8, u8), held: Held, relation: Relation) -> u16 {
    let years = (u32::from(held.years) * 1000).checked_div(years.into());
    let reached = level_worth(held.level, level).min(years.unwrap_or(1000));
    narrow(u64::from(reached * trust(held, relation) / 10_000))
}

/// What a level is worth against the least that is asked: 900 at that level and its share below; 50 more for each of two
/// levels above.
fn level_worth(level: u8, asked: u8) -> u32 {
    match level.checked_sub(asked) {
        Some(more) => AS_ASKED + 50 * u32::from(more.min(2)),
        None => AS_ASKED * u32::from(level) / u32::from(asked),
    }
}

/// How far an answer is to be trusted, in hundredths of a per cent: evidence times relation. What a trade implies rests on
/// the years in it alone: 24 % after one, 60 % from ten on.
fn trust(held: Held, relation: Relation) -> u32 {
    let percent = match relation {
        Relation::Exact | Relation::Narrower => 100,
        Relation::Implied => return (20 + 4 * u32::from(held.years.min(MOST_YEARS))) * 100,
        Relation::Related => RELATED,
        Relation::Neighbour(percent) => percent.into(),
    };
    proof(held.evidence) * percent
}

/// What a related skill is worth, in per cent: less than a third, so that a beginner in the asked skill comes first.
const RELATED: u32 = 25;

/// What a skill is worth by its evidence, in per cent.
pub(super) const fn proof(evidence: Evidence) -> u32 {
    match evidence {
        Evidence::Recognised => 100,
        Evidence::Assessed => 95,
        Evidence::SelfDeclared => 85,
    }
}

/// The nearest of the candidate's occupations.
fn occupation(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    near(k, v, c).map(|(near, _)| near).max().unwrap_or(0)
}

/// How near each occupation of a candidate is, and the years in it.
fn near(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> impl Iterator<Item = (u16, u8)> {
    let closeness = |one| k.trades().nearest(&v.occupations, one);
    c.occupations.iter().map(move |one| (closeness(one.occupation), one.long()))
}

/// The candidate's wish for the best workplace, and a tenth more for a home region that the vacancy prefers, as far as the
/// candidate is ready to go; 0 if no municipality is accepted.
fn region(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let Some(place) = best_place(k, v, c) else { return 0 };
    let bonus = if v.preferred_regions.holds(c.region) { 100 } else { 0 };
    at_readiness((wish(k, c, place) + bonus).min(FULL), c.readiness)
}

/// The workplace that the candidate wishes most, of equals the first; `None` if none is accepted.
pub(super) fn best_place(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Option<PlaceNo> {
    accepted_places(v, c).min_by_key(|place| Reverse(wish(k, c, *place)))
}

/// What a wish is worth of one who is ready to go or collects papers, and of one who is only thinking about it, or has not
/// said.
pub(super) fn at_readiness(wish: u16, readiness: Option<Readiness>) -> u16 {
    let percent = match readiness {
        Some(Readiness::Ready | Readiness::Preparing) => 100,
        Some(Readiness::Exploring) | None => 70,
    };
    narrow(u64::from(wish) * percent / 100)
}

/// What a municipality that is accepted is worth by the candidate's list alone. To whom every place is the same, each is
/// as good as the first wish; who has not said whether they would go gets no credit.
pub(super) fn wish(k: &Knowledge, c: &CandidateFacts, place: PlaceNo) -> u16 {
    match rank(c, place) {
        Some(rank) => rank_worth(rank),
        None if c.elsewhere.is_none() => 0,
        None if c.ranked.is_empty() => FULL,
        None => 300 + c.ranked.iter().map(|one| k.nearness(place, *one)).max().unwrap_or(0),
    }
}

/// Which wish of the candidate a municipality is, from 0; each is the first, if they are equal.
pub(super) fn rank(c: &CandidateFacts, place: PlaceNo) -> Option<usize> {
    let at = c.ranked.iter().position(|one| *one == place)?;
    Some(if c.equal { 0 } else { at })
}

/// 1000 for the first wish, 100 less for each further one, never under 600.
pub(super) fn rank_worth(rank: usize) -> u16 {
    [1000, 900, 800, 700].get(rank).copied().unwrap_or(600)
}

/// The mean share of the preferred language levels that is reached; full if none is preferred.
fn language(v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let preferred = v.tongues.iter().filter(|wanted| wanted.kind == RequirementKind::Preferred);
    let (sum, count) = preferred.fold((0u64, 0u64), |(sum, count), wanted| {
        let reached = c.rung(wanted.tongue).min(wanted.rung);
        (sum + 1000 * u64::from(reached) / u64::from(wanted.rung), count + 1)
    });
    sum.checked_div(count).map_or(FULL, narrow)
}

/// A hundred for each year in an occupation, ten years at most, as far as it is near; the best of them.
fn experience(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    near(k, v, c).map(|(near, years)| years_worth(near, years)).max().unwrap_or(0)
}

/// What years in an occupation that is so near are worth.
pub(super) fn years_worth(near: u16, years: u8) -> u16 {
    u16::from(years.min(MOST_YEARS)) * (near / 10)
}

/// Full where the vacancy says its pay so that a floor can be compared with it for certain, else 0: a fact of the offer
/// alone, since anything else, and be it only whether there is a floor, would tell an employer what a candidate accepts.
/// Whether a floor is reached is a rule.
fn pay(v: &VacancyFacts) -> u16 {
    if v.pay.is_definite() { FULL } else { 0 }
}

fn narrow(value: u64) -> u16 {
    u16::try_from(value).expect("scores and parts are at most 10,000")
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "fairness_tests.rs"]
mod fairness_tests;
