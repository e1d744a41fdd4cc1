//! 512 blocks with a row for each feature: the bounds of all of them are a few sums over short rows of bytes.

use std::sync::Arc;

use crate::{
    domain::skill::Evidence,
    matching::{
        knowledge::Knowledge,
        numbers::PlaceSet,
        score::{SAME_UNIT, rank_worth, trust},
    },
};

use super::{
    block::{Block, occupation},
    entry::{each, level_and_evidence, number_of, quality_of, slot_of, slots},
    plan::{Ask, Plan, QUARTERS},
    row::{BEST, BLOCKS, Lane, Row, high},
};

/// What the rows say of one block; only matchable candidates count.
#[derive(Debug, Default)]
pub(super) struct Summary {
    skills: Vec<(u16, u8)>,
    occupations: Vec<([u16; 2], u8)>,
    places: Vec<u8>,
    regions: u32,
}

/// Up to 512 blocks and their rows.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) blocks: Vec<Arc<Block>>,
    skills: Vec<Row>,
    places: Vec<Row>,
    occupations: Vec<([u16; 2], Row)>,
    regions: Vec<u32>,
}

/// The value of a row from which on years in the occupation count.
const NEAR_ENOUGH: u16 = SAME_UNIT / 4;

/// The bounds of the blocks of a segment, in basis points; 0 where nobody can match.
pub(super) type Bounds = [u16; BLOCKS];

/// A skill in a row: level times trust, 42 (a self-declared beginner) to 250.
pub(super) fn skill_value(level: u8, evidence: Evidence) -> u8 {
    u8::try_from((u32::from(level) * trust(evidence)).div_ceil(2)).unwrap_or(BEST)
}

impl Summary {
    pub(super) fn of(k: &Knowledge, block: &Block) -> Self {
        let live = |entry: &&u16| block.matchable >> slot_of(**entry) & 1 == 1;
        let value = |entry: &u16| {
            let (level, evidence) = level_and_evidence(quality_of(*entry));
            skill_value(level, evidence)
        };
        let has = |entries: &[u16]| entries.iter().find(live).map(|_| BEST);
        let regions = each(block.matchable).filter_map(|slot| block.region(slot));
        let skills = block.skills().iter();
        let mut skills: Vec<_> = skills
            .filter_map(|(skill, held)| {
                let live = held.among(block.matchable);
                Some((skill, live.map(|entry| value(&entry)).max()?))
            })
            .collect();
        skills.sort_unstable();
        Self {
            skills,
            occupations: block
                .occupations()
                .iter()
                .filter_map(|(key, all)| Some((key, has(all)?)))
                .collect(),
            places: places(k, block),
            regions: regions.fold(0, |set, region| set | 1 << region.0),
        }
    }
}

/// The best region part that anybody here has for each place, a quarter of it, rounded up.
fn places(k: &Knowledge, block: &Block) -> Vec<u8> {
    let open = block.matchable & block.elsewhere;
    let beside = if open & !block.listed == 0 { 0 } else { 500 };
    let (mut best, mut near) = (vec![beside; k.places().count()], PlaceSet::default());
    for (place, entries) in block.wishes().iter() {
        let live = entries.iter().filter(|entry| block.matchable >> slot_of(**entry) & 1 == 1);
        let worth = live.map(|entry| rank_worth(number_of(*entry).into())).max().unwrap_or(0);
        let best = &mut best[usize::from(place)];
        *best = worth.max(*best);
        near.0 |= u64::from(slots(entries) & open != 0) << place;
    }
    for (place, best) in k.places().zip(&mut best) {
        let nearest = near.iter().map(|other| 300 + k.nearness(place, other)).max();
        *best = nearest.unwrap_or(0).max(*best);
    }
    best.into_iter().map(|part| u8::try_from(part.div_ceil(4)).unwrap_or(BEST)).collect()
}

impl Segment {
    pub(super) fn new(k: &Knowledge) -> Self {
        Self {
            blocks: Vec::new(),
            skills: vec![Row::default(); k.skill_count()],
            places: vec![Row::default(); k.places().count()],
            occupations: Vec::new(),
            regions: Vec::new(),
        }
    }

