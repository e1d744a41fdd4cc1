//! 512 blocks with a row for each feature: the bounds of all of them are a few sums over short rows of bytes.

use std::{collections::BTreeMap, hint::black_box, sync::Arc};

use crate::{
    domain::concepts::skill::Evidence,
    matching::{
        knowledge::Knowledge,
        numbers::{FULL, PlaceSet, TradeNo, UnitNo},
        score::{MOST_YEARS, proof, rank_worth},
        trades::OccupationFacts,
    },
};

use super::{
    ask::Ask,
    block::{Block, occupation},
    entry::{among, each, level_and_evidence, number_of, quality_of, slot_of, slots, years_of},
    plan::Plan,
    row::{BEST, BLOCKS, Lane, Row, high, keep},
    scale::QUARTERS,
};

/// What the rows say of one block; only matchable candidates count.
#[derive(Debug, Default)]
pub(super) struct Summary {
    skills: Vec<(u16, u8)>,
    /// By unit group, of occupations without a trade.
    units: Vec<(u16, u8)>,
    trades: Vec<(u16, u8)>,
    places: Vec<u8>,
    regions: u32,
}

/// The regions of a block in which somebody has not told theirs: nothing that is asked of a region leaves it out.
const UNTOLD: u32 = u32::MAX;

/// Up to 512 blocks and their rows.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) blocks: Vec<Arc<Block>>,
    skills: Vec<Row>,
    places: Vec<Row>,
    units: Vec<(u16, Row)>,
    trades: Vec<(u16, Row)>,
    regions: Vec<u32>,
}

/// The bounds of the blocks of a segment, in basis points; 0 where nobody can match.
pub(super) type Bounds = [u16; BLOCKS];

/// A skill in a row: level times trust, 42 (a self-declared beginner) to 250.
pub(super) fn skill_value(level: u8, evidence: Evidence) -> u8 {
    u8::try_from((u32::from(level) * proof(evidence)).div_ceil(2)).unwrap_or(BEST)
}

/// An occupation in a row: one more than the years in it, as far as they count.
fn years_value(entry: u16) -> u8 {
    years_of(entry).min(MOST_YEARS) + 1
}

impl Summary {
    pub(super) fn of(k: &Knowledge, block: &Block) -> Self {
        let value = |entry: &u16| {
            let (level, evidence) = level_and_evidence(quality_of(*entry));
            skill_value(level, evidence)
        };
        let regions = each(block.matchable).map(|slot| block.region(slot));
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
            units: longest(block, |one| one.trade.is_none().then_some(one.unit.0)),
            trades: longest(block, |one| Some(one.trade?.0)),
            places: places(k, block),
            regions: regions.fold(0, |set, region| set | region.map_or(UNTOLD, |one| 1 << one.0)),
        }
    }
}

/// The longest time in each kind of occupation, as the value of a row.
fn longest(block: &Block, kind: impl Fn(OccupationFacts) -> Option<u16>) -> Vec<(u16, u8)> {
    let mut longest = BTreeMap::<u16, u8>::new();
    for (key, entries) in block.occupations().iter() {
        let value = among(entries, block.matchable).map(years_value).max();
        if let (Some(kind), Some(value)) = (kind(occupation(key)), value) {
            let best = longest.entry(kind).or_default();
            *best = value.max(*best);
        }
    }
    longest.into_iter().collect()
}

