//! What the engine knows about the world: how skills and trades relate, where municipalities lie. Built once, never
//! changed.

use std::collections::HashMap;

use crate::domain::{
    concepts::{occupation::TradeId, skill::SkillId},
    values::place::{HomeRegion, Municipality, great_circle_km},
};

use super::{
    numbers::{PlaceNo, PlaceSet, RegionNo, RegionSet, SkillNo, TradeNo, UnitNo},
    relation::{Accepts, ImpliedBy, SkillEntry, SkillSource, skill_entries},
    trades::{TradeSource, Trades},
};

/// The facts that [`Knowledge`] is built from.
#[derive(Debug, Clone, Default)]
pub struct KnowledgeSource {
    /// Every skill.
    pub skills: Vec<SkillSource>,
    /// Retired skills with those that took their place.
    pub replaced_skills: Vec<(SkillId, SkillId)>,
    /// Every trade.
    pub trades: Vec<TradeSource>,
    /// Retired trades with those that took their place.
    pub replaced_trades: Vec<(TradeId, TradeId)>,
    /// Every municipality with the latitude and longitude of its centre, where known.
    pub municipalities: Vec<(Municipality, Option<(f64, f64)>)>,
    /// Every home region.
    pub home_regions: Vec<HomeRegion>,
}

/// Numbers for ids, the skills that answer each skill, and how near municipalities lie.
#[derive(Debug, PartialEq, Eq)]
pub struct Knowledge {
    skills: Vec<SkillEntry>,
    skill_numbers: HashMap<SkillId, SkillNo>,
    trade_numbers: HashMap<TradeId, TradeNo>,
    trade_ids: Vec<TradeId>,
    trades: Trades,
    places: Vec<Municipality>,
    nearness: Vec<u16>,
    regions: Vec<HomeRegion>,
}

impl Knowledge {
    /// Builds it. More than 65,000 skills, 64 municipalities or 32 home regions are a fault of the caller.
    pub fn new(source: &KnowledgeSource) -> Self {
        assert!(source.skills.len() <= 65_000, "skills are numbered in 16 bits");
        assert!(source.municipalities.len() <= PlaceSet::MOST, "a set of places has 64 bits");
        assert!(source.home_regions.len() <= RegionSet::MOST, "a set of regions has 32 bits");

        let skill_numbers: HashMap<_, _> = (0u16..)
            .zip(&source.skills)
            .map(|(no, skill)| (skill.id.clone(), SkillNo(no)))
            .collect();
        let skills = skill_entries(&source.skills, &source.trades, &skill_numbers);
        let trade_numbers = (0u16..)
            .zip(&source.trades)
            .map(|(no, trade)| (trade.id.clone(), TradeNo(no)))
            .collect();
        let rarity = |id: &SkillId| {
            let no = skill_numbers.get(id)?;
            Some((*no, skills[usize::from(no.0)].rarity))
        };
        Self {
            trades: Trades::new(&source.trades, rarity),
            skills,
            skill_numbers: with_replaced(skill_numbers, &source.replaced_skills),
            trade_numbers: with_replaced(trade_numbers, &source.replaced_trades),
            trade_ids: source.trades.iter().map(|trade| trade.id.clone()).collect(),
            places: source.municipalities.iter().map(|(place, _)| place.clone()).collect(),
            nearness: nearness(&source.municipalities),
            regions: source.home_regions.clone(),
        }
    }

    pub(super) fn skill_count(&self) -> usize {
        self.skills.len()
    }

    pub(super) fn places(&self) -> impl Iterator<Item = PlaceNo> {
        (0u8..).zip(&self.places).map(|(no, _)| PlaceNo(no))
    }

    /// The number of a skill; a retired one has that of the skill which replaced it.
    pub(super) fn skill_no(&self, id: &SkillId) -> Option<SkillNo> {
        self.skill_numbers.get(id).copied()
    }

    pub(super) fn skill_id(&self, skill: SkillNo) -> &SkillId {
        &self.skills[usize::from(skill.0)].id
    }

    pub(super) fn rarity(&self, skill: SkillNo) -> u16 {
        self.skills[usize::from(skill.0)].rarity
    }

    /// The skills that answer `skill`, itself included, by number.
    pub(super) fn accepts(&self, skill: SkillNo) -> &Accepts {
        &self.skills[usize::from(skill.0)].accepts
    }

    /// The trades that imply `skill`, by number.
    pub(super) fn implied_by(&self, skill: SkillNo) -> &ImpliedBy {
        &self.skills[usize::from(skill.0)].implied_by
    }

    /// A trade with the unit group in which it lies.
    pub(super) fn trade(&self, id: &TradeId) -> Option<(TradeNo, UnitNo)> {
        let trade = self.trade_numbers.get(id).copied()?;
        Some((trade, self.trades.unit(trade)))
    }

