//! Inside a block: a bound for each of the 64 candidates, so that few have to be judged.

use crate::matching::Relation;

use super::{
    block::{Block, Other, SLOTS, level_and_evidence, number_of, quality_of, slot_of},
    lanes::{Bytes, Lane, bits, grade, mark},
    look::{Answer, Holders, Look},
    plan::{Ask, Plan},
};

/// A number for each candidate of a block, in quarters of a basis point.
type Sums = [u16; SLOTS];

/// The slots of the candidates who may reach `least` quarters, each with how many it may reach, best first.
pub(super) fn survivors(plan: &Plan<'_>, look: &Look<'_>, least: u16) -> Vec<(u16, usize)> {
    let mut sums = [plan.base; SLOTS];
    let alive = able(plan, look, least, &mut sums);
    let mut slots: Vec<_> = each(alive).map(|slot| (sums[slot], slot)).collect();
    slots.sort_unstable_by_key(|(sum, slot)| (std::cmp::Reverse(*sum), *slot));
    slots
}

/// Those who may be eligible and reach `least`; adds up what each may reach.
fn able(plan: &Plan<'_>, look: &Look<'_>, least: u16, sums: &mut Sums) -> u64 {
    let block = look.block;
    let mut alive = block.matchable & destination(look) & licensed(plan, block);
    let mut answers = look.answers.chunk_by(|one, other| one.ask == other.ask).peekable();
    for (at, ask) in plan.asks.iter().enumerate() {
        let answers = answers.next_if(|answers| answers[0].ask == at).unwrap_or(&[]);
        let met = add_skill(ask, answers, sums);
        alive &= if ask.must { met } else { u64::MAX };
        if alive == 0 {
            return 0;
        }
    }
    add_occupation(plan, block, sums);
    add_region(plan, look, alive, sums);
    alive &= reaching(sums, least);
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
fn destination(look: &Look<'_>) -> u64 {
    (Block::slots(look.wish) | look.block.elsewhere) & !Block::slots(look.never)
}

/// Adds what the answers to a requirement are worth; returns those who meet it.
fn add_skill(ask: &Ask, answers: &[Answer<'_>], sums: &mut Sums) -> u64 {
    if answers.is_empty() {
        return if ask.must { 0 } else { u64::MAX };
    }
    let (mut marks, mut met) = ([0; SLOTS], [0; SLOTS]);
    for answer in answers {
        match answer.held {
            Holders::Many(lane) => add_lane(ask, answer.relation, lane, &mut marks, &mut met),
            Holders::Few(list) => add_list(ask, answer.relation, list, &mut marks, &mut met),
        }
    }
    for (sum, mark) in sums.iter_mut().zip(&marks) {
        *sum = sum.saturating_add(ask.adds(*mark));
    }
    if ask.must { bits(&met) } else { u64::MAX }
}

/// Marks those of a list, and notes who meets the requirement.
fn add_list(ask: &Ask, relation: Relation, list: &[u16], marks: &mut Bytes, met: &mut Bytes) {
    for entry in list {
        let (slot, years) = (slot_of(*entry), number_of(*entry));
        let (level, evidence) = level_and_evidence(quality_of(*entry));
        marks[slot] = marks[slot].max(ask.mark(relation, grade(level, evidence), years));
        let reached = level >= ask.min_level && years >= ask.min_years;
        met[slot] |= u8::from(reached && relation.meets());
    }
}

/// Marks those of a lane, and notes who meets the requirement.
fn add_lane(ask: &Ask, relation: Relation, lane: &Lane, marks: &mut Bytes, met: &mut Bytes) {
    let related = u8::from(!relation.meets());
    if ask.min_years == 0 {
        for (best, grade) in marks.iter_mut().zip(&lane.grades) {
            let mark = mark(*grade, ask.min_level);
            *best = (*best).max((mark + related) >> related);
        }
    } else {
        for (best, (grade, years)) in marks.iter_mut().zip(lane.grades.iter().zip(&lane.years)) {
            *best = (*best).max(ask.mark(relation, *grade, *years));
        }
    }
    if ask.must && relation.meets() {
        let lane = lane.grades.iter().zip(&lane.years);
        for (met, (grade, years)) in met.iter_mut().zip(lane) {
            *met |= u8::from(*grade >= ask.min_level << 5) & u8::from(*years >= ask.min_years);
        }
    }
}

/// Adds what the place is worth: by the wish if there is one, else as to the best placed of those without.
fn add_region(plan: &Plan<'_>, look: &Look<'_>, alive: u64, sums: &mut Sums) {
    let (worth, block) = (&plan.region, look.block);
    let others = if alive & !block.listed == 0 { 0 } else { worth.unlisted };
    let others = if alive & block.listed == 0 { others } else { others.max(worth.beside) };
    let all = others.saturating_add(worth.bonus).min(worth.ranks[0]);
    for sum in sums.iter_mut() {
        *sum = sum.saturating_add(all);
    }
    for entry in look.wish {
        let wish = worth.ranks[usize::from(number_of(*entry).min(4))];
        let more = wish.saturating_add(worth.bonus).min(worth.ranks[0]).saturating_sub(all);
        let sum = &mut sums[slot_of(*entry)];
        *sum = sum.saturating_add(more);
    }
}

fn add_occupation(plan: &Plan<'_>, block: &Block, sums: &mut Sums) {
    let (mut near, mut long) = ([0u16; SLOTS], [0u16; SLOTS]);
    for (key, entries) in block.others.range(plan.near_keys()) {
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

/// Those whose sum reaches `least`.
fn reaching(sums: &Sums, least: u16) -> u64 {
    bits(&sums.map(|sum| u8::from(sum >= least)))
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
fn each(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (slot < 64).then_some(slot as usize)
    })
}