/// The best region part that anybody here has for each place, a quarter of it, rounded up.
fn places(k: &Knowledge, block: &Block) -> Vec<u8> {
    let open = block.matchable & block.elsewhere;
    let beside = if open & !block.listed == 0 { 0 } else { FULL };
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
            units: Vec::new(),
            trades: Vec::new(),
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
        for (unit, value) in &summary.units {
            row(&mut self.units, *unit).set(number, *value);
        }
        for (trade, value) in &summary.trades {
            row(&mut self.trades, *trade).set(number, *value);
        }
        for (row, value) in self.places.iter_mut().zip(&summary.places) {
            row.set(number, *value);
        }
        replaced
    }

    /// Clears the rows of features that only the old block had.
    fn forget(&mut self, number: u16, old: &Block, summary: &Summary) {
        for (skill, _) in old.skills().iter().filter(|one| is_absent(&summary.skills, one.0)) {
            self.skills[usize::from(skill)].set(number, 0);
        }
        for (key, _) in old.occupations().iter() {
            let OccupationFacts { unit, trade } = occupation(key);
            match trade {
                Some(trade) if is_absent(&summary.trades, trade.0) => {
                    row(&mut self.trades, trade.0).set(number, 0);
                }
                None if is_absent(&summary.units, unit.0) => {
                    row(&mut self.units, unit.0).set(number, 0);
                }
                _ => {}
            }
        }
    }

    /// A bound of the whole segment; 0 if nobody here can match.
    pub(super) fn bound(&self, plan: &Plan<'_>) -> u16 {
        let top = plan.places().map(|place| self.places[usize::from(place.0)].top()).max();
        let place = wish_value(plan, top.unwrap_or(0));
        let near = self.near(plan).map(|(row, part)| near_value(part, row.top())).max();
        let long = self.near(plan).map(|(row, part)| long_value(part, row.top())).max();
        let [_, occupation, region, years] = plan.most;
        let mut sum = start(plan) + share(place, BEST, region);
        sum += share(near.unwrap_or(0), BEST, occupation);
        sum += share(long.unwrap_or(0), BEST, years);
        let mut able = place > 0;
        for ask in &plan.asks {
            let tops =
                || ask.accepts.iter().map(|one| (one, self.skills[usize::from(one.skill)].top()));
            let implied = || self.implying(ask).map(Row::top);
            able &= !ask.must
                || tops().any(|(one, top)| one.meets && top >= least_value(ask))
                || implied().any(|top| ask.implied_row_meets(top));
            let stated = tops().map(|(one, top)| ask.row_value(*one, top));
            let best = stated.chain(implied().map(|top| ask.implied_row_value(top))).max();
            sum += share(best.unwrap_or(0), ask.row_cap(), ask.row_full());
        }
        if able { sum } else { 0 }
    }

    /// The bounds of all blocks.
    pub(super) fn bounds(&self, plan: &Plan<'_>) -> Bounds {
        black_box(self.touch(plan));
        let mut sum = [start(plan); BLOCKS];
        let mut alive = [0; BLOCKS];
        alive[..self.blocks.len()].fill(u16::MAX);
        if let Some(regions) = plan.regions {
            alive.iter_mut().zip(&self.regions).for_each(|(alive, set)| {
                let may = *set == UNTOLD || set & regions.0 != 0;
                *alive &= if may { u16::MAX } else { 0 };
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

    /// Fetches the rows from memory together.
    fn touch(&self, plan: &Plan<'_>) -> u8 {
        let skills = plan.asks.iter().flat_map(|ask| ask.accepts.iter());
        let skills = skills.map(|one| &self.skills[usize::from(one.skill)]);
        let occupations = self.near(plan).map(|(row, _)| row);
        skills.chain(occupations).fold(0, |all, row| all ^ row.touch())
    }

    fn add_skill(&self, ask: &Ask, sum: &mut Bounds, alive: &mut Bounds) {
        let mut lane = [0; BLOCKS];
        for one in ask.accepts.iter().filter(|one| one.meets) {
            self.skills[usize::from(one.skill)].raise(&mut lane, |value| value);
        }
        if ask.must {
            self.keep_meeting(ask, lane, alive);
        }
        for one in ask.accepts.iter().filter(|one| !one.meets) {
            self.skills[usize::from(one.skill)]
                .raise(&mut lane, |value| ask.row_value(*one, value));
        }
        for row in self.implying(ask) {
            row.raise(&mut lane, |value| ask.implied_row_value(value));
        }
        add(&lane, ask.row_cap(), ask.row_full(), sum);
    }

    /// Keeps the blocks where a `must` may be met by a skill, whose best values these are, or by a trade.
    fn keep_meeting(&self, ask: &Ask, mut lane: Lane, alive: &mut Bounds) {
        for row in self.implying(ask) {
            row.raise(&mut lane, |value| if ask.implied_row_meets(value) { BEST } else { 0 });
        }
        keep(&lane, least_value(ask), alive);
    }

    /// The rows of the trades that imply what is asked.
    fn implying(&self, ask: &Ask) -> impl Iterator<Item = &Row> {
        ask.implied.trades.iter().filter_map(|trade| self.trade(*trade))
    }

    /// The row of a trade, if somebody here has it.
    fn trade(&self, trade: TradeNo) -> Option<&Row> {
        let at = self.trades.binary_search_by_key(&trade.0, |one| one.0).ok()?;
        Some(&self.trades[at].1)
    }

    fn add_region(&self, plan: &Plan<'_>, sum: &mut Bounds, alive: &mut Bounds) {
        let mut lane = [0; BLOCKS];
        for place in plan.places() {
            self.places[usize::from(place.0)].raise(&mut lane, |value| wish_value(plan, value));
        }
        keep(&lane, 1, alive);
        let [_, _, full, _] = plan.most;
        add(&lane, BEST, full, sum);
    }

    fn add_occupation(&self, plan: &Plan<'_>, sum: &mut Bounds) {
        let (mut near, mut long) = ([0; BLOCKS], [0; BLOCKS]);
        for (row, part) in self.near(plan) {
            row.raise(&mut near, |value| near_value(part, value));
            row.raise(&mut long, |value| long_value(part, value));
        }
        let [_, occupation, _, years] = plan.most;
        add(&near, BEST, occupation, sum);
        add(&long, BEST, years, sum);
    }

    /// The rows of the occupations that are near, each with how near as a value of a row.
    fn near(&self, plan: &Plan<'_>) -> impl Iterator<Item = (&Row, u8)> {
        let units = plan.near_groups().into_iter().flat_map(|group| self.group(group));
        let units = units.filter_map(|(unit, row)| {
            let whole = OccupationFacts { unit: UnitNo(*unit), trade: None };
            Some((row, plan.row_closeness(whole)?))
        });
        let trades = plan.near_trades();
        units.chain(trades.filter_map(|(trade, part)| Some((self.trade(trade)?, part))))
    }

    /// The rows of the unit groups in a sub-major group.
    fn group(&self, sub_major: u16) -> impl Iterator<Item = &(u16, Row)> {
        let begin = self.units.partition_point(|one| one.0 / 100 < sub_major);
        self.units[begin..].iter().take_while(move |one| one.0 / 100 == sub_major)
    }

    fn rows(&self) -> impl Iterator<Item = &Row> {
        let occupations = self.units.iter().chain(&self.trades).map(|one| &one.1);
        self.skills.iter().chain(&self.places).chain(occupations)
    }

    pub(super) fn bytes(&self) -> usize {
        let blocks = self.blocks.iter().map(|block| block.bytes() + 24);
        size_of::<Self>()
            + self.rows().map(Row::bytes).sum::<usize>()
            + blocks.sum::<usize>()
            + self.regions.len() * 4
    }

    pub(super) fn shrink(&mut self) {
        let occupations = self.units.iter_mut().chain(&mut self.trades).map(|one| &mut one.1);
        self.skills.iter_mut().chain(&mut self.places).chain(occupations).for_each(Row::shrink);
    }
}

/// The row of a key, which may be new.
fn row(rows: &mut Vec<(u16, Row)>, key: u16) -> &mut Row {
    let at = rows.binary_search_by_key(&key, |one| one.0).unwrap_or_else(|at| {
        rows.insert(at, (key, Row::default()));
        at
    });
    &mut rows[at].1
}

/// Whether a key is not among some that ascend.
fn is_absent(all: &[(u16, u8)], key: u16) -> bool {
    all.binary_search_by_key(&key, |one| one.0).is_err()
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

/// The value of a wish with the bonus for a home region.
fn wish_value(plan: &Plan<'_>, value: u8) -> u8 {
    if value == 0 { 0 } else { value.saturating_add(plan.row_bonus()).min(BEST) }
}

/// How near an occupation of a row is, if somebody here has it.
fn near_value(part: u8, value: u8) -> u8 {
    if value == 0 { 0 } else { part }
}

/// The years in an occupation of a row, as far as it is near: all of them in the same as [`BEST`].
fn long_value(part: u8, value: u8) -> u8 {
    let years = u16::from(value.saturating_sub(1));
    (u16::from(part) * years).div_ceil(MOST_YEARS.into()).to_le_bytes()[0]
}

/// The share of `full`, in basis points and rounded up, at a value of a row: all of it from `cap` on, which is at least 50.
fn share(value: u8, cap: u8, full: u16) -> u16 {
    high(u16::from(value.min(cap)) << 8, times(cap, full)) + 1
}

fn times(cap: u8, full: u16) -> u16 {
    let times = (u32::from(points(full)) * 256).div_ceil(u32::from(cap));
    u16::try_from(times).expect("at most 10,001 basis points")
}

/// Adds to each bound its share of `full`.
fn add(lane: &Lane, cap: u8, full: u16, sum: &mut Bounds) {
    let times = times(cap, full);
    sum.iter_mut().zip(lane).for_each(|(sum, value)| {
        *sum += high(u16::from((*value).min(cap)) << 8, times) + 1;
    });
}
