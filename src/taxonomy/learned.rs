//! What a pool of people teaches about skills: how rare each is, and which often go together. Both are published tables in
//! coarse steps, so that no score drifts because somebody was added; an operator learns them anew and publishes them.
//!
//! Neighbours: of the skills that a person has beside an asked one, how often whoever has the first has the asked one too,
//! n(both) / (n(held) + 5), in steps of 10 % and 30 % at the most; the best sixteen of each asked skill. The table is used
//! on the side of the question: a requirement accepts its neighbours, which never meet a `must`.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Serialize};

use super::{rarity::Rarity, relations::SkillGraph, whole::Taxonomy};
use crate::domain::{concepts::skill::SkillId, resource::format::Format};

/// How many people must have a skill before the pool says anything of it.
const LEAST_HOLDERS: u32 = 5;
/// Neighbours of a skill at most.
const MOST_NEIGHBOURS: usize = 16;
/// The most per cent that a neighbour counts.
const MOST_PERCENT: u32 = 30;
/// As if so many more had the held skill alone: a few people prove little.
const DOUBT: u32 = 5;

/// By asked skill: the held skills beside it, with the share of the credit in per cent.
pub type Neighbours = BTreeMap<SkillId, BTreeMap<SkillId, u8>>;

/// The skills of each person.
pub type Pool = [BTreeSet<SkillId>];

/// Tables that a pool has taught. What a member lacks stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Rarities of some skills.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rarity: BTreeMap<SkillId, u16>,
    /// The whole table of neighbours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbours: Option<Neighbours>,
}

impl Format for Learned {}

impl Learned {
    /// How rare each skill is that enough people have.
    pub fn rarity(pool: &Pool, graph: &SkillGraph) -> Self {
        let known = holders(pool);
        let all = Rarity::count(graph, pool.iter().map(|skills| (skills, 1))).into_rows();
        let enough = |(skill, _): &(SkillId, u16)| known.get(skill) >= Some(&LEAST_HOLDERS);
        Self { rarity: all.filter(enough).collect(), neighbours: None }
    }

    /// Which skills go together.
    pub fn neighbours(pool: &Pool) -> Self {
        let holders = holders(pool);
        let mut together = BTreeMap::<(&SkillId, &SkillId), u32>::new();
        for skills in pool {
            for asked in skills {
                for held in skills.iter().filter(|held| *held != asked) {
                    *together.entry((asked, held)).or_default() += 1;
                }
            }
        }
        let mut table = BTreeMap::<SkillId, Vec<(u8, SkillId)>>::new();
        for ((asked, held), both) in together {
            let known = holders[asked].min(holders[held]) >= LEAST_HOLDERS;
            let percent = percent(both, holders[held]);
            if known && percent > 0 {
                table.entry(asked.clone()).or_default().push((percent, held.clone()));
            }
        }
        let neighbours = table.into_iter().map(|(asked, beside)| (asked, best(beside))).collect();
        Self { rarity: BTreeMap::new(), neighbours: Some(neighbours) }
    }
}

fn holders(pool: &Pool) -> BTreeMap<&SkillId, u32> {
    let mut holders = BTreeMap::new();
    for skill in pool.iter().flatten() {
        *holders.entry(skill).or_default() += 1;
    }
    holders
}

/// The share in steps of ten per cent.
fn percent(both: u32, held: u32) -> u8 {
    let tenths = both * 10 / (held + DOUBT);
    u8::try_from((tenths * 10).min(MOST_PERCENT)).expect("30 at most")
}

fn best(mut beside: Vec<(u8, SkillId)>) -> BTreeMap<SkillId, u8> {
    beside.sort_unstable_by_key(|(percent, skill)| (Reverse(*percent), skill.clone()));
    beside.into_iter().take(MOST_NEIGHBOURS).map(|(percent, skill)| (skill, percent)).collect()
}

impl Taxonomy {
    /// The taxonomy with tables that a pool has taught; skills that it does not have are left out.
    #[must_use]
    pub fn with_learned(&self, learned: &Learned) -> Self {
        let mut tables = self.tables.clone();
        let known = |skill: &SkillId| self.skill(skill).is_some();
        let rarity = learned.rarity.iter().filter(|(skill, _)| known(skill));
        tables.rarity.publish(rarity.map(|(skill, rarity)| (skill.clone(), *rarity)));
        if let Some(neighbours) = &learned.neighbours {
            let mut neighbours = neighbours.clone();
            neighbours.retain(|asked, beside| {
                beside.retain(|held, _| known(held));
                known(asked) && !beside.is_empty()
            });
            tables.neighbours = neighbours;
        }
        Self::from_tables(tables)
    }

    /// Which skills often go together, as last published.
    pub const fn neighbours(&self) -> &Neighbours {
        &self.tables.neighbours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(people: &[(&str, usize)]) -> Vec<BTreeSet<SkillId>> {
        let skills = |list: &str| list.split(' ').map(|id| id.parse().unwrap()).collect();
        let each = people.iter().map(|(list, count)| vec![skills(list); *count]);
        each.collect::<Vec<_>>().concat()
    }

    fn id(text: &str) -> SkillId {
        text.parse().unwrap()
    }

    #[test]
    fn a_skill_is_as_rare_as_the_people_who_have_it_are_few() {
        let pool = pool(&[("con.tile con.level", 10), ("con.level", 85), ("con.paint", 4)]);
        let rarity = Learned::rarity(&pool, Taxonomy::embedded().skill_graph()).rarity;
        assert_eq!(rarity[&id("con.tile")], 500, "10 of 99");
        assert_eq!(rarity[&id("con.level")], 50, "95 of 99");
        assert_eq!(rarity.get(&id("con.paint")), None, "four people say nothing");
    }

    #[test]
    fn neighbours_are_skills_that_go_together_in_coarse_steps() {
        let pool = pool(&[("con.tile con.level", 10), ("con.level", 35), ("con.paint", 9)]);
        let neighbours = Learned::neighbours(&pool).neighbours.unwrap();
        assert_eq!(neighbours[&id("con.level")][&id("con.tile")], 30, "10 of 15, 30 at the most");
        assert_eq!(neighbours[&id("con.tile")][&id("con.level")], 20, "10 of 50");
        assert_eq!(neighbours.len(), 2);
    }

    #[test]
    fn published_tables_make_another_version() {
        let base = Taxonomy::embedded();
        let rarity = BTreeMap::from([(id("con.tile"), 650), (id("gone.skill"), 1)]);
        let beside = BTreeMap::from([(id("con.level"), 20), (id("gone.skill"), 30)]);
        let neighbours = Some(BTreeMap::from([(id("con.tile"), beside)]));
        let next = base.with_learned(&Learned { rarity, neighbours });
        assert_ne!(next.version(), base.version());
        assert_eq!(next.rarity_of(&id("con.tile")), 650);
        assert_eq!(next.rarity_of(&id("con.level")), base.rarity_of(&id("con.level")));
        assert_eq!(next.neighbours()[&id("con.tile")].len(), 1);
        assert_eq!(base.with_learned(&Learned::default()).version(), base.version());
    }
}
