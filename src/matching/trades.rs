//! How near occupations are: by the skills that two trades share, and by their groups in ISCO-08.
//!
//! ISCO groups by material and industry: it sets a cabinet maker beside a shoemaker and far from a carpenter. What two
//! trades ask of a worker says more, so the skills come first: 3/2 · cos², in steps of 50 and never over 900, where cos is
//! the cosine of their skills, each by rarity and twice if it is essential. Beside that, trades of one unit group are never
//! under 300, and those of one minor group never under 200.
//! Where a trade has no skills, or only a group is known, groups decide: the same unit 600, minor 400, sub-major 200.
//! A trade without a group, of a scheme that does not go by ISCO, is near to others by its skills alone.

use std::collections::BTreeMap;

use crate::domain::concepts::{
    occupation::{IscoUnit, TradeId},
    skill::SkillId,
};

use super::numbers::{FULL, SkillNo, TradeNo, UnitNo};

/// From how near on an occupation is very near: a reason says so, and its years and grade count as those in the trade.
pub(super) const VERY_NEAR: u16 = 500;

/// A trade among the others.
#[derive(Debug, Clone)]
pub struct TradeSource {
    /// Which trade.
    pub id: TradeId,
    /// Its unit group of ISCO-08, or the one that stands for none.
    pub unit: IscoUnit,
    /// The skills that whoever has the trade has.
    pub essential: Vec<SkillId>,
    /// The skills that some who have it have.
    pub optional: Vec<SkillId>,
}

/// An occupation. A known trade brings its own unit group; an unknown one is left out, and the group given stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct OccupationFacts {
    pub(super) trade: Option<TradeNo>,
    pub(super) unit: UnitNo,
}

/// The nearest that different trades can be.
const NEAREST: f64 = 900.0;
/// In these steps.
const STEP: f64 = 50.0;

/// Every trade: its group, and the trades near to it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Trades {
    units: Vec<UnitNo>,
    /// Whether its skills are known.
    profiled: Vec<bool>,
    /// The trades that are near, itself included, by number.
    near: Vec<Vec<(TradeNo, u16)>>,
}

/// The skills of a trade with their weights.
type Skills = BTreeMap<SkillNo, f64>;

impl Trades {
    /// Compares every trade with every other. `rarity` tells the number and the rarity of a skill that is known.
    pub(super) fn new(
        source: &[TradeSource],
        rarity: impl Fn(&SkillId) -> Option<(SkillNo, u16)>,
    ) -> Self {
        let skills: Vec<_> = source.iter().map(|trade| weighed(trade, &rarity)).collect();
        let mut trades = Self {
            units: source.iter().map(|trade| UnitNo::from(&trade.unit)).collect(),
            profiled: skills.iter().map(|skills| !skills.is_empty()).collect(),
            near: Vec::new(),
        };
        let alike = alike(&skills);
        trades.near = (0u16..).zip(&alike).map(|(no, alike)| trades.around(no, alike)).collect();
        trades
    }

    /// The trades that are near to one.
    fn around(&self, no: u16, alike: &[u16]) -> Vec<(TradeNo, u16)> {
        let one = self.facts(TradeNo(no));
        let near = |(other, alike): (u16, &u16)| {
            let by_group = self.by_group(one, self.facts(TradeNo(other)));
            let near = if other == no { FULL } else { by_group.max(*alike) };
            (near > 0).then_some((TradeNo(other), near))
        };
        (0u16..).zip(alike).filter_map(near).collect()
    }

    fn facts(&self, trade: TradeNo) -> OccupationFacts {
        OccupationFacts { trade: Some(trade), unit: self.unit(trade) }
    }

    /// The unit group of a trade.
    pub(super) fn unit(&self, trade: TradeNo) -> UnitNo {
        self.units[usize::from(trade.0)]
    }

    /// How many trades there are.
    pub(super) fn count(&self) -> usize {
        self.units.len()
    }

    /// How near two occupations are, 0 to 1000.
    pub(super) fn closeness(&self, one: OccupationFacts, other: OccupationFacts) -> u16 {
        let (Some(first), Some(second)) = (one.trade, other.trade) else {
            return self.by_group(one, other);
        };
        let near = &self.near[usize::from(first.0)];
        near.binary_search_by_key(&second, |near| near.0).map_or(0, |at| near[at].1)
    }

    /// How near an occupation is to the nearest of those that would do.
    pub(super) fn nearest(&self, asked: &[OccupationFacts], other: OccupationFacts) -> u16 {
        asked.iter().map(|one| self.closeness(*one, other)).max().unwrap_or(0)
    }

    /// Every trade that is near to one of those that would do, by number, with how near it is.
    pub(super) fn near_any(&self, asked: &[OccupationFacts]) -> Vec<(TradeNo, u16)> {
        if let [one] = asked {
            return self.near(*one);
        }
        let mut nearest = BTreeMap::<TradeNo, u16>::new();
        for (trade, near) in asked.iter().flat_map(|one| self.near(*one)) {
            let best = nearest.entry(trade).or_default();
            *best = near.max(*best);
        }
        nearest.into_iter().collect()
    }

