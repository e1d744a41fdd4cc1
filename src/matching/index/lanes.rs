//! Skills that many of a block have, packed into its words: four bits for each of the 64 say level and evidence, so
//! that a skill is half a line of memory; the years, which few questions ask for, lie apart.

use super::{
    entry::{SLOTS, entry, number_of, quality_of, slot_of},
    lists::next,
};

/// From how many holders on a skill has a lane. Tests have small blocks, and see both.
const MANY: usize = if cfg!(test) { 4 } else { 32 };

/// A byte for each candidate of a block.
pub(super) type Bytes = [u8; SLOTS];
/// Half a byte for each candidate: of those of the first half the low ones. 0 is nothing, else a quality and one.
pub(super) type Codes = [u16; SLOTS / 4];
/// The years of each candidate, the second half in the high bytes.
pub(super) type Years = [u16; SLOTS / 2];

/// Where the lanes lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rack {
    begin: u16,
    years: u16,
    skills: u16,
}

/// Lanes by skill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lanes<'a> {
    skills: &'a [u16],
    codes: &'a [Codes],
    years: &'a [Years],
}

/// A skill in a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane<'a> {
    pub(super) codes: &'a Codes,
    pub(super) years: &'a Years,
}

impl Rack {
    /// Takes the skills that many have out of pairs of skill and entry, and packs them behind the words; their years
    /// are for the caller to pack with [`Rack::pack_years`].
    pub(super) fn pack(
        pairs: &mut Vec<([u16; 1], u16)>,
        words: &mut Vec<u16>,
    ) -> (Self, Vec<Years>) {
        pairs.sort_unstable();
        let chunks = pairs.chunk_by(|one, other| one.0 == other.0);
        let many: Vec<_> =
            chunks.filter(|chunk| chunk.len() >= MANY && are_distinct(chunk)).collect();
        let skills: Vec<_> = many.iter().map(|chunk| chunk[0].0[0]).collect();
        let begin = next(words);
        words.extend(&skills);
        words.extend(many.iter().flat_map(|chunk| codes(chunk)));
        let years = many.iter().map(|chunk| years(chunk)).collect();
        pairs.retain(|([skill], _)| skills.binary_search(skill).is_err());
        let skills = u16::try_from(skills.len()).expect("fewer than words");
        (Self { begin, years: 0, skills }, years)
    }

    /// Packs the years behind the words.
    pub(super) fn pack_years(&mut self, years: &[Years], words: &mut Vec<u16>) {
        self.years = next(words);
        words.extend(years.as_flattened());
    }
}

impl<'a> Lanes<'a> {
    pub(super) fn of(words: &'a [u16], rack: Rack) -> Self {
        let (skills, rest) = words[usize::from(rack.begin)..].split_at(usize::from(rack.skills));
        let years = &words[usize::from(rack.years)..];
        Self { skills, codes: rest.as_chunks().0, years: years.as_chunks().0 }
    }

    /// The number of the lane of a skill, if it has one.
    pub(super) fn find(&self, skill: u16) -> Option<usize> {
        self.skills.binary_search(&skill).ok()
    }

    /// A lane by its number.
    pub(super) fn at(&self, at: usize) -> Lane<'a> {
        Lane { codes: &self.codes[at], years: &self.years[at] }
    }

    /// Every skill with its lane.
    pub(super) fn iter(self) -> impl Iterator<Item = (u16, Lane<'a>)> {
        self.skills.iter().enumerate().map(move |(at, skill)| (*skill, self.at(at)))
    }
}

impl Lane<'_> {
    /// The entry at a slot, if there is one.
    pub(super) fn entry(&self, slot: usize) -> Option<u16> {
        let (at, upper) = (slot % (SLOTS / 2), slot / (SLOTS / 2));
        let code = self.codes[at / 2] >> (at % 2 * 8 + upper * 4) & 15;
        let years = self.years[at].to_le_bytes()[upper];
        let quality = code.checked_sub(1)?.to_le_bytes()[0];
        Some(entry(slot, years, quality))
    }
}

/// The codes, one to a byte.
#[inline]
pub(super) fn spread(codes: &Codes) -> Bytes {
    let mut bytes = [0; SLOTS];
    let (low, high) = bytes.split_at_mut(SLOTS / 2);
    for ((two, low), high) in
        codes.iter().zip(low.chunks_exact_mut(2)).zip(high.chunks_exact_mut(2))
    {
        let two = two.to_le_bytes();
        low.copy_from_slice(&two.map(|byte| byte & 15));
        high.copy_from_slice(&two.map(|byte| byte >> 4));
    }
    bytes
}

/// The years, one to a byte.
#[inline]
pub(super) fn spread_years(years: &Years) -> Bytes {
    std::array::from_fn(|slot| years[slot % (SLOTS / 2)].to_le_bytes()[slot / (SLOTS / 2)])
}

fn codes(pairs: &[([u16; 1], u16)]) -> Codes {
    pairs.iter().fold([0; SLOTS / 4], |mut codes, (_, entry)| {
        let (at, upper) = (slot_of(*entry) % (SLOTS / 2), slot_of(*entry) / (SLOTS / 2));
        codes[at / 2] |= u16::from(quality_of(*entry) + 1) << (at % 2 * 8 + upper * 4);
        codes
    })
}

fn years(pairs: &[([u16; 1], u16)]) -> Years {
    pairs.iter().fold([0; SLOTS / 2], |mut years, (_, entry)| {
        let slot = slot_of(*entry);
        years[slot % (SLOTS / 2)] |= u16::from(number_of(*entry)) << (slot / (SLOTS / 2) * 8);
        years
    })
}

/// Whether nobody has the skill twice; who does stays in a list, which holds both.
fn are_distinct(pairs: &[([u16; 1], u16)]) -> bool {
    pairs.windows(2).all(|two| slot_of(two[0].1) != slot_of(two[1].1))
}

/// A bit for each byte that is 1; the others are 0.
#[inline]
pub(super) fn bits(bytes: &Bytes) -> u64 {
    (0..).zip(bytes.as_chunks::<8>().0).fold(0, |set, (at, eight): (u32, _)| {
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        set | gathered << (at * 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_gives_back_what_it_took() {
        let all: Vec<_> = (0..60)
            .zip((0..15).cycle())
            .map(|(slot, one)| ([7], entry(slot, slot.to_le_bytes()[0], one)))
            .collect();
        let mut pairs = all.clone();
        pairs.push(([8], entry(1, 2, 3)));
        let mut words = vec![77];
        let (mut rack, years) = Rack::pack(&mut pairs, &mut words);
        words.push(78);
        rack.pack_years(&years, &mut words);
        assert_eq!(pairs, [([8], entry(1, 2, 3))]);
        let lanes = Lanes::of(&words, rack);
        let lane = lanes.at(lanes.find(7).unwrap());
        let back: Vec<_> = (0..SLOTS).filter_map(|slot| Some(([7], lane.entry(slot)?))).collect();
        assert_eq!(back, all);
        let (codes, years) = (spread(lane.codes), spread_years(lane.years));
        for slot in 0..60 {
            assert_eq!(usize::from(codes[slot]), slot % 15 + 1);
            assert_eq!(usize::from(years[slot]), slot);
        }
    }

    #[test]
    fn bytes_become_bits() {
        let set = 0x8001_0204_F00F_1377;
        let bytes = std::array::from_fn(|at| (set >> at & 1) as u8);
        assert_eq!(bits(&bytes), set);
    }
}
