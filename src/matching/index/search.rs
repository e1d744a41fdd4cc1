//! Finding the best candidates: blocks by falling bound, until no block can hold a better one.

use std::{hint::black_box, ops::BitXor};

use crate::matching::{
    facts::{CandidateFacts, VacancyFacts},
    filter::CompiledFilter,
    knowledge::Knowledge,
    page::{Best, Hit, Hits, Page},
    score::{Verdict, judge},
    weights::Weights,
};

use super::{
    block::blank,
    candidates::Candidates,
    lock::read,
    look::{Finds, Look, touch},
    plan::Plan,
    scale::QUARTERS,
    scan::Survivors,
    segment::{Bounds, Segment},
};

/// Blocks that are fetched together.
const BATCH: usize = 16;
/// How far under the best bound the first tier reaches; each further one reaches twice as far.
const FIRST_TIER: u16 = 64;

/// How often a question is asked again because somebody moved. Tests insist.
const PATIENCE: u32 = if cfg!(test) { u32::MAX } else { 3 };

/// A block of a segment by its number, with its bound.
type Bounded = (u16, u16);

impl Candidates {
    /// The eligible candidates for a vacancy, best first, then by id.
    pub(in crate::matching) fn best_for(
        &self,
        k: &Knowledge,
        weights: &Weights,
        vacancy: &VacancyFacts,
        sieve: &CompiledFilter,
        page: Page,
    ) -> Hits {
        let Some(plan) = Plan::new(k, weights, vacancy, sieve) else {
            return Best::new(page).into_hits();
        };
        let mut patience = PATIENCE;
        loop {
            let before = self.moves();
            let best = self.best_of_all(&plan, page);
            let settled = before == self.moves() || patience == 0;
            if settled && !best.has_twins() {
                return best.into_hits();
            }
            patience = patience.saturating_sub(1);
        }
    }

    /// The best as they are met: who moves to another block meanwhile may be met in both or in neither.
    fn best_of_all(&self, plan: &Plan<'_>, page: Page) -> Best {
        let (sieve, mut best) = (plan.sieve, Best::new(page));
        let segments = self.segments();
        let mut shut: Vec<_> = (0..)
            .zip(segments.iter())
            .map(|(number, one)| (read(one).bound(plan), number))
            .collect();
        let mut open: Vec<(usize, Vec<Bounded>)> = Vec::new();
        let mut top = shut.iter().map(|one| one.0).max().unwrap_or(0);
        let mut tier = FIRST_TIER;
        let mut seen = blank();
        while top > 0 && top >= least(&best, sieve) {
            let bottom = top.saturating_sub(tier);
            for (_, number) in shut.extract_if(.., |one| one.0 > bottom) {
                let blocks = bounded(&read(&segments[number]).bounds(plan), least(&best, sieve));
                open.push((number, blocks));
            }
            let mut visited = false;
            for (number, blocks) in &mut open {
                let blocks = take_tier(blocks, bottom);
                for batch in blocks.chunks(BATCH) {
                    visit(plan, &read(&segments[*number]), batch, &mut seen, &mut best);
                }
                visited |= !blocks.is_empty();
            }
            open.retain(|(_, blocks)| !blocks.is_empty());
            top = bottom;
            tier = if visited { tier.saturating_mul(2) } else { tier };
        }
        best
    }
}

/// The total that a further hit must reach.
fn least(best: &Best, sieve: &CompiledFilter) -> u16 {
    best.least().max(sieve.min_score())
}

/// The blocks whose bound reaches `least`, if somebody there can match at all.
fn bounded(bounds: &Bounds, least: u16) -> Vec<Bounded> {
    (0..).zip(bounds.iter().copied()).filter(|(_, bound)| *bound >= least.max(1)).collect()
}

/// Takes the blocks with a bound over `bottom` out of the others, best first.
fn take_tier(blocks: &mut Vec<Bounded>, bottom: u16) -> Vec<Bounded> {
    let mut tier: Vec<_> = blocks.extract_if(.., |(_, bound)| *bound > bottom).collect();
    tier.sort_unstable_by_key(|(at, bound)| (std::cmp::Reverse(*bound), *at));
    tier
}

/// Looks into a few blocks of a segment; fetches them from memory together, which costs little more than fetching one.
fn visit(
    plan: &Plan<'_>,
    segment: &Segment,
    batch: &[Bounded],
    seen: &mut CandidateFacts,
    best: &mut Best,
) {
    let last = batch.partition_point(|(_, bound)| *bound >= least(best, plan.sieve));
    let blocks =
        batch[..last].iter().map(|(at, bound)| (&*segment.blocks[usize::from(*at)], *bound));
    black_box(blocks.clone().map(|(block, _)| block.touch()).fold(0, BitXor::bitxor));
    black_box(blocks.clone().map(|(block, _)| block.touch_words()).fold(0, BitXor::bitxor));
    let mut finds = Finds::default();
    let looks =
        blocks.filter_map(|(block, bound)| Some((Look::new(plan, block, &mut finds)?, bound)));
    let looks: Vec<_> = looks.collect();
    black_box(touch(&finds));
    for (look, bound) in &looks {
        if *bound >= least(best, plan.sieve) {
            look_into(plan, look, &finds, seen, best);
        }
    }
}

fn look_into<'a>(
    plan: &Plan<'_>,
    look: &Look<'a>,
    finds: &Finds<'a>,
    seen: &mut CandidateFacts,
    best: &mut Best,
) {
    let needed = |best: &Best| least(best, plan.sieve).saturating_mul(QUARTERS);
    for (sum, slot) in Survivors::of(plan, look, finds, needed(best)).iter() {
        if sum < needed(best) {
            break;
        }
        look.see(plan, finds, slot, seen);
        if let Some(hit) = judged(plan, seen) {
            best.offer(hit);
        }
    }
}

/// The plain definition has the last word.
fn judged(plan: &Plan<'_>, one: &CandidateFacts) -> Option<Hit> {
    match judge(plan.knowledge, plan.weights, plan.vacancy, one) {
        Verdict::Eligible(score) if plan.sieve.keeps_candidate(plan.vacancy, one, &score) => {
            Some(Hit { id: one.id, score })
        }
        _ => None,
    }
}
