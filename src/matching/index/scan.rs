//! Inside a block: a bound for each of the 64 candidates, so that few have to be judged.

use super::{
    block::{Block, Other, SLOTS, level_and_evidence, number_of, quality_of, slot_of},
    plan::{Ask, Plan},
};

/// A number for each candidate of a block, in quarters of a basis point.
type Sums = [u16; SLOTS];

/// The candidates of a block that may reach `least` quarters.
pub(super) fn survivors(plan: &Plan<'_>, block: &Block, least: u16) -> u64 {
    let mut alive = block.matchable & destination(plan, block) & licensed(plan, block);
    if alive == 0 {
        return 0;
    }
    let mut sums = [plan.base; SLOTS];
    add_occupation(plan, block, &mut sums);
    add_region(plan, block, alive, &mut sums);
    let [mut open, ..] = plan.most;
    for ask in &plan.asks {
        open = open.saturating_sub(ask.full);
        alive &= add_skill(ask, block, &mut sums);
        alive = reaching(&sums, alive, least.saturating_sub(open));
        if alive == 0 {
            return 0;
        }
    }
    alive = reaching(&sums, alive, least);
    from_regions(plan, block, in_time(plan, block, alive))
}

/// Those who speak and are licensed as the vacancy needs.
fn licensed(plan: &Plan<'_>, block: &Block) -> u64 {
    let (licences, certificates) = (plan.vacancy.licences, plan.vacancy.certificates);
    let mut able = u64::MAX;
    if licences != 0 || certificates != 0 {
        let hold = |one: &&(u8, u16, u32)| licences & !one.1 == 0 && certificates & !one.2 == 0;
        able = block.papers.iter().filter(hold).fold(0, |set, one| set | 1 << one.0);
    }
    for wanted in &plan.tongues {
        let entries = block.others.of(Other::Tongue(wanted.tongue).key()).iter();
        let reach = entries.filter(|entry| number_of(**entry) >= wanted.rung);
        able &= reach.fold(0, |set, entry| set | 1 << slot_of(*entry));
    }
    able
}

/// Those who accept the place.
fn destination(plan: &Plan<'_>, block: &Block) -> u64 {
    let wish = Block::slots(block.others.of(Other::Wish(plan.place).key()));
    let never = Block::slots(block.others.of(Other::Never(plan.place).key()));
    (wish | block.elsewhere) & !never
}

/// Adds what the answers to a requirement are worth; returns those who may stay.
fn add_skill(ask: &Ask, block: &Block, sums: &mut Sums) -> u64 {
    let (mut best, mut met) = ([0u16; SLOTS], 0u64);
    for (skill, relation) in &ask.accepts {
        for entry in block.skills.of(skill.0) {
            let (slot, years, quality) = (slot_of(*entry), number_of(*entry), quality_of(*entry));
            best[slot] = best[slot].max(ask.adds(*relation, quality, years));
            let reached = level_and_evidence(quality).0 >= ask.min_level && years >= ask.min_years;
            met |= u64::from(reached && relation.meets()) << slot;
        }
    }
    sums.iter_mut().zip(&best).for_each(|(sum, best)| *sum = sum.saturating_add(*best));
    if ask.must { met } else { u64::MAX }
}

fn add_region(plan: &Plan<'_>, block: &Block, alive: u64, sums: &mut Sums) {
    let worth = &plan.region;
    let mut best = [0u16; SLOTS];
    for entry in block.others.of(Other::Wish(plan.place).key()) {
        let best = &mut best[slot_of(*entry)];
        *best = worth.ranks[usize::from(number_of(*entry).min(4))].max(*best);
    }
    for slot in each(alive) {
        let listed = block.listed >> slot & 1 == 1;
        let beside = if listed { worth.beside } else { worth.unlisted };
        let wish = if best[slot] == 0 { beside } else { best[slot] };
        let preferred =
            worth.bonus > 0 && plan.vacancy.preferred_regions.holds(block.rest[slot].region);
        let bonus = if preferred { worth.bonus } else { 0 };
        sums[slot] = sums[slot].saturating_add((wish + bonus).min(worth.ranks[0]));
    }
}

fn add_occupation(plan: &Plan<'_>, block: &Block, sums: &mut Sums) {
    let (mut near, mut long) = ([0u16; SLOTS], [0u16; SLOTS]);
    for (key, entries) in block.others.iter() {
        let Other::Occupation(occupation) = Other::read(key) else { break };
        let Some((adds, same)) = plan.occupation(occupation) else { continue };
        for entry in entries {
            let slot = slot_of(*entry);
            near[slot] = near[slot].max(adds);
            if same {
                long[slot] = long[slot].max(plan.experience(number_of(*entry)));
            }
        }
    }
    for (sum, (near, long)) in sums.iter_mut().zip(near.iter().zip(&long)) {
        *sum = sum.saturating_add(near + long);
    }
}

/// Those of `alive` whose sum reaches `least`.
fn reaching(sums: &Sums, alive: u64, least: u16) -> u64 {
    (0..).zip(sums).fold(0, |set, (slot, sum): (u32, _)| set | u64::from(*sum >= least) << slot)
        & alive
}

fn in_time(plan: &Plan<'_>, block: &Block, alive: u64) -> u64 {
    filtered(alive, |slot| block.rest[slot].available_from <= plan.vacancy.latest)
}

fn from_regions(plan: &Plan<'_>, block: &Block, alive: u64) -> u64 {
    let Some(regions) = plan.regions else { return alive };
    filtered(alive, |slot| regions.holds(block.rest[slot].region))
}

fn filtered(alive: u64, keep: impl Fn(usize) -> bool) -> u64 {
    each(alive).filter(|slot| keep(*slot)).fold(0, |set, slot| set | 1 << slot)
}

/// The slots of a set, ascending.
pub(super) fn each(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (slot < 64).then_some(slot as usize)
    })
}
