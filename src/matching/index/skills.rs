//! Who of a block has which skill. A bit says that a skill is here, and the number of bits before it where it is, so that
//! finding it costs the same for the first and for the last.

use super::{
    entry::{among, among_lists, each, entry},
    lanes::{Codes, Lane, Years, codes, is_lane, years},
    lists::next,
};

/// Words of bits in [`Catalogue::present`].
const WORDS: usize = 8;
/// In the end of a list: it is a lane, and what it holds is the lane's number. Ends stay under it as long as the 64
/// candidates of a block have fewer than 512 skills each; a body takes 60, and 60 in words.
const LANE: u16 = 1 << 15;

/// A skill and an entry.
type Pair = (u16, u16);

/// Which skills are here, and where what is said of them lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Catalogue {
    /// A bit for each skill, by the low bits of its number.
    present: [u64; WORDS],
    /// How many skills there are before those of each word.
    before: [u16; WORDS],
    begin: u16,
    skills: u16,
    lanes: u16,
    years: u16,
}

/// The skills of a block, in the order of [`place`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Skills<'a> {
    catalogue: &'a Catalogue,
    numbers: &'a [u16],
    ends: &'a [u16],
    codes: &'a [Codes],
    years: &'a [Years],
    entries: &'a [u16],
}

/// Who has a skill.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holders<'a> {
    /// Half a byte for each candidate.
    Many(Lane<'a>),
    /// Entries by slot.
    Few(&'a [u16]),
}

/// The word and the bit of a skill.
fn place(skill: u16) -> (usize, u16) {
    (usize::from(skill >> 6) % WORDS, skill & 63)
}

impl Catalogue {
    /// Packs pairs in any order behind the words; the years of the lanes are for the caller to pack with
    /// [`Catalogue::pack_years`].
    pub(super) fn pack(mut pairs: Vec<Pair>, words: &mut Vec<u16>) -> (Self, Vec<Years>) {
        pairs.sort_unstable_by_key(|(skill, entry)| (place(*skill), *skill, *entry));
        let lists: Vec<_> = pairs.chunk_by(|one, other| one.0 == other.0).collect();
        let lanes: Vec<_> = lists.iter().copied().filter(|list| is_lane(list)).collect();
        let (mut ends, mut entries, mut lane) = (Vec::new(), Vec::new(), 0);
        for list in &lists {
            if is_lane(list) {
                entries.push(lane);
                lane += 1;
                ends.push(next(&entries) | LANE);
            } else {
                entries.extend(list.iter().map(|(_, entry)| *entry));
                ends.push(next(&entries));
            }
        }
        let begin = next(words);
        words.extend(lists.iter().map(|list| list[0].0));
        words.extend(&ends);
        words.extend(lanes.iter().flat_map(|lane| codes(lane)));
        words.extend(&entries);
        let (present, before) = bits(&lists);
        let skills = next(&ends);
        let catalogue = Self { present, before, begin, skills, lanes: lane, years: 0 };
        (catalogue, lanes.into_iter().map(years).collect())
    }

    /// Packs the years behind the words.
    pub(super) fn pack_years(&mut self, years: &[Years], words: &mut Vec<u16>) {
        self.years = next(words);
        words.extend(years.as_flattened());
    }

    /// Whether somebody may have a skill.
    pub(super) fn may_have(&self, skill: u16) -> bool {
        let (word, bit) = place(skill);
        self.present[word] >> bit & 1 == 1
    }

    /// Where a skill would be at the earliest.
    fn earliest(&self, skill: u16) -> usize {
        let (word, bit) = place(skill);
        let lower = self.present[word] & ((1 << bit) - 1);
        usize::from(self.before[word]) + lower.count_ones() as usize
    }
}

impl<'a> Skills<'a> {
    pub(super) fn of(words: &'a [u16], catalogue: &'a Catalogue) -> Self {
        let years = &words[usize::from(catalogue.years)..];
        let count = usize::from(catalogue.skills);
        let (numbers, rest) = words[usize::from(catalogue.begin)..].split_at(count);
        let (ends, rest) = rest.split_at(count);
        let (codes, entries) = rest.split_at(usize::from(catalogue.lanes) * size_of::<Codes>() / 2);
        let (codes, years) = (codes.as_chunks().0, years.as_chunks().0);
        Self { catalogue, numbers, ends, codes, years, entries }
    }

    /// Who has a skill, if somebody has.
    #[inline]
    pub(super) fn get(&self, skill: u16) -> Option<Holders<'a>> {
        if !self.catalogue.may_have(skill) {
            return None;
        }
        let first = self.catalogue.earliest(skill);
        let mut those = self.numbers[first..].iter().take_while(|one| place(**one) <= place(skill));
        let after = those.position(|one| *one == skill)?;
        Some(self.at(first + after))
    }

    /// Every skill with those who have it.
    pub(super) fn iter(self) -> impl Iterator<Item = (u16, Holders<'a>)> {
        self.numbers.iter().enumerate().map(move |(at, skill)| (*skill, self.at(at)))
    }

    /// The entries at some slots, each with its skill: first those in lists, then those in lanes.
    pub(super) fn among(self, slots: u64) -> impl Iterator<Item = (u16, u16)> {
        let skills = self.numbers.iter().copied().zip(self.ends.iter().copied());
        let lanes = skills.clone().enumerate().filter(|(_, (_, end))| end & LANE != 0);
        let in_lanes = lanes.flat_map(move |(at, (skill, _))| {
            self.at(at).among(slots).map(move |entry| (skill, entry))
        });
        let end = self.ends.last().map_or(0, |end| usize::from(end & !LANE));
        let lists = skills.map(|(skill, end)| ((skill, end & LANE == 0), end & !LANE));
        // The number of a lane lies where entries would; it says nothing of a slot.
        let in_lists = among_lists(lists, &self.entries[..end], slots)
            .filter_map(|((skill, is_list), entry)| is_list.then_some((skill, entry)));
        in_lists.chain(in_lanes)
    }

    #[inline]
    fn at(&self, at: usize) -> Holders<'a> {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before] & !LANE);
        let (begin, end) = (usize::from(begin), self.ends[at]);
        if end & LANE == 0 {
            return Holders::Few(&self.entries[begin..usize::from(end)]);
        }
        let lane = usize::from(self.entries[begin]);
        Holders::Many(Lane { codes: &self.codes[lane], years: &self.years[lane] })
    }
}