    /// How near trades and groups are.
    pub(super) fn trades(&self) -> &Trades {
        &self.trades
    }

    pub(super) fn trade_id(&self, trade: TradeNo) -> &TradeId {
        &self.trade_ids[usize::from(trade.0)]
    }

    pub(super) fn place_no(&self, id: &Municipality) -> Option<PlaceNo> {
        (0u8..).zip(&self.places).find(|(_, place)| *place == id).map(|(no, _)| PlaceNo(no))
    }

    pub(super) fn municipality(&self, place: PlaceNo) -> &Municipality {
        &self.places[usize::from(place.0)]
    }

    /// How near two municipalities lie: 299 at the same spot, 149 at 150 km, 0 if a centre is unknown.
    pub(super) fn nearness(&self, from: PlaceNo, to: PlaceNo) -> u16 {
        self.nearness[usize::from(from.0) * self.places.len() + usize::from(to.0)]
    }

    pub(super) fn region_no(&self, id: &HomeRegion) -> Option<RegionNo> {
        (0u8..).zip(&self.regions).find(|(_, region)| *region == id).map(|(no, _)| RegionNo(no))
    }

    pub(super) fn home_region(&self, region: RegionNo) -> &HomeRegion {
        &self.regions[usize::from(region.0)]
    }

    pub(super) fn home_regions(&self, set: RegionSet) -> impl Iterator<Item = &HomeRegion> {
        (0u8..)
            .zip(&self.regions)
            .filter(move |(no, _)| set.holds(Some(RegionNo(*no))))
            .map(|(_, id)| id)
    }
}

/// Lets each replaced id stand for what replaced it.
fn with_replaced<I: Clone + Eq + std::hash::Hash, N: Copy>(
    mut numbers: HashMap<I, N>,
    replaced: &[(I, I)],
) -> HashMap<I, N> {
    for (old, heir) in replaced {
        if let Some(number) = numbers.get(heir).copied() {
            numbers.insert(old.clone(), number);
        }
    }
    numbers
}

fn nearness(places: &[(Municipality, Option<(f64, f64)>)]) -> Vec<u16> {
    let pairs = places.iter().flat_map(|from| places.iter().map(move |to| (from, to)));
    pairs
        .map(|((from, here), (to, there))| match (here, there) {
            _ if from == to => 299,
            (Some(here), Some(there)) => near(great_circle_km(*here, *there)),
            _ => 0,
        })
        .collect()
}

/// Whole kilometres first, then integers only: halves at 150 km, a third at 300 km.
fn near(km: f64) -> u16 {
    let whole = (0..20_100).find(|whole| km < f64::from(*whole) + 0.5).unwrap_or(20_100_u16);
    let near = 299 * 150 / (u32::from(whole) + 150);
    u16::try_from(near).expect("299 at most")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::samples::{knowledge, skill};

    #[test]
    fn nearness_halves_at_150_km_and_is_nothing_without_a_centre() {
        assert_eq!([near(0.0), near(150.0), near(300.0), near(20_000.0)], [299, 149, 99, 2]);
        let knowledge = knowledge();
        let place = |code: &str| knowledge.place_no(&code.parse().unwrap()).unwrap();
        assert_eq!(knowledge.nearness(place("92701000"), place("92701000")), 299);
        assert_eq!(knowledge.nearness(place("92701000"), place("92730000")), 125);
        assert_eq!(knowledge.nearness(place("92701000"), place("92999000")), 0);
    }

    #[test]
    fn a_replaced_skill_or_trade_is_the_one_that_replaced_it() {
        let one = |id: &str| SkillSource {
            id: skill(id),
            broader: Vec::new(),
            related: Vec::new(),
            rarity: 1,
            neighbours: Vec::new(),
        };
        let trade = |id: &str| id.parse::<TradeId>().unwrap();
        let source = KnowledgeSource {
            skills: vec![one("a.old"), one("a.new")],
            replaced_skills: vec![(skill("a.old"), skill("a.new"))],
            trades: vec![
                crate::matching::samples::trade("old", "7112", &[]),
                crate::matching::samples::trade("new", "7113", &[]),
            ],
            replaced_trades: vec![(trade("old"), trade("new"))],
            ..KnowledgeSource::default()
        };
        let knowledge = Knowledge::new(&source);
        assert_eq!(knowledge.skill_no(&skill("a.old")), knowledge.skill_no(&skill("a.new")));
        assert_eq!(knowledge.trade(&trade("old")), knowledge.trade(&trade("new")));
        assert_ne!(
            knowledge,
            Knowledge::new(&KnowledgeSource { replaced_skills: Vec::new(), ..source })
        );
    }
}
