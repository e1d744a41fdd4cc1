//! What a list in a block says of one candidate, in sixteen bits: the slot, six bits of a number (years, rank or rung),
//! and four bits of quality (level and evidence of a skill, or the grade in an occupation).

use crate::{
    domain::concepts::skill::Evidence,
    matching::{facts::Held, numbers::SkillNo},
};

/// Candidates in a block.
pub(super) const SLOTS: usize = 64;

/// An entry.
pub(super) fn entry(slot: usize, number: u8, quality: u8) -> u16 {
    let slot = u16::try_from(slot).expect("under 64");
    slot << 10 | u16::from(number) << 4 | u16::from(quality)
}

pub(super) fn slot_of(entry: u16) -> usize {
    usize::from(entry >> 10)
}

pub(super) fn number_of(entry: u16) -> u8 {
    (entry >> 4 & 63).to_le_bytes()[0]
}

pub(super) fn quality_of(entry: u16) -> u8 {
    (entry & 15).to_le_bytes()[0]
}

/// Level and evidence in four bits, 0 to 14; more is a higher level, then better evidence.
pub(super) fn quality(held: Held) -> u8 {
    (held.level - 1) * 3 + held.evidence as u8
}

/// Level and evidence of a quality.
pub(super) fn level_and_evidence(quality: u8) -> (u8, Evidence) {
    (quality / 3 + 1, Evidence::ALL[usize::from(quality % 3)])
}

/// A skill as an entry says it.
pub(super) fn held(skill: u16, entry: u16) -> Held {
    let (level, evidence) = level_and_evidence(quality_of(entry));
    Held { skill: SkillNo(skill), level, years: number_of(entry), evidence }
}

/// In place of years that are not known.
const UNTOLD: u8 = 63;

/// An occupation at a slot: the years in it as the number, the grade as the quality, which is 0 where it is not known.
pub(super) fn practised(slot: usize, years: Option<u8>, grade: Option<u8>) -> u16 {
    entry(slot, years.unwrap_or(UNTOLD), grade.unwrap_or(0))
}

/// The years of an occupation, and the grade, as far as they are known.
pub(super) fn years_and_grade(entry: u16) -> (Option<u8>, Option<u8>) {
    let years = Some(number_of(entry)).filter(|years| *years != UNTOLD);
    (years, Some(quality_of(entry)).filter(|grade| *grade > 0))
}

/// The years of an occupation that give credit.
pub(super) fn years_of(entry: u16) -> u8 {
    let years = number_of(entry);
    if years == UNTOLD { 0 } else { years }
}

/// The slots that entries name.
pub(super) fn slots(entries: &[u16]) -> u64 {
    entries.iter().fold(0, |set, entry| set | 1 << slot_of(*entry))
}

/// The entries at a slot; entries are ordered by slot.
pub(super) fn at(entries: &[u16], slot: usize) -> impl Iterator<Item = u16> {
    let begin = entries.partition_point(|entry| slot_of(*entry) < slot);
    entries[begin..].iter().copied().take_while(move |entry| slot_of(*entry) == slot)
}

/// The entries at some slots. Most lists are so short that looking at each is quicker than looking where to begin.
pub(super) fn among(entries: &[u16], slots: u64) -> impl Iterator<Item = u16> {
    entries.iter().copied().filter(move |entry| slots >> slot_of(*entry) & 1 == 1)
}

/// The entries of many lists at some slots, each with the key of its list. The lists lie one behind the other, and each
/// key comes with where its list ends.
pub(super) fn among_lists<K: Copy>(
    lists: impl Iterator<Item = (K, u16)>,
    entries: &[u16],
    slots: u64,
) -> impl Iterator<Item = (K, u16)> {
    let mut lists = lists.peekable();
    let those = entries.iter().enumerate().filter(move |(_, one)| slots >> slot_of(**one) & 1 == 1);
    those.filter_map(move |(at, entry)| {
        while lists.next_if(|(_, end)| usize::from(*end) <= at).is_some() {}
        lists.peek().map(|(key, _)| (*key, *entry))
    })
}

/// The slots of a set, ascending.
pub(super) fn each(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (slot < 64).then_some(slot as usize)
    })
}