    /// Puts a block at its number, after the last or in place of an older one, which it returns.
    pub(super) fn put(
        &mut self,
        at: usize,
        block: Arc<Block>,
        summary: &Summary,
    ) -> Option<Arc<Block>> {
        let number = u16::try_from(at).expect("512 blocks");
        let mut replaced = None;
        if at == self.blocks.len() {
            self.blocks.push(block);
            self.regions.push(summary.regions);
        } else {
            let old = std::mem::replace(&mut self.blocks[at], block);
            self.regions[at] = summary.regions;
            self.forget(number, &old, summary);
            replaced = Some(old);
        }
        for (skill, value) in &summary.skills {
            self.skills[usize::from(*skill)].set(number, *value);
        }
        for (key, value) in &summary.occupations {
            self.occupation(*key).set(number, *value);
        }
        for (row, value) in self.places.iter_mut().zip(&summary.places) {
            row.set(number, *value);
        }
        replaced
    }

    /// Clears the rows of features that only the old block had.
    fn forget(&mut self, number: u16, old: &Block, summary: &Summary) {
        for (skill, _) in old.skills().iter() {
            if summary.skills.binary_search_by_key(&skill, |one| one.0).is_err() {
                self.skills[usize::from(skill)].set(number, 0);
            }
        }
        for (key, _) in old.occupations().iter() {
            if summary.occupations.binary_search_by_key(&key, |one| one.0).is_err() {
                self.occupation(key).set(number, 0);
            }
        }
    }

    fn occupation(&mut self, key: [u16; 2]) -> &mut Row {
        let at = self.occupations.binary_search_by_key(&key, |one| one.0).unwrap_or_else(|at| {
            self.occupations.insert(at, (key, Row::default()));
            at
        });
        &mut self.occupations[at].1
    }

    /// A bound of the whole segment; 0 if nobody here can match.
    pub(super) fn bound(&self, plan: &Plan<'_>) -> u16 {
        let place = wish_value(plan, self.places[usize::from(plan.place.0)].top());
        let near = self.near(plan).map(|(row, part)| row.top().min(part)).max().unwrap_or(0);
        let [_, occupation, region, years] = plan.most;
        let mut sum = start(plan) + share(place, BEST, region) + share(near, BEST, occupation);
        sum += if u16::from(near) >= NEAR_ENOUGH { points(years) } else { 0 };
        let mut able = place > 0;
        for ask in &plan.asks {
            let top = |meets| {
                let those =
                    ask.accepts.iter().filter(move |(_, relation)| relation.meets() == meets);
                those.map(|(skill, _)| self.skills[usize::from(skill.0)].top()).max().unwrap_or(0)
            };
            able &= !ask.must || top(true) >= least_value(ask);
            sum += share(top(true).max(related_value(ask, top(false))), ask.row_full(), ask.full);
        }
        if able { sum } else { 0 }
    }

    /// The bounds of all blocks.
    pub(super) fn bounds(&self, plan: &Plan<'_>) -> Bounds {
        let mut sum = [start(plan); BLOCKS];
        let mut alive = [0; BLOCKS];
        alive[..self.blocks.len()].fill(u16::MAX);
        if let Some(regions) = plan.regions {
            alive.iter_mut().zip(&self.regions).for_each(|(alive, set)| {
                *alive &= if set & regions.0 == 0 { 0 } else { u16::MAX };
            });
        }
        self.add_region(plan, &mut sum, &mut alive);
        for ask in &plan.asks {
            self.add_skill(ask, &mut sum, &mut alive);
            if ask.must && alive.iter().all(|one| *one == 0) {
                return alive;
            }
        }
        self.add_occupation(plan, &mut sum);
        sum.iter_mut().zip(&alive).for_each(|(sum, alive)| *sum &= alive);
        sum
    }

    fn add_skill(&self, ask: &Ask, sum: &mut Bounds, alive: &mut Bounds) {
        let mut lane = [0; BLOCKS];
        for (skill, _) in ask.accepts.iter().filter(|(_, relation)| relation.meets()) {
            self.skills[usize::from(skill.0)].raise(&mut lane, |value| value);
        }
        if ask.must {
            keep(&lane, least_value(ask), alive);
        }
        for (skill, _) in ask.accepts.iter().filter(|(_, relation)| !relation.meets()) {
            self.skills[usize::from(skill.0)].raise(&mut lane, |value| related_value(ask, value));
        }
        add(&lane, ask.row_full(), ask.full, sum);
    }

