//! Skills that many of a block have, packed into its words: four bits for each of the 64 say level and evidence, so
//! that a skill is half a line of memory; the years, which few questions ask for, lie apart.

use super::entry::{SLOTS, entry, number_of, quality_of, slot_of};

/// From how many holders on a skill has a lane. Tests have small blocks, and see both.
const MANY: usize = if cfg!(test) { 4 } else { 32 };

/// A byte for each candidate of a block.
pub(super) type Bytes = [u8; SLOTS];
/// Half a byte for each candidate. 0 is nothing, else a quality and one.
pub(super) type Codes = [u16; SLOTS / 4];
/// A byte for each candidate: the years.
pub(super) type Years = [u16; SLOTS / 2];

/// A skill in a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane<'a> {
    pub(super) codes: &'a Codes,
    pub(super) years: &'a Years,
}

impl Lane<'_> {
    /// The entry at a slot, if there is one.
    pub(super) fn entry(&self, slot: usize) -> Option<u16> {
        let years = self.years[slot / 2].to_le_bytes()[slot % 2];
        Some(entry(slot, years, self.quality(slot)?))
    }

    /// The quality at a slot, if the skill is there.
    pub(super) fn quality(&self, slot: usize) -> Option<u8> {
        let code = self.codes[slot / 4] >> (slot % 4 * 4) & 15;
        Some(code.checked_sub(1)?.to_le_bytes()[0])
    }

    /// A byte for each candidate, looked up for two neighbours at once.
    #[inline]
    pub(super) fn looked_up(&self, twins: &Twins) -> Bytes {
        let mut bytes = [0; SLOTS];
        for (four, codes) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(self.codes) {
            let [one, other] = codes.to_le_bytes().map(|two| twins[usize::from(two)]);
            *four = [one[0], one[1], other[0], other[1]];
        }
        bytes
    }

    /// The years, one to a byte.
    #[inline]
    pub(super) fn years(&self) -> Bytes {
        std::array::from_fn(|slot| self.years[slot / 2].to_le_bytes()[slot % 2])
    }
}

/// A byte for each code, for the codes of two neighbours at once.
pub(super) type Twins = [[u8; 2]; 256];

/// Makes the table for two out of that for one.
pub(super) fn twins(one: &[u8; 16]) -> Twins {
    let mut twins = [[0; 2]; 256];
    for (row, second) in twins.as_chunks_mut::<16>().0.iter_mut().zip(one) {
        row.iter_mut().zip(one).for_each(|(two, first)| *two = [*first, *second]);
    }
    twins
}

/// The codes of the pairs of skill and entry of a lane.
pub(super) fn codes(pairs: &[(u16, u16)]) -> Codes {
    pairs.iter().fold([0; SLOTS / 4], |mut codes, (_, entry)| {
        let slot = slot_of(*entry);
        codes[slot / 4] |= u16::from(quality_of(*entry) + 1) << (slot % 4 * 4);
        codes
    })
}

/// The years of the pairs of a lane.
pub(super) fn years(pairs: &[(u16, u16)]) -> Years {
    pairs.iter().fold([0; SLOTS / 2], |mut years, (_, entry)| {
        let slot = slot_of(*entry);
        years[slot / 2] |= u16::from(number_of(*entry)) << (slot % 2 * 8);
        years
    })
}

/// Whether the pairs of a skill, ordered by slot, are for a lane: many, and nobody has the skill twice; a list holds both.
pub(super) fn is_lane(pairs: &[(u16, u16)]) -> bool {
    pairs.len() >= MANY && pairs.windows(2).all(|two| slot_of(two[0].1) != slot_of(two[1].1))
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
            .map(|(slot, one)| (7, entry(slot, slot.to_le_bytes()[0], one)))
            .collect();
        assert!(is_lane(&all));
        assert!(!is_lane(&[&all[..], &all[59..]].concat()));
        let (codes, years) = (codes(&all), years(&all));
        let lane = Lane { codes: &codes, years: &years };
        let back: Vec<_> = (0..SLOTS).filter_map(|slot| Some((7, lane.entry(slot)?))).collect();
        assert_eq!(back, all);
        let marks = [9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 11, 12, 13, 14, 15, 16];
        let looked_up: Vec<_> = (1..16).cycle().take(60).map(|code: usize| marks[code]).collect();
        assert_eq!(lane.looked_up(&twins(&marks)), *[looked_up, vec![9; 4]].concat());
        assert_eq!(lane.years(), *(0..60).chain([0; 4]).collect::<Vec<u8>>());
    }

    #[test]
    fn bytes_become_bits() {
        let set = 0x8001_0204_F00F_1377;
        let bytes = std::array::from_fn(|at| (set >> at & 1) as u8);
        assert_eq!(bits(&bytes), set);
    }
}
