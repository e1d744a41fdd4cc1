//! Short lists by place, packed: there are at most 64 places, so a bit says which have a list, and its rank where.

use crate::matching::numbers::{PlaceNo, PlaceSet};

/// Lists of entries by place; within a place the entries ascend.
#[derive(Debug)]
pub(super) struct Places {
    set: PlaceSet,
    ends: Box<[u16]>,
    entries: Box<[u16]>,
}

impl Places {
    /// Packs pairs in any order. A block has far fewer than 65,536 of them.
    pub(super) fn new(mut pairs: Vec<(PlaceNo, u16)>) -> Self {
        pairs.sort_unstable();
        let mut end = 0;
        let ends = pairs.chunk_by(|one, other| one.0 == other.0).map(|chunk| {
            end += u16::try_from(chunk.len()).expect("a block has few entries");
            end
        });
        Self {
            ends: ends.collect(),
            set: pairs.iter().map(|one| one.0).collect(),
            entries: pairs.iter().map(|one| one.1).collect(),
        }
    }

    /// The entries of a place; none if it has no list.
    pub(super) fn of(&self, place: PlaceNo) -> &[u16] {
        if !self.set.holds(place) {
            return &[];
        }
        let rank = (self.set.0 & ((1 << place.0) - 1)).count_ones() as usize;
        let begin = rank.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[usize::from(begin)..usize::from(self.ends[rank])]
    }

    /// Every place with its entries.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PlaceNo, &[u16])> {
        self.set.iter().map(|place| (place, self.of(place)))
    }

    /// Reads a little of every line of the ends, so that later reads find it near.
    pub(super) fn touch(&self) -> u16 {
        self.ends.iter().step_by(32).fold(0, |all, end| all ^ end)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.ends) + size_of_val(&*self.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_under_its_place() {
        let places = Places::new(vec![(PlaceNo(63), 2), (PlaceNo(3), 9), (PlaceNo(63), 1)]);
        assert_eq!(places.of(PlaceNo(63)), [1, 2]);
        assert_eq!(places.of(PlaceNo(3)), [9]);
        assert!(places.of(PlaceNo(4)).is_empty());
        assert_eq!(places.iter().count(), 2);
    }
}
