//! What a question finds in a block, before anything is added up. Finding comes first and for many blocks at once: most
//! of the time goes by waiting for memory, and many lines take little longer than one.

use std::ops::Range;

use crate::matching::{facts::CandidateFacts, knowledge::Relation, numbers::PlaceNo};

use super::{
    block::{Block, needed_papers, practised},
    entry::{at, held, number_of, slot_of, slots},
    plan::Plan,
    skills::Holders,
};

/// A block with the lists that a question reads.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) block: &'a Block,
    /// Who wishes the place of the work.
    pub(super) wish: &'a [u16],
    /// Who passes every rule for which there are lists, but for those about skills.
    pub(super) able: u64,
    /// By requirement, in the order of the plan.
    answers: Range<usize>,
}

/// A skill that answers a requirement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) ask: usize,
    pub(super) skill: u16,
    pub(super) relation: Relation,
    pub(super) held: Holders<'a>,
}

impl<'a> Look<'a> {
    /// Finds the lists of skills without reading them; the answers go behind the others. `None` if nobody can match.
    pub(super) fn new(
        plan: &Plan<'_>,
        block: &'a Block,
        answers: &mut Vec<Answer<'a>>,
    ) -> Option<Self> {
        let wish = block.wishes().get(plan.place.0);
        let able = willing(plan, block, wish) & licensed(plan, block);
        if able == 0 {
            return None;
        }
        let begin = answers.len();
        let skills = block.skills();
        for (at, ask) in plan.asks.iter().enumerate() {
            let mut met = !ask.must;
            for (skill, relation) in ask.accepts.iter() {
                let Some(held) = skills.get(skill.0) else { continue };
                met |= relation.meets();
                answers.push(Answer { ask: at, skill: skill.0, relation: *relation, held });
            }
            if !met {
                answers.truncate(begin);
                return None;
            }
        }
        Some(Self { block, wish, able, answers: begin..answers.len() })
    }

    /// Its answers among those of all looks.
    pub(super) fn answers<'l>(&self, all: &'l [Answer<'a>]) -> &'l [Answer<'a>] {
        &all[self.answers.clone()]
    }

    /// Makes `one` the candidate at a slot as far as the question looks: its skills, its languages and its place.
    pub(super) fn see(
        &self,
        plan: &Plan<'_>,
        answers: &[Answer<'_>],
        slot: usize,
        one: &mut CandidateFacts,
    ) {
        self.block.fill(slot, one);
        for answer in answers {
            let years = plan.asks[answer.ask].min_years > 0;
            answer.held.at(slot, years, |entry| one.skills.push(held(answer.skill, entry)));
        }
        one.skills.sort_unstable();
        one.skills.dedup(); // a skill may answer two requirements
        self.see_wishes(plan, slot, one);
        for asked in &plan.vacancy.tongues {
            let entries = at(self.block.tongues().get([asked.tongue.0]), slot);
            one.tongues.extend(entries.map(|entry| (asked.tongue, number_of(entry))));
        }
        let (first, last) = plan.units();
        let near = self.block.occupations();
        let near = near.since([first, 0]).take_while(|([unit, _], _)| *unit <= last);
        for (key, entries) in near {
            one.occupations.extend(at(entries, slot).map(|entry| practised(key, entry)));
        }
        // The scan lets through only who holds every paper and has no veto on the place, by the same sets.
        (one.licences, one.certificates) = (plan.vacancy.licences, plan.vacancy.certificates);
    }

    /// The wishes, or only the place of the work among them where that says enough.
    fn see_wishes(&self, plan: &Plan<'_>, slot: usize, one: &mut CandidateFacts) {
        let rank = at(self.wish, slot).next().map(number_of);
        match rank.filter(|_| !plan.sieve.asks_wishes()) {
            Some(rank) => {
                let other = PlaceNo(u8::from(plan.place == PlaceNo(0)));
                one.ranked.resize(usize::from(rank), other);
                one.ranked.push(plan.place);
            }
            None => self.block.add_wishes(slot, one),
        }
    }
}

/// Those who accept the place of the work.
fn willing(plan: &Plan<'_>, block: &Block, wish: &[u16]) -> u64 {
    let never = block.never().get(plan.place.0);
    block.matchable & (slots(wish) | block.elsewhere) & !slots(never)
}

/// Those who speak and are licensed as the vacancy needs.
fn licensed(plan: &Plan<'_>, block: &Block) -> u64 {
    let papers = needed_papers(plan.vacancy.licences, plan.vacancy.certificates);
    let able = papers.fold(u64::MAX, |able, paper| able & slots(block.papers().get(paper)));
    if able == 0 {
        return 0;
    }
    plan.tongues.iter().fold(able, |able, wanted| {
        let entries = block.tongues().get([wanted.tongue.0]).iter();
        let reach = entries.filter(|entry| number_of(**entry) >= wanted.rung);
        able & reach.fold(0, |set, entry| set | 1 << slot_of(*entry))
    })
}

/// Fetches from memory the beginning of each list.
pub(super) fn touch(answers: &[Answer<'_>]) -> u16 {
    answers.iter().fold(0, |all, answer| all ^ answer.held.touch())
}
