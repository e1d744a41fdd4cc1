//! The plain definition of the score. Everything else that ranks must agree with [`judge`].
//!
//! Integers only; every division rounds down.

use crate::domain::{concepts::skill::Evidence, recruitment::requirement::RequirementKind};

use super::{
    facts::{CandidateFacts, Held, OccupationFacts, Practised, VacancyFacts, Wanted},
    knowledge::{Knowledge, Relation},
    numbers::PlaceNo,
    rules::{accepts_place, answers, eligible},
    weights::Weights,
};

/// The best value of a part.
pub const FULL: u16 = 1000;
/// How many years in an occupation count.
pub(super) const MOST_YEARS: u8 = 10;
/// What an occupation of the same ISCO-08 unit group is worth.
pub(super) const SAME_UNIT: u16 = 600;

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
    /// How high the workplace stands in the candidate's wishes.
    pub region: u16,
    /// Languages against the preferred level.
    pub language: u16,
    /// Years in the occupation.
    pub experience: u16,
    /// How far the pay is above the floor.
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
    if eligible(v, c) { Verdict::Eligible(score(k, w, v, c)) } else { Verdict::Ineligible }
}

/// The score of a pair, eligible or not.
pub(super) fn score(k: &Knowledge, w: &Weights, v: &VacancyFacts, c: &CandidateFacts) -> Score {
    let parts = Parts {
        skills: skills(v, c),
        occupation: occupation(v, c),
        region: region(k, v, c),
        language: language(v, c),
        experience: experience(v, c),
        pay: pay(v, c),
    };
    Score { total: parts.total(w), parts }
}

/// Σ weight·credit / Σ weight over the asked skills; full if none is asked.
fn skills(v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let whole: u64 = v.wanted.iter().map(|wanted| u64::from(wanted.weight)).sum();
    let credit = |wanted: &Wanted| {
        answers(wanted, &c.skills).map(|(held, by)| credit(wanted, held, by)).max()
    };
    let sum: u64 = v
        .wanted
        .iter()
        .map(|one| u64::from(one.weight) * u64::from(credit(one).unwrap_or(0)))
        .sum();
    sum.checked_div(whole).map_or(FULL, narrow)
}

/// How far a held skill answers an asked one, 0 to 1000: the share of the level or of the years that is reached,
/// whichever is less, times evidence, times relation.
pub(super) fn credit(wanted: &Wanted, held: Held, relation: Relation) -> u16 {
    let share =
        |have: u8, need: u8| (u32::from(have) * 1000).checked_div(u32::from(need)).unwrap_or(1000);
    let reached =
        share(held.level, wanted.min_level).min(share(held.years, wanted.min_years)).min(1000);
    narrow(u64::from(reached * trust(held.evidence) * relation.percent() / 10_000))
}

/// What a skill is worth by its evidence, in per cent.
pub(super) const fn trust(evidence: Evidence) -> u32 {
    match evidence {
        Evidence::Recognised => 100,
        Evidence::Assessed => 95,
        Evidence::SelfDeclared => 85,
    }
}

fn occupation(v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let all = c.occupations.iter().map(|one| closeness(v.occupation, one.occupation));
    all.max().unwrap_or(0)
}

/// Same trade 1000, same ISCO-08 unit group 600, minor group 400, sub-major group 200.
pub(super) fn closeness(one: OccupationFacts, other: OccupationFacts) -> u16 {
    let (a, b) = (one.unit.0, other.unit.0);
    if one.trade.is_some() && one.trade == other.trade {
        FULL
    } else if a == b {
        SAME_UNIT
    } else if a / 10 == b / 10 {
        400
    } else if a / 100 == b / 100 {
        200
    } else {
        0
    }
}

/// The candidate's wish for the workplace, and a tenth more for a home region that the vacancy prefers; 0 for a
/// municipality that is not accepted.
fn region(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let Some(place) = v.place.filter(|place| accepts_place(c, *place)) else { return 0 };
    let bonus = if v.preferred_regions.holds(c.region) { 100 } else { 0 };
    (wish(k, c, place) + bonus).min(FULL)
}

/// What a municipality that is accepted is worth by the candidate's list alone.
pub(super) fn wish(k: &Knowledge, c: &CandidateFacts, place: PlaceNo) -> u16 {
    match c.ranked.iter().position(|one| *one == place) {
        Some(rank) => rank_worth(rank),
        None if c.ranked.is_empty() => 500,
        None => 300 + c.ranked.iter().map(|one| k.nearness(place, *one)).max().unwrap_or(0),
    }
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

/// A hundred for each year in the same trade or unit group, the longest such time, ten years at most.
fn experience(v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    let near = |one: &&Practised| closeness(v.occupation, one.occupation) >= SAME_UNIT;
    let same = c.occupations.iter().filter(near);
    same.map(|one| u16::from(one.years.min(MOST_YEARS)) * 100).max().unwrap_or(0)
}

/// How far the pay promised is above the floor, full from 30 % on or without a floor; 0 if that is not known.
fn pay(v: &VacancyFacts, c: &CandidateFacts) -> u16 {
    match c.floor {
        None => FULL,
        Some((terms, floor)) => {
            let promised = v.pay.promised(terms.floor(floor));
            let above = u64::from(promised.saturating_sub(floor)) * 10_000;
            above.checked_div(u64::from(floor) * 3).map_or(FULL, |part| narrow(part.min(1000)))
        }
    }
}

fn narrow(value: u64) -> u16 {
    u16::try_from(value).expect("scores and parts are at most 10,000")
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
