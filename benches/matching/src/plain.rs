//! The score once more, over the numbers of this bench: what SQL and tantivy have to add up.

use koprik::matching::Weights;

use crate::{
    people::{Held, Wanted},
    world::World,
};

/// The best value of a part.
pub const FULL: u32 = 1000;

/// What a skill is worth by its evidence, in per cent.
pub const TRUST: [u32; 3] = [85, 95, 100];

/// Weight × rarity, twice for a `must`.
pub fn weight(world: &World, wanted: &Wanted) -> u32 {
    let double = if wanted.must { 2 } else { 1 };
    u32::from(wanted.weight) * world.rarity[usize::from(wanted.skill)] * double
}

/// How far a held skill answers an asked one.
pub fn credit(level: u8, years: u8, held: Held, related: bool) -> u32 {
    let share =
        |have: u8, need: u8| (u32::from(have) * FULL).checked_div(need.into()).unwrap_or(FULL);
    let reached = share(held.level, level).min(share(held.years, years)).min(FULL);
    reached * TRUST[usize::from(held.evidence)] * if related { 50 } else { 100 } / 10_000
}

/// How near two trades are.
pub fn closeness(world: &World, one: u16, other: u16) -> u32 {
    let unit = |trade: u16| world.trades[usize::from(trade)].unit;
    let (a, b) = (unit(one), unit(other));
    match () {
        () if one == other => FULL,
        () if a == b => 600,
        () if a / 10 == b / 10 => 400,
        () if a / 100 == b / 100 => 200,
        () => 0,
    }
}

/// What a place is worth to a person; `None` if it is not accepted.
pub fn wish(world: &World, ranked: &[u8], never: u64, elsewhere: bool, place: u8) -> Option<u32> {
    if never >> place & 1 == 1 {
        return None;
    }
    let rank = ranked.iter().position(|one| *one == place);
    match rank {
        Some(rank) => Some([1000, 900, 800, 700].get(rank).copied().unwrap_or(600)),
        None if !elsewhere => None,
        None if ranked.is_empty() => Some(500),
        None => {
            let near = |one: &u8| world.nearness[usize::from(place)][usize::from(*one)];
            Some(300 + ranked.iter().map(|one| u32::from(near(one))).max().unwrap_or(0))
        }
    }
}

/// Whether the must languages are spoken; the part of the preferred ones if so.
pub fn language(tongues: &[(u8, u8, bool)], rungs: [u8; 4]) -> Option<u32> {
    let reached = |language: u8| rungs[usize::from(language)];
    if tongues.iter().any(|(language, rung, must)| *must && reached(*language) < *rung) {
        return None;
    }
    let preferred = tongues.iter().filter(|(_, _, must)| !must);
    let (sum, count) = preferred.fold((0, 0), |(sum, count), (language, rung, _)| {
        (sum + FULL * u32::from(reached(*language).min(*rung)) / u32::from(*rung), count + 1)
    });
    Some(u32::checked_div(sum, count).unwrap_or(FULL))
}

/// The part of the pay; `None` if the floor is not reached.
pub fn pay(offer: u32, floor: Option<u32>, hourly: bool) -> Option<u32> {
    match floor {
        None => Some(FULL),
        Some(floor) if hourly || offer < floor => None,
        Some(floor) => Some(((offer - floor) * 10_000 / (floor * 3)).min(FULL)),
    }
}

/// The parts of the occupations, weighed.
pub fn trades(
    world: &World,
    weights: [u32; 6],
    asked: u16,
    practised: impl Iterator<Item = (u16, u8)>,
) -> u32 {
    let (mut near, mut long) = (0, 0);
    for (trade, years) in practised {
        let close = closeness(world, asked, trade);
        near = close.max(near);
        long = if close >= 600 { long.max(u32::from(years.min(10)) * 100) } else { long };
    }
    weights[1] * near + weights[4] * long
}

/// The six default weights; their sum is 100.
pub fn weights() -> [u32; 6] {
    Weights::default().to_array().map(u32::from)
}

/// Basis points of weighed parts.
pub fn total(weighed: u32) -> u16 {
    (weighed * 10 / 100) as u16
}

/// The skills of a vacancy, by the skill that answers them.
pub struct Asked {
    /// By held skill: which requirement, and whether it is only related.
    answers: Vec<Vec<(usize, bool)>>,
    wanted: Vec<(Wanted, u32)>,
    whole: u32,
}

impl Asked {
    pub fn new(world: &World, wanted: &[Wanted]) -> Self {
        let mut answers = vec![Vec::new(); world.skills.len()];
        for (at, one) in wanted.iter().enumerate() {
            for (skill, related) in &world.accepts[usize::from(one.skill)] {
                answers[usize::from(*skill)].push((at, *related));
            }
        }
        let wanted: Vec<_> = wanted.iter().map(|one| (*one, weight(world, one))).collect();
        Self { whole: wanted.iter().map(|one| one.1).sum(), wanted, answers }
    }

    /// The part of the skills; `None` if a `must` is not met.
    pub fn part(&self, held: impl Iterator<Item = Held>) -> Option<u32> {
        let (mut best, mut met) = ([0u32; 16], 0u32);
        for held in held {
            for (at, related) in &self.answers[usize::from(held.skill)] {
                let wanted = &self.wanted[*at].0;
                best[*at] = best[*at].max(credit(wanted.level, wanted.years, held, *related));
                let meets = !related && held.level >= wanted.level && held.years >= wanted.years;
                met |= u32::from(meets) << at;
            }
        }
        let mut sum = 0;
        for (at, (wanted, weight)) in self.wanted.iter().enumerate() {
            if wanted.must && met >> at & 1 == 0 {
                return None;
            }
            sum += weight * best[at];
        }
        Some(sum.checked_div(self.whole).unwrap_or(FULL))
    }
}
