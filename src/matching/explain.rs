//! Why a pair matches or not: the score with its parts, each requirement with what answers it, failed rules, and the
//! shortest way to eligibility.

use crate::domain::{
    concepts::{
        occupation::TradeId,
        skill::{Evidence, SkillId},
    },
    recruitment::{eligibility::Rule, requirement::RequirementKind},
    values::place::Municipality,
};

use super::{
    facts::{CandidateFacts, Held, VacancyFacts, Wanted},
    gap::{Gap, gaps},
    knowledge::Knowledge,
    numbers::TradeNo,
    path::{Step, path},
    relation::Relation,
    rules::{answers, implied, met},
    score::{Score, best_place, credit, rank, score},
    unknown::unknown,
    weights::Weights,
};

/// Everything there is to say about a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The score; also of a pair that is not eligible, as if it were.
    pub score: Score,
    /// The failed rules, in the order of [`Rule::ALL`]; empty if the pair is eligible.
    pub failed: Vec<FailedRule>,
    /// The asked skills, in the order of the vacancy.
    pub requirements: Vec<RequirementFinding>,
    /// The rules for which not enough is told: they neither fail nor are known to hold.
    pub unknown: Vec<Rule>,
    /// Whether the vacancy alone says enough of its pay to be compared.
    pub pay_is_definite: bool,
    /// How many skills are asked for in words that name nothing known; nobody gets credit for them.
    pub unread: u8,
    /// What would make the pair eligible; empty if it is.
    pub path: Vec<Step>,
    /// Where the work is: of several places the one that the candidate wishes most, or the first if none is accepted.
    pub municipality: Option<Municipality>,
    /// The place of that municipality among the candidate's wishes, from 1, if it is listed.
    pub wish: Option<u8>,
    /// Whether it is one of several that the candidate wishes equally.
    pub equal_wishes: bool,
}

impl Explanation {
    /// Whether every rule holds.
    pub fn eligible(&self) -> bool {
        self.failed.is_empty()
    }

    /// The same as an employer may see it: without the pay floor, which places the candidate has ruled out, and how far
    /// their past falls short.
    #[must_use]
    pub fn withheld(self) -> Self {
        let unknown = self.unknown_withheld();
        let failed = self.failed.into_iter().map(|one| one.gap.withheld().into()).collect();
        let path = self.path.into_iter().map(Step::withheld).collect();
        Self { failed, unknown, path, ..self }
    }

    /// What is not known, where what is said of the pay follows from the vacancy and not from the floor.
    fn unknown_withheld(&self) -> Vec<Rule> {
        let refused = self.failed.iter().any(|one| one.rule == Rule::Pay);
        let vague = !self.pay_is_definite && !refused;
        let others = self.unknown.iter().filter(|rule| **rule != Rule::PayNotComparable);
        others.copied().chain(vague.then_some(Rule::PayNotComparable)).collect()
    }
}

/// A rule that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRule {
    /// Which rule.
    pub rule: Rule,
    /// What it needs, as a short neutral text.
    pub needed: String,
    /// What is there, as a short neutral text.
    pub actual: String,
    /// The skill, for a rule about a skill.
    pub skill: Option<SkillId>,
    /// The same in values.
    pub gap: Gap,
}

/// An asked skill and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementFinding {
    /// The asked skill.
    pub skill: SkillId,
    /// How binding it is.
    pub kind: RequirementKind,
    /// The least level.
    pub min_level: u8,
    /// The least years.
    pub min_years: u8,
    /// Whether what is there reaches both.
    pub met: bool,
    /// The held skill with the most credit.
    pub found: Option<Found>,
    /// The trade that implies the skill, where the candidate states neither it nor a narrower one.
    pub implied_by: Option<TradeId>,
    /// The credit of the one or the other, 0 to 1000.
    pub credit: u16,
}

impl RequirementFinding {
    /// What the credit rests on.
    pub fn basis(&self) -> Basis {
        match &self.found {
            Some(found) if found.relation.is_stated() => Basis::Stated,
            Some(_) => Basis::Related,
            None if self.implied_by.is_some() => Basis::Implied,
            None => Basis::Unknown,
        }
    }
}