    /// Every trade that is near to an occupation, by number, with how near it is.
    pub(super) fn near(&self, one: OccupationFacts) -> Vec<(TradeNo, u16)> {
        if let Some(trade) = one.trade {
            return self.near[usize::from(trade.0)].clone();
        }
        let all = (0u16..).zip(&self.units).map(|(no, _)| TradeNo(no));
        let near = all.map(|trade| (trade, self.by_group(one, self.facts(trade))));
        near.filter(|(_, near)| *near > 0).collect()
    }

    /// What the groups of two occupations say; less where their skills say it better.
    fn by_group(&self, one: OccupationFacts, other: OccupationFacts) -> u16 {
        let profiled = |one: OccupationFacts| {
            one.trade.is_some_and(|trade| self.profiled[usize::from(trade.0)])
        };
        let [unit, minor, sub_major] =
            if profiled(one) && profiled(other) { [300, 200, 0] } else { [600, 400, 200] };
        let (a, b) = (one.unit.0, other.unit.0);
        if !(one.unit.is_known() && other.unit.is_known()) {
            0
        } else if a == b {
            unit
        } else if a / 10 == b / 10 {
            minor
        } else if a / 100 == b / 100 {
            sub_major
        } else {
            0
        }
    }
}

fn weighed(trade: &TradeSource, rarity: impl Fn(&SkillId) -> Option<(SkillNo, u16)>) -> Skills {
    let all = [(&trade.optional, 1.0), (&trade.essential, 2.0)];
    let all = all.into_iter().flat_map(|(skills, times)| skills.iter().map(move |id| (id, times)));
    all.filter_map(|(id, times)| rarity(id).map(|(no, rarity)| (no, times * f64::from(rarity))))
        .collect()
}

/// How much the skills of each trade are like those of each other.
fn alike(skills: &[Skills]) -> Vec<Vec<u16>> {
    let mut having: BTreeMap<SkillNo, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, skills) in skills.iter().enumerate() {
        for (skill, weight) in skills {
            having.entry(*skill).or_default().push((at, *weight));
        }
    }
    let squares = |skills: &Skills| skills.values().map(|weight| weight * weight).sum::<f64>();
    let lengths: Vec<_> = skills.iter().map(squares).collect();
    let of_one = |at: usize| {
        let mut products = vec![0.0; skills.len()];
        for (skill, weight) in &skills[at] {
            for (other, others) in &having[skill] {
                products[*other] += weight * others;
            }
        }
        let squares = products.iter().zip(&lengths);
        squares
            .map(|(product, length)| quantised(product * product, lengths[at] * length))
            .collect()
    };
    (0..skills.len()).map(of_one).collect()
}

/// 3/2 · cos² in steps, from the squares of a product and of the lengths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies between 0 and 900"
)]
fn quantised(product: f64, lengths: f64) -> u16 {
    let square = if lengths > 0.0 { product / lengths } else { 0.0 };
    ((square * 1500.0 / STEP).round() * STEP).clamp(0.0, NEAREST) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{
        Knowledge, KnowledgeSource,
        samples::{source, trade},
    };

    fn near(knowledge: &Knowledge, one: &str, other: &str) -> u16 {
        let facts = |id: &str| {
            let (trade, unit) = knowledge.trade(&id.parse().unwrap()).unwrap();
            OccupationFacts { trade: Some(trade), unit }
        };
        knowledge.trades().closeness(facts(one), facts(other))
    }

    #[test]
    fn trades_are_as_near_as_their_skills_and_groups_say() {
        let skills = ["w.saw", "w.plane", "w.glue", "l.sew", "l.sole"];
        let knowledge = Knowledge::new(&KnowledgeSource {
            skills: skills.map(|id| source(id, &[], &[], 100)).to_vec(),
            trades: vec![
                trade("cabinet_maker", "7522", &["w.saw", "w.plane", "w.glue"]),
                trade("carpenter", "7115", &["w.saw", "w.plane"]),
                trade("shoemaker", "7536", &["l.sew", "l.sole"]),
                trade("upholsterer", "7534", &["l.sew", "w.glue"]),
                trade("polisher", "7522", &["l.sole"]),
                trade("unknown", "7522", &[]),
                trade("own_joiner", "0000", &["w.saw", "w.plane"]),
                trade("own_blank", "0000", &[]),
            ],
            ..KnowledgeSource::default()
        });
        let of = |other| near(&knowledge, "cabinet_maker", other);
        assert_eq!(of("cabinet_maker"), 1000);
        assert_eq!(of("carpenter"), 900, "2 of 2 and 3 skills: 3/2 · 2/3");
        assert_eq!(of("shoemaker"), 0, "one sub-major group, and nothing in common");
        assert_eq!(of("upholsterer"), 250, "3/2 · 1/6");
        assert_eq!(of("polisher"), 300, "one unit group, and nothing in common");
        assert_eq!(of("unknown"), 600, "one unit group, and its skills are not known");
        assert_eq!(of("own_joiner"), 900, "no group, and its skills say it");
        assert_eq!(of("own_blank"), 0, "no group, and no skills");
        assert_eq!(
            near(&knowledge, "own_blank", "own_joiner"),
            0,
            "no group is no group in common"
        );
        assert_eq!(near(&knowledge, "own_blank", "own_blank"), 1000, "the same trade");
        for (one, other) in
            [("carpenter", "upholsterer"), ("unknown", "carpenter"), ("own_joiner", "carpenter")]
        {
            assert_eq!(near(&knowledge, one, other), near(&knowledge, other, one));
        }
    }
}
