//! Which candidates share a block. Bounds prune only where a block's candidates are alike: first by occupation, then by
//! how open they are on place, then by which of the occupation's commonest skills they have, with the first wish between.

use std::collections::HashMap;

use crate::matching::{facts::CandidateFacts, numbers::SkillNo};

/// What makes candidates alike enough to share a block when one is added: matchable, occupation, openness.
pub(super) type Kin = (bool, u32, u8);

/// How many of an occupation's commonest skills are looked at.
const COMMONEST: usize = 24;
/// How many of these come before the first wish.
const FOREMOST: usize = 6;

/// The kin of a candidate.
pub(super) fn kin(one: &CandidateFacts) -> Kin {
    (!one.matchable, occupation(one), openness(one))
}

/// The occupation with the most years; 0 if there is none.
fn occupation(one: &CandidateFacts) -> u32 {
    let longest = one.occupations.iter().max_by_key(|practised| practised.years);
    longest.map_or(0, |practised| {
        let facts = practised.occupation;
        u32::from(facts.unit.0) << 16 | facts.trade.map_or(0, |trade| u32::from(trade.0) + 1)
    })
}

/// 0 for a person who goes only where they wish, then those who prefer places, then those who go anywhere.
fn openness(one: &CandidateFacts) -> u8 {
    u8::from(one.elsewhere) + u8::from(one.elsewhere && one.ranked.is_empty())
}

/// Orders candidates so that neighbours are alike.
pub(super) fn order(candidates: &mut [CandidateFacts]) {
    let common = commonest(candidates);
    candidates.sort_by_cached_key(|one| {
        let kin = kin(one);
        let (first, signature) = (one.ranked.first().copied(), signature(one, &common[&kin.1]));
        (kin, signature >> (COMMONEST - FOREMOST), first, signature, one.id)
    });
}

/// The commonest skills of each occupation, commonest first.
fn commonest(candidates: &[CandidateFacts]) -> HashMap<u32, Vec<SkillNo>> {
    let mut counts: HashMap<u32, HashMap<SkillNo, u32>> = HashMap::new();
    for one in candidates {
        let counts = counts.entry(occupation(one)).or_default();
        one.skills.iter().for_each(|held| *counts.entry(held.skill).or_default() += 1);
    }
    let common = counts.into_iter().map(|(occupation, counts)| {
        let mut skills: Vec<_> = counts.into_iter().collect();
        skills.sort_unstable_by_key(|(skill, count)| (std::cmp::Reverse(*count), *skill));
        (occupation, skills.into_iter().take(COMMONEST).map(|(skill, _)| skill).collect())
    });
    common.collect()
}

/// A bit for each of the common skills that the candidate has, the commonest highest.
fn signature(one: &CandidateFacts, common: &[SkillNo]) -> u32 {
    let has = |skill: &SkillNo| one.skills.binary_search_by_key(skill, |held| held.skill).is_ok();
    common.iter().fold(0, |bits, skill| bits << 1 | u32::from(has(skill)))
}