/// What is known of an asked skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The candidate states it, or a narrower one.
    Stated,
    /// A trade of the candidate implies it.
    Implied,
    /// The candidate has a skill beside it.
    Related,
    /// Nothing.
    Unknown,
}

impl Basis {
    /// The text of the value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Implied => "implied",
            Self::Related => "related",
            Self::Unknown => "unknown",
        }
    }
}

/// A held skill that answers an asked one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The held skill.
    pub skill: SkillId,
    /// Its level.
    pub level: u8,
    /// Its years.
    pub years: u8,
    /// On whose word it rests.
    pub evidence: Evidence,
    /// How it relates to the asked one.
    pub relation: Relation,
}

impl From<Gap> for FailedRule {
    fn from(gap: Gap) -> Self {
        let skill = match &gap {
            Gap::Skill { skill, .. } => Some(skill.clone()),
            _ => None,
        };
        Self { rule: gap.rule(), needed: gap.needed(), actual: gap.actual(), skill, gap }
    }
}

/// Explains a pair.
pub fn explain(k: &Knowledge, w: &Weights, v: &VacancyFacts, c: &CandidateFacts) -> Explanation {
    let gaps = gaps(k, v, c);
    let place = best_place(k, v, c).or_else(|| v.places.first().copied());
    let rank = place.and_then(|place| rank(c, place));
    Explanation {
        score: score(k, w, v, c),
        path: path(k, v, c, &gaps),
        failed: gaps.into_iter().map(FailedRule::from).collect(),
        requirements: v.wanted.iter().map(|wanted| finding(k, v, c, wanted)).collect(),
        unknown: unknown(k, v, c),
        pay_is_definite: v.pay.is_definite(),
        unread: v.unread,
        municipality: place.map(|place| k.municipality(place).clone()),
        wish: rank.and_then(|rank| u8::try_from(rank + 1).ok()),
        equal_wishes: rank.is_some() && c.equal && c.ranked.len() > 1,
    }
}

fn finding(
    k: &Knowledge,
    v: &VacancyFacts,
    c: &CandidateFacts,
    wanted: &Wanted,
) -> RequirementFinding {
    let best = best_answer(wanted, c);
    RequirementFinding {
        skill: v.skill_id(k, wanted).clone(),
        kind: wanted.kind,
        min_level: wanted.min_level,
        min_years: wanted.min_years,
        met: met(wanted, c),
        found: best
            .filter(|(_, relation)| *relation != Relation::Implied)
            .map(|(held, relation)| found(k, held, relation)),
        implied_by: best
            .filter(|(_, relation)| *relation == Relation::Implied)
            .and_then(|(held, _)| implying(c, wanted, held))
            .map(|trade| k.trade_id(trade).clone()),
        credit: best.map_or(0, |(held, relation)| credit(wanted, held, relation)),
    }
}

/// The answer with the most credit; of equals the nearest relation, then the best evidence, then the first.
fn best_answer(wanted: &Wanted, c: &CandidateFacts) -> Option<(Held, Relation)> {
    answers(wanted, c).min_by_key(|(held, relation)| {
        use std::cmp::Reverse;
        (Reverse(credit(wanted, *held, *relation)), *relation, Reverse(held.evidence), held.skill)
    })
}

/// The trade by which a skill is implied with these years.
fn implying(c: &CandidateFacts, wanted: &Wanted, held: Held) -> Option<TradeNo> {
    let mut those = c.occupations.iter().filter(|one| implied(wanted, **one) == Some(held));
    those.find_map(|one| one.occupation.trade)
}

fn found(k: &Knowledge, held: Held, relation: Relation) -> Found {
    Found {
        skill: k.skill_id(held.skill).clone(),
        level: held.level,
        years: held.years,
        evidence: held.evidence,
        relation,
    }
}

#[cfg(test)]
#[path = "explain_tests.rs"]
mod tests;
