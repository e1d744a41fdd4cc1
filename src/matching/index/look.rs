//! What a question finds in a block, before anything is added up. Finding comes first and for many blocks at once: most
//! of the time goes by waiting for memory, and many lines take little longer than one.

use std::ops::Range;

use crate::matching::{facts::CandidateFacts, numbers::PlaceNo, trades::OccupationFacts};

use super::{
    ask::Accepted,
    block::{Block, key, needed_papers, occupation, practised},
    entry::{at, held, number_of, slot_of, slots},
    plan::{Asks, Plan, bit},
    skills::Holders,
};

/// What was found in some blocks.
#[derive(Debug, Default)]
pub(super) struct Finds<'a> {
    answers: Vec<Answer<'a>>,
    practices: Vec<Practice<'a>>,
}

/// A block with the lists that a question reads.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) block: &'a Block,
    /// Who wishes the first place of the work.
    pub(super) wish: &'a [u16],
    /// Who passes every rule for which there are lists, but for those about skills.
    pub(super) able: u64,
    /// By requirement, in the order of the plan.
    answers: Range<usize>,
    practices: Range<usize>,
}

/// What answers a requirement: a skill, or, without one, a trade that implies it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) ask: usize,
    pub(super) skill: Option<Accepted>,
    pub(super) held: Holders<'a>,
}

/// An occupation that matters to a question, and who has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Practice<'a> {
    occupation: OccupationFacts,
    pub(super) near: u16,
    implied: Asks,
    pub(super) entries: &'a [u16],
}

impl<'a> Look<'a> {
    /// Finds the lists of skills without reading them; the answers go behind the others. `None` if nobody can match.
    pub(super) fn new(plan: &Plan<'_>, block: &'a Block, all: &mut Finds<'a>) -> Option<Self> {
        let wish = block.wishes().get(plan.place.0);
        let able = willing(plan, block, wish) & licensed(plan, block) & educated(plan, block);
        if able == 0 {
            return None;
        }
        let Finds { answers, practices } = all;
        let (begin, first) = (answers.len(), practices.len());
        practices.extend(mattering(plan, block));
        let skills = block.skills();
        for (at, ask) in plan.asks.iter().enumerate() {
            let mut met = !ask.must;
            for accepted in &ask.accepts {
                let Some(held) = skills.get(accepted.skill) else { continue };
                met |= accepted.meets;
                answers.push(Answer { ask: at, skill: Some(*accepted), held });
            }
            let implying = practices[first..].iter().filter(|one| one.implied & bit(at) != 0);
            for held in implying.map(|one| Holders::Few(one.entries)) {
                met |= ask.implied.least < u8::MAX;
                answers.push(Answer { ask: at, skill: None, held });
            }
            if !met {
                answers.truncate(begin);
                practices.truncate(first);
                return None;
            }
        }
        let (answers, practices) = (begin..answers.len(), first..practices.len());
        Some(Self { block, wish, able, answers, practices })
    }

    /// Its answers among those of all looks.
    pub(super) fn answers<'l>(&self, all: &'l Finds<'a>) -> &'l [Answer<'a>] {
        &all.answers[self.answers.clone()]
    }

    /// The occupations among those of all looks that matter to the question.
    pub(super) fn practices<'l>(&self, all: &'l Finds<'a>) -> &'l [Practice<'a>] {
        &all.practices[self.practices.clone()]
    }

    /// Makes `one` the candidate at a slot as far as the question looks: its skills, its languages and its place.
    pub(super) fn see(
        &self,
        plan: &Plan<'_>,
        all: &Finds<'a>,
        slot: usize,
        one: &mut CandidateFacts,
    ) {
        self.block.fill(slot, one);
        for answer in self.answers(all) {
            let Some(Accepted { skill, .. }) = answer.skill else { continue };
            let years = plan.asks[answer.ask].min_years > 0;
            answer.held.at(slot, years, |entry| one.skills.push(held(skill, entry)));
        }
        one.skills.sort_unstable();
        one.skills.dedup(); // a skill may answer two requirements
        self.see_wishes(plan, slot, one);
        for asked in &plan.vacancy.tongues {
            let entries = at(self.block.tongues().get([asked.tongue.0]), slot);
            one.tongues.extend(entries.map(|entry| (asked.tongue, number_of(entry))));
        }
        for Practice { occupation, entries, .. } in self.practices(all) {
            let practised = |entry| practised(key(*occupation), entry);
            one.occupations.extend(at(entries, slot).map(practised));
        }
        if !plan.further.is_empty() {
            let vetoed = |place: &PlaceNo| slots(self.block.never().get(place.0)) >> slot & 1 == 1;
            one.never = plan.places().filter(vetoed).collect();
        }
        // The scan lets through only who holds every paper and has no veto on a single place, by the same sets.
        (one.licences, one.certificates) = (plan.vacancy.licences, plan.vacancy.certificates);
    }

    /// The wishes, or only the place of the work among them where that says enough.
    fn see_wishes(&self, plan: &Plan<'_>, slot: usize, one: &mut CandidateFacts) {
        let rank = at(self.wish, slot).next().map(number_of);
        match rank.filter(|_| plan.further.is_empty() && !plan.sieve.asks_wishes()) {
            Some(rank) => {
                let other = PlaceNo(u8::from(plan.place == PlaceNo(0)));
                one.ranked.resize(usize::from(rank), other);
                one.ranked.push(plan.place);
            }
            None => self.block.add_wishes(slot, one),
        }
    }
}

/// The occupations that are near, that imply a skill that is asked, or that the filter looks at.
fn mattering<'a>(plan: &Plan<'_>, block: &'a Block) -> impl Iterator<Item = Practice<'a>> {
    block.occupations().iter().filter_map(|(key, entries)| {
        let occupation = occupation(key);
        let (near, implied) = (plan.closeness(occupation), plan.implied(occupation));
        let matters = near > 0 || implied != 0 || plan.sieve.asks_units();
        matters.then_some(Practice { occupation, near, implied, entries })
    })
}

/// Those who accept a place of the work.
fn willing(plan: &Plan<'_>, block: &Block, wish: &[u16]) -> u64 {
    let further = plan.further.iter().map(|place| (*place, block.wishes().get(place.0)));
    let accept = |(place, wish): (PlaceNo, &[u16])| {
        (slots(wish) | block.elsewhere) & !slots(block.never().get(place.0))
    };
    let first = accept((plan.place, wish));
    block.matchable & further.map(accept).fold(first, |all, set| all | set)
}

/// Those who are not known to have too little education.
fn educated(plan: &Plan<'_>, block: &Block) -> u64 {
    !block.educated_under(plan.vacancy.past.education)
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
pub(super) fn touch(all: &Finds<'_>) -> u16 {
    all.answers.iter().fold(0, |all, answer| all ^ answer.held.touch())
}
