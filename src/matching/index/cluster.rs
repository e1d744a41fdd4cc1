//! Which candidates share a block. Bounds prune only where a block's candidates are alike: first by occupations, then by
//! how open they are on place, then by which of the occupation's commonest skills they have, with the first wish between.
//!
//! A person of two occupations lies with the commoner one, beside others who have the same second one. Scattered by
//! their first occupation, a few people in every block would lift its bound for every common occupation.

use std::{cmp::Reverse, collections::HashMap};

use crate::matching::{
    facts::{CandidateFacts, Practised},
    numbers::SkillNo,
    trades::OccupationFacts,
};

/// What makes candidates alike enough to share a block when one is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kin {
    unmatchable: bool,
    occupation: u32,
    openness: u8,
    /// Which of the foremost skills there are. Others of the same kin otherwise are taken too, the nearest first.
    foremost: u8,
}

impl Kin {
    /// Whether a candidate of the other kin fits into a block of this one.
    pub(super) fn takes(self, other: Self) -> bool {
        self.unmatchable == other.unmatchable && self.keeps(other)
    }

    /// Whether a candidate who is of the other kin now may stay in a block of this one. Who is not matchable for a
    /// while need not move.
    pub(super) fn keeps(self, other: Self) -> bool {
        (self.occupation, self.openness) == (other.occupation, other.openness)
    }

    /// How far the foremost skills of two kins are apart.
    pub(super) fn distance(self, other: Self) -> u8 {
        self.foremost.abs_diff(other.foremost)
    }
}

/// How many of an occupation's commonest skills are looked at.
const COMMONEST: usize = 24;
/// How many of these come before the first wish.
const FOREMOST: usize = 6;

/// How many people have each occupation and which skills are common there, as far as is known from the last load.
#[derive(Debug, Default)]
pub(super) struct Crowds {
    counts: HashMap<OccupationFacts, u32>,
    /// The commonest skills of each occupation, commonest first.
    common: HashMap<u32, Vec<SkillNo>>,
}

impl Crowds {
    fn of(candidates: &[CandidateFacts]) -> Self {
        let mut counts = HashMap::new();
        for practised in candidates.iter().flat_map(|one| &one.occupations) {
            *counts.entry(practised.occupation).or_default() += 1;
        }
        let crowds = Self { counts, common: HashMap::new() };
        Self { common: commonest(&crowds, candidates), ..crowds }
    }

    /// The kin of a candidate.
    pub(super) fn kin(&self, one: &CandidateFacts) -> Kin {
        let [occupation, _] = self.occupations(one);
        Kin {
            unmatchable: !one.matchable,
            occupation,
            openness: openness(one),
            foremost: foremost(self.signature(one, occupation)),
        }
    }

    /// A bit for each of the common skills of an occupation that the candidate has, the commonest highest.
    fn signature(&self, one: &CandidateFacts, occupation: u32) -> u32 {
        let has =
            |skill: &SkillNo| one.skills.binary_search_by_key(skill, |held| held.skill).is_ok();
        let common = self.common.get(&occupation).into_iter().flatten();
        let held = (0..COMMONEST).zip(common).filter(|(_, skill)| has(skill));
        held.fold(0, |bits, (at, _)| bits | 1 << (COMMONEST - 1 - at))
    }

    /// The two commonest occupations as numbers, the one with more years first if both are as common; 0 if there is none.
    fn occupations(&self, one: &CandidateFacts) -> [u32; 2] {
        let common = |one: &&Practised| {
            let crowd = self.counts.get(&one.occupation).copied().unwrap_or(0);
            (crowd, one.years, Reverse(one.occupation))
        };
        let first = one.occupations.iter().max_by_key(common).map(|one| one.occupation);
        let others = one.occupations.iter().filter(|one| Some(one.occupation) != first);
        [first, others.max_by_key(common).map(|one| one.occupation)].map(number)
    }
}

fn number(occupation: Option<OccupationFacts>) -> u32 {
    occupation.map_or(0, |one| {
        u32::from(one.unit.0) << 16 | one.trade.map_or(0, |trade| u32::from(trade.0) + 1)
    })
}

/// 0 for a person who goes only where they wish, then those who prefer places, then those who go anywhere.
fn openness(one: &CandidateFacts) -> u8 {
    let open = one.elsewhere != Some(false);
    u8::from(open) + u8::from(open && one.ranked.is_empty())
}

/// Orders candidates so that neighbours are alike.
pub(super) fn order(candidates: &mut [CandidateFacts]) -> Crowds {
    let crowds = Crowds::of(candidates);
    candidates.sort_by_cached_key(|one| {
        let [first, second] = crowds.occupations(one);
        let signature = crowds.signature(one, first);
        let wish = (foremost(signature), one.ranked.first().copied(), signature);
        (!one.matchable, first, second, openness(one), wish, one.id)
    });
    crowds
}

/// The commonest skills of each occupation, commonest first.
fn commonest(crowds: &Crowds, candidates: &[CandidateFacts]) -> HashMap<u32, Vec<SkillNo>> {
    let mut counts: HashMap<u32, HashMap<SkillNo, u32>> = HashMap::new();
    for one in candidates {
        let counts = counts.entry(crowds.occupations(one)[0]).or_default();
        one.skills.iter().for_each(|held| *counts.entry(held.skill).or_default() += 1);
    }
    let common = counts.into_iter().map(|(occupation, counts)| {
        let mut skills: Vec<_> = counts.into_iter().collect();
        skills.sort_unstable_by_key(|(skill, count)| (Reverse(*count), *skill));
        (occupation, skills.into_iter().take(COMMONEST).map(|(skill, _)| skill).collect())
    });
    common.collect()
}

/// The bits of the foremost skills.
fn foremost(signature: u32) -> u8 {
    (signature >> (COMMONEST - FOREMOST)).to_le_bytes()[0]
}
