//! Which candidates share a block. Bounds prune only where a block's candidates are alike: first by occupations, then by
//! how open they are on place, then by which of the occupation's commonest skills they have, with the first wish between.
//!
//! A person of two occupations lies with the commoner one, beside others who have the same second one. Scattered by
//! their first occupation, a few people in every block would lift its bound for every common occupation.

use std::{cmp::Reverse, collections::HashMap};

use crate::matching::{
    facts::{CandidateFacts, OccupationFacts, Practised},
    numbers::SkillNo,
};

/// What makes candidates alike enough to share a block when one is added: matchable, occupation, openness.
pub(super) type Kin = (bool, u32, u8);

/// How many of an occupation's commonest skills are looked at.
const COMMONEST: usize = 24;
/// How many of these come before the first wish.
const FOREMOST: usize = 6;

/// How many people have each occupation, as far as is known from the last load.
#[derive(Debug, Default)]
pub(super) struct Crowds(HashMap<OccupationFacts, u32>);

impl Crowds {
    fn of(candidates: &[CandidateFacts]) -> Self {
        let mut crowds = HashMap::new();
        for practised in candidates.iter().flat_map(|one| &one.occupations) {
            *crowds.entry(practised.occupation).or_default() += 1;
        }
        Self(crowds)
    }

    /// The kin of a candidate.
    pub(super) fn kin(&self, one: &CandidateFacts) -> Kin {
        (!one.matchable, self.occupations(one)[0], openness(one))
    }

    /// The two commonest occupations as numbers, the one with more years first if both are as common; 0 if there is none.
    fn occupations(&self, one: &CandidateFacts) -> [u32; 2] {
        let common = |one: &&Practised| {
            let crowd = self.0.get(&one.occupation).copied().unwrap_or(0);
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
    u8::from(one.elsewhere) + u8::from(one.elsewhere && one.ranked.is_empty())
}

/// Orders candidates so that neighbours are alike.
pub(super) fn order(candidates: &mut [CandidateFacts]) -> Crowds {
    let crowds = Crowds::of(candidates);
    let common = commonest(&crowds, candidates);
    candidates.sort_by_cached_key(|one| {
        let [first, second] = crowds.occupations(one);
        let signature = signature(one, &common[&first]);
        let wish = (signature >> (COMMONEST - FOREMOST), one.ranked.first().copied(), signature);
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

/// A bit for each of the common skills that the candidate has, the commonest highest.
fn signature(one: &CandidateFacts, common: &[SkillNo]) -> u32 {
    let has = |skill: &SkillNo| one.skills.binary_search_by_key(skill, |held| held.skill).is_ok();
    common.iter().fold(0, |bits, skill| bits << 1 | u32::from(has(skill)))
}
