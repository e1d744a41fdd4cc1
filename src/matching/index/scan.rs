//! Inside a block: a bound for each of the 64 candidates, so that few have to be judged.

use crate::matching::{
    numbers::RegionNo, past::Past, rules::floor_reached, score::MOST_YEARS, trades::VERY_NEAR,
};

use super::{
    ask::{Accepted, Ask},
    block::Block,
    entry::{SLOTS, each, number_of, quality_of, slot_of, years_and_grade, years_of},
    lanes::{Bytes, Lane, bits},
    look::{Answer, Finds, Look, Practice},
    plan::Plan,
    skills::Holders,
};

/// A number for each candidate of a block, in quarters of a basis point.
type Sums = [u16; SLOTS];

/// From how few on it is quicker to judge all than to find a bound for each.
const FEW: u32 = 2;

/// Those of a block who may be hits, each with how many quarters it may reach, best first.
#[derive(Debug)]
pub(super) struct Survivors {
    all: [(u16, u8); SLOTS],
    len: usize,
}

impl Survivors {
    /// Those who may reach `least` quarters.
    pub(super) fn of<'a>(plan: &Plan<'_>, look: &Look<'a>, finds: &Finds<'a>, least: u16) -> Self {
        let answers = look.answers(finds);
        let able = able(plan, look, answers) & !short(plan, look.practices(finds));
        if able.count_ones() <= FEW {
            return Self::new(coming(plan, look.block, able), &[u16::MAX; SLOTS]);
        }
        let mut sums = [plan.base; SLOTS];
        add_occupation(plan, look.practices(finds), &mut sums);
        add_region(plan, look, able, &mut sums);
        let able = reach(plan, answers, able, least, &mut sums);
        Self::new(coming(plan, look.block, able), &sums)
    }

    fn new(alive: u64, sums: &Sums) -> Self {
        let mut these = Self { all: [(0, 0); SLOTS], len: 0 };
        for slot in each(alive) {
            these.all[these.len] = (sums[slot], slot.to_le_bytes()[0]);
            these.len += 1;
        }
        these.all[..these.len].sort_unstable_by(|one, other| other.cmp(one));
        these
    }

    /// What each may reach, and its slot.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, usize)> {
        self.all[..self.len].iter().map(|(sum, slot)| (*sum, usize::from(*slot)))
    }
}

/// Those whom the look found able and who meet every `must`.
fn able(plan: &Plan<'_>, look: &Look<'_>, answers: &[Answer<'_>]) -> u64 {
    let mut able = look.able;
    for (ask, answers) in by_ask(plan, answers).take_while(|(ask, _)| ask.must) {
        able &= meeting(ask, answers);
        if able == 0 {
            break;
        }
    }
    able
}

/// Those who are in the trade and known to be too short in it, or of too low a grade.
fn short(plan: &Plan<'_>, practices: &[Practice<'_>]) -> u64 {
    let Past { years, grade, .. } = plan.vacancy.past;
    if years.is_none() && grade.is_none() {
        return 0;
    }
    let (mut there, mut long, mut skilled) = (0u64, 0u64, 0u64);
    for practice in practices.iter().filter(|one| one.near >= VERY_NEAR) {
        for entry in practice.entries {
            let ((told_years, told_grade), slot) = (years_and_grade(*entry), slot_of(*entry));
            there |= 1 << slot;
            long |= u64::from(may_reach(years, told_years)) << slot;
            skilled |= u64::from(may_reach(grade, told_grade)) << slot;
        }
    }
    there & !(long & skilled)
}

/// Whether what has been told, or could be, is enough.
fn may_reach(asked: Option<u8>, told: Option<u8>) -> bool {
    asked.is_none_or(|least| told.is_none_or(|told| told >= least))
}