    fn add_region(&self, plan: &Plan<'_>, sum: &mut Bounds, alive: &mut Bounds) {
        let mut lane = [0; BLOCKS];
        self.places[usize::from(plan.place.0)].raise(&mut lane, |value| wish_value(plan, value));
        keep(&lane, 1, alive);
        let [_, _, full, _] = plan.most;
        add(&lane, BEST, full, sum);
    }

    fn add_occupation(&self, plan: &Plan<'_>, sum: &mut Bounds) {
        let mut lane = [0; BLOCKS];
        for (row, part) in self.near(plan) {
            row.raise(&mut lane, |value| value.min(part));
        }
        let [_, full, _, years] = plan.most;
        add(&lane, BEST, full, sum);
        let years = points(years);
        sum.iter_mut().zip(&lane).for_each(|(sum, value)| {
            *sum += if u16::from(*value) >= NEAR_ENOUGH { years } else { 0 };
        });
    }

    /// The rows of the occupations that are near, each with how near as a value of a row.
    fn near(&self, plan: &Plan<'_>) -> impl Iterator<Item = (&Row, u8)> {
        let (first, last) = plan.near_units();
        let begin = self.occupations.partition_point(|one| one.0[0] < first);
        let those = self.occupations[begin..].iter().take_while(move |one| one.0[0] <= last);
        those.filter_map(|(key, row)| Some((row, plan.closeness(occupation(*key))?)))
    }

    pub(super) fn bytes(&self) -> usize {
        let rows =
            self.skills.iter().chain(&self.places).chain(self.occupations.iter().map(|one| &one.1));
        let blocks = self.blocks.iter().map(|block| block.bytes() + 24);
        size_of::<Self>()
            + rows.map(Row::bytes).sum::<usize>()
            + blocks.sum::<usize>()
            + self.regions.len() * 4
    }

    pub(super) fn shrink(&mut self) {
        let occupations = self.occupations.iter_mut().map(|one| &mut one.1);
        self.skills.iter_mut().chain(&mut self.places).chain(occupations).for_each(Row::shrink);
    }
}

/// Quarters as basis points, rounded up.
fn points(quarters: u16) -> u16 {
    quarters.div_ceil(QUARTERS)
}

/// What every block begins with: the parts that have no rows, in full.
fn start(plan: &Plan<'_>) -> u16 {
    points(plan.base) + 1
}

/// The least value of a row at which a `must` may be met.
fn least_value(ask: &Ask) -> u8 {
    skill_value(ask.min_level, Evidence::SelfDeclared)
}

/// The value of a related skill: half.
fn related_value(ask: &Ask, value: u8) -> u8 {
    value.min(ask.row_full()).div_ceil(2)
}

/// The value of a wish with the bonus for a home region.
fn wish_value(plan: &Plan<'_>, value: u8) -> u8 {
    if value == 0 { 0 } else { value.saturating_add(plan.row_bonus()).min(BEST) }
}

/// The share of `full`, in basis points and rounded up, at a value of a row: all of it from `cap` on.
fn share(value: u8, cap: u8, full: u16) -> u16 {
    high(u16::from(value.min(cap)) << 8, times(cap, full)) + 1
}

fn times(cap: u8, full: u16) -> u16 {
    let times = (u32::from(points(full)) * 256).div_ceil(u32::from(cap).max(1));
    u16::try_from(times).unwrap_or(u16::MAX)
}

/// Adds to each bound its share of `full`.
fn add(lane: &Lane, cap: u8, full: u16, sum: &mut Bounds) {
    let times = times(cap, full);
    sum.iter_mut().zip(lane).for_each(|(sum, value)| {
        *sum += high(u16::from((*value).min(cap)) << 8, times) + 1;
    });
}

/// Keeps the blocks whose value reaches `least`.
fn keep(lane: &Lane, least: u8, alive: &mut Bounds) {
    alive.iter_mut().zip(lane).for_each(|(alive, value)| {
        *alive &= if *value >= least { u16::MAX } else { 0 };
    });
}
