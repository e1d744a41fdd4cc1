//! Short lists by key, packed: the entries of all keys lie in one row, each key knows where its own end.

use std::ops::{Bound, RangeBounds};

/// Lists of entries by ascending key; within a key the entries ascend too.
#[derive(Debug)]
pub(super) struct Lists<K> {
    keys: Box<[K]>,
    ends: Box<[u16]>,
    entries: Box<[u16]>,
}

impl<K: Ord + Copy> Lists<K> {
    /// Packs pairs in any order. A block has far fewer than 65,536 of them.
    pub(super) fn new(mut pairs: Vec<(K, u16)>) -> Self {
        pairs.sort_unstable();
        let (mut keys, mut ends) = (Vec::new(), Vec::new());
        for chunk in pairs.chunk_by(|one, other| one.0 == other.0) {
            let begin = ends.last().copied().unwrap_or(0);
            keys.push(chunk[0].0);
            ends.push(begin + u16::try_from(chunk.len()).expect("a block has few entries"));
        }
        let entries = pairs.iter().map(|(_, entry)| *entry).collect();
        Self { keys: keys.into(), ends: ends.into(), entries }
    }

    /// The entries of a key; none if the key is absent.
    pub(super) fn of(&self, key: K) -> &[u16] {
        self.keys.binary_search(&key).map_or(&[], |at| self.at(at))
    }

    /// Every key with its entries.
    pub(super) fn iter(&self) -> impl Iterator<Item = (K, &[u16])> {
        self.keys.iter().enumerate().map(|(at, key)| (*key, self.at(at)))
    }

    fn at(&self, at: usize) -> &[u16] {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[usize::from(begin)..usize::from(self.ends[at])]
    }

    /// The keys of a range with their entries.
    pub(super) fn range(&self, keys: impl RangeBounds<K>) -> impl Iterator<Item = (K, &[u16])> {
        let begin = self.keys.partition_point(|key| match keys.start_bound() {
            Bound::Included(first) => key < first,
            Bound::Excluded(first) => key <= first,
            Bound::Unbounded => false,
        });
        let those = self.keys.iter().enumerate().skip(begin);
        those.take_while(move |(_, key)| keys.contains(key)).map(|(at, key)| (*key, self.at(at)))
    }

    /// Reads a little of every line of the keys, so that later reads find it near.
    pub(super) fn touch(&self) -> u16 {
        std::hint::black_box(self.keys.iter().step_by(64 / size_of::<K>()).max());
        self.ends.iter().step_by(32).fold(0, |all, end| all ^ end)
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.keys) + size_of_val(&*self.ends) + size_of_val(&*self.entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_under_its_key() {
        let lists = Lists::new(vec![(7u32, 2), (3, 9), (7, 1), (3, 9)]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [(3, &[9, 9][..]), (7, &[1, 2][..])]);
        assert_eq!(lists.of(7), [1, 2]);
        assert!(lists.of(4).is_empty());
    }
}