impl Holders<'_> {
    /// The entries at some slots, by slot.
    pub(super) fn among(self, slots: u64) -> impl Iterator<Item = u16> {
        let (lane, list) = match self {
            Self::Many(lane) => (Some(lane), &[][..]),
            Self::Few(list) => (None, list),
        };
        let in_lane = lane.into_iter();
        in_lane
            .flat_map(move |lane| each(slots).filter_map(move |slot| lane.entry(slot)))
            .chain(among(list, slots))
    }

    /// Takes the entries at one slot; in a lane the years are left 0 if they do not matter.
    #[inline]
    pub(super) fn at(self, slot: usize, years: bool, mut take: impl FnMut(u16)) {
        match self {
            Self::Many(lane) if years => lane.entry(slot).into_iter().for_each(take),
            Self::Many(lane) => {
                lane.quality(slot).into_iter().for_each(|quality| take(entry(slot, 0, quality)));
            }
            Self::Few(list) => among(list, 1 << slot).for_each(take),
        }
    }

    /// Fetches the first of them from memory.
    pub(super) fn touch(self) -> u16 {
        match self {
            Self::Many(lane) => lane.codes[0],
            Self::Few(entries) => entries[0],
        }
    }
}

/// The bits of the skills of some lists, and how many skills there are before each word of bits.
fn bits(lists: &[&[Pair]]) -> ([u64; WORDS], [u16; WORDS]) {
    let (mut present, mut before) = ([0; WORDS], [0; WORDS]);
    for list in lists {
        let (word, bit) = place(list[0].0);
        present[word] |= 1 << bit;
        before[word + 1..].iter_mut().for_each(|count| *count += 1);
    }
    (present, before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::index::entry::slot_of;

    #[test]
    fn every_skill_is_found_also_beside_others_with_the_same_bit() {
        let all: Vec<Pair> = (0..40u16)
            .flat_map(|n| {
                let skill = [n, n * 64, n * 512 + 7][usize::from(n % 3)];
                (0..usize::from(n % 7 + 1)).map(move |slot| (skill, entry(slot * 9, 5, 3)))
            })
            .collect();
        let mut words = vec![77];
        let (mut catalogue, years) = Catalogue::pack(all.clone(), &mut words);
        words.push(78);
        catalogue.pack_years(&years, &mut words);
        let skills = Skills::of(&words, &catalogue);
        for skill in 0..21_000 {
            let right: Vec<u16> =
                all.iter().filter(|one| one.0 == skill).map(|one| one.1).collect();
            let found = skills.get(skill).into_iter().flat_map(|held| held.among(u64::MAX));
            assert_eq!(found.collect::<Vec<_>>(), right, "{skill}");
        }
        for slots in [1, 1 << 9, 1 << 18 | 1 << 27, u64::MAX] {
            let of_these = |one: &Pair| slots >> slot_of(one.1) & 1 == 1;
            let mut right: Vec<_> = all.iter().copied().filter(of_these).collect();
            let mut found: Vec<_> = skills.among(slots).collect();
            right.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, right, "{slots}");
        }
        let kept: usize = skills.iter().map(|(_, held)| held.among(1 << 9).count()).sum();
        assert_eq!(kept, all.iter().filter(|one| slot_of(one.1) == 9).count());
    }
}