/// Of some, those who pass the other rules: they come from an accepted region, in time, and for this pay.
fn coming(plan: &Plan<'_>, block: &Block, these: u64) -> u64 {
    let vacancy = plan.vacancy;
    let comes = |slot: &usize| {
        block.available_from(*slot).is_none_or(|first| first <= vacancy.latest)
            && comes_from(plan, block.region(*slot))
            && floor_reached(vacancy, block.floor(*slot))
    };
    each(these).filter(comes).fold(0, |set, slot| set | 1 << slot)
}

/// Whether a home region is accepted, or is not known.
fn comes_from(plan: &Plan<'_>, region: Option<RegionNo>) -> bool {
    plan.regions.is_none_or(|regions| region.is_none() || regions.holds(region))
}

/// Each requirement that has answers, with them.
fn by_ask<'p, 'l>(
    plan: &'p Plan<'_>,
    answers: &'p [Answer<'l>],
) -> impl Iterator<Item = (&'p Ask, &'p [Answer<'l>])> {
    let each = answers.chunk_by(|one, other| one.ask == other.ask);
    each.map(|answers| (&plan.asks[answers[0].ask], answers))
}

/// Those who meet a `must`.
fn meeting(ask: &Ask, answers: &[Answer<'_>]) -> u64 {
    answers.iter().fold(0, |set, answer| {
        set | match (answer.skill, answer.held) {
            (Some(Accepted { meets: false, .. }), _) => 0,
            (Some(_), Holders::Many(lane)) => meeting_in_lane(ask, lane),
            (Some(_), Holders::Few(list)) => meeting_in_list(ask, list),
            (None, held) => meeting_by_trade(ask, held),
        }
    })
}

fn meeting_by_trade(ask: &Ask, held: Holders<'_>) -> u64 {
    let long = held.among(u64::MAX).filter(|entry| years_of(*entry) >= ask.implied.least);
    long.fold(0, |set, entry| set | 1 << slot_of(entry))
}

fn meeting_in_list(ask: &Ask, list: &[u16]) -> u64 {
    let least = ask.least_code();
    list.iter().fold(0, |set, entry| {
        let met = quality_of(*entry) + 1 >= least && number_of(*entry) >= ask.min_years;
        set | u64::from(met) << slot_of(*entry)
    })
}

fn meeting_in_lane(ask: &Ask, lane: Lane<'_>) -> u64 {
    let level = bits(&lane.looked_up(&ask.reaching));
    if ask.min_years == 0 {
        return level;
    }
    level & bits(&lane.years().map(|years| u8::from(years >= ask.min_years)))
}

/// Who of those in `able` may reach `least`, when what they may reach with their skills is added. After each requirement
/// those drop out who could not make it with all of what is left; mostly that is everybody before long.
fn reach(
    plan: &Plan<'_>,
    answers: &[Answer<'_>],
    mut able: u64,
    least: u16,
    sums: &mut Sums,
) -> u64 {
    let mut rest = by_ask(plan, answers).fold(0u16, |sum, (ask, _)| sum.saturating_add(ask.full));
    for (ask, answers) in by_ask(plan, answers) {
        able &= reaching(sums, least.saturating_sub(rest));
        if able == 0 {
            break;
        }
        rest = rest.saturating_sub(ask.full);
        add_skill(ask, answers, sums);
    }
    able & reaching(sums, least.saturating_sub(rest))
}

/// Adds what the answers to a requirement are worth.
fn add_skill(ask: &Ask, answers: &[Answer<'_>], sums: &mut Sums) {
    let mut marks = [0; SLOTS];
    for answer in answers {
        match (answer.skill, answer.held) {
            (Some(skill), Holders::Many(lane)) => mark_lane(ask, skill, lane, &mut marks),
            (Some(skill), Holders::Few(list)) => mark_list(ask, skill, list, &mut marks),
            (None, held) => mark_trade(ask, held, &mut marks),
        }
    }
    for (sum, mark) in sums.iter_mut().zip(&marks) {
        *sum = sum.saturating_add(ask.adds(*mark));
    }
}

/// Marks those of a list. This and the two like it stay apart from their callers: as one, they run out of registers,
/// which costs a twentieth of a question.
#[inline(never)]
fn mark_list(ask: &Ask, skill: Accepted, list: &[u16], marks: &mut Bytes) {
    let worth = ask.worth(skill);
    for entry in list {
        let best = &mut marks[slot_of(*entry)];
        *best = worth.mark(quality_of(*entry), number_of(*entry)).max(*best);
    }
}

/// Marks those whose trade implies the skill, also where they state it: that may be less, and is judged later.
fn mark_trade(ask: &Ask, held: Holders<'_>, marks: &mut Bytes) {
    for entry in held.among(u64::MAX) {
        let best = &mut marks[slot_of(entry)];
        *best = ask.implied.mark(years_of(entry)).max(*best);
    }
}

/// Marks those of a lane.
#[inline(never)]
fn mark_lane(ask: &Ask, skill: Accepted, lane: Lane<'_>, marks: &mut Bytes) {
    let worth = ask.worth(skill);
    let mut these = lane.looked_up(&worth.twins);
    if ask.min_years > 0 {
        for (mark, years) in these.iter_mut().zip(lane.years()) {
            *mark = worth.most_after(years).min(*mark);
        }
    }
    for (best, mark) in marks.iter_mut().zip(these) {
        *best = mark.max(*best);
    }
}

/// Adds what the best place is worth: by the wish if there is one, else as to the best placed of those without.
fn add_region(plan: &Plan<'_>, look: &Look<'_>, alive: u64, sums: &mut Sums) {
    let (worth, block) = (&plan.region, look.block);
    let others = if alive & !block.listed == 0 { 0 } else { worth.unlisted };
    let others = if alive & block.listed == 0 { others } else { others.max(worth.beside) };
    let all = others.saturating_add(worth.bonus).min(worth.ranks[0]);
    let mut best = [all; SLOTS];
    let further = plan.further.iter().map(|place| block.wishes().get(place.0));
    for entry in std::iter::once(look.wish).chain(further).flatten() {
        let wish = worth.ranks[usize::from(number_of(*entry).min(4))];
        let best = &mut best[slot_of(*entry)];
        *best = wish.saturating_add(worth.bonus).min(worth.ranks[0]).max(*best);
    }
    for (sum, best) in sums.iter_mut().zip(&best) {
        *sum = sum.saturating_add(*best);
    }
}

/// Adds what the occupations are worth and the years in them.
#[inline(never)]
fn add_occupation(plan: &Plan<'_>, practices: &[Practice<'_>], sums: &mut Sums) {
    let (mut near, mut long) = ([0u16; SLOTS], [0u16; SLOTS]);
    for practice in practices.iter().filter(|one| one.near > 0) {
        let worth = plan.worth(practice.near);
        let years = |entry: u16| u16::from(years_of(entry).min(MOST_YEARS)) * worth.year;
        let all = <&[u16; SLOTS]>::try_from(practice.entries).ok();
        if let Some(all) = all.filter(|all| is_everybody(all)) {
            for ((near, long), entry) in near.iter_mut().zip(&mut long).zip(all) {
                *near = worth.near.max(*near);
                *long = years(*entry).max(*long);
            }
        } else {
            for entry in practice.entries {
                let slot = slot_of(*entry);
                near[slot] = worth.near.max(near[slot]);
                long[slot] = years(*entry).max(long[slot]);
            }
        }
    }
    for (sum, (near, long)) in sums.iter_mut().zip(near.iter().zip(&long)) {
        *sum = sum.saturating_add(near.saturating_add(*long));
    }
}

/// Whether each entry is that of its slot.
fn is_everybody(entries: &[u16; SLOTS]) -> bool {
    let differ =
        (0..).zip(entries).fold(0, |all, (slot, entry): (u16, _)| all | entry >> 10 ^ slot);
    differ == 0
}

/// Those whose sum reaches `least`.
fn reaching(sums: &Sums, least: u16) -> u64 {
    bits(&sums.map(|sum| u8::from(sum >= least)))
}
