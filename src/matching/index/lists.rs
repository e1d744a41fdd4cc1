//! Short lists by key, packed into the words of a block: first the keys, then where the list of each ends, then the
//! entries of all.

use super::entry::among_lists;

/// Where such lists lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    begin: u16,
    keys: u16,
}

impl Span {
    /// The place of the first word.
    pub(super) fn begin(self) -> u16 {
        self.begin
    }
}

/// Lists of entries by ascending key of `W` words; within a key the entries ascend too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists<'a, const W: usize> {
    keys: &'a [[u16; W]],
    ends: &'a [u16],
    entries: &'a [u16],
}

/// The place of the next word.
pub(super) fn next(words: &[u16]) -> u16 {
    u16::try_from(words.len()).expect("64 bodies within their limits fill fewer words")
}

impl<'a, const W: usize> Lists<'a, W> {
    /// Packs pairs in any order behind the words.
    pub(super) fn pack(mut pairs: Vec<([u16; W], u16)>, words: &mut Vec<u16>) -> Span {
        pairs.sort_unstable();
        let begin = next(words);
        let lists = || pairs.chunk_by(|one, other| one.0 == other.0);
        lists().for_each(|list| words.extend(list[0].0));
        words.extend(lists().scan(0, |end, list| {
            *end += u16::try_from(list.len()).expect("fewer than words");
            Some(*end)
        }));
        words.extend(pairs.iter().map(|(_, entry)| *entry));
        Span { begin, keys: u16::try_from(lists().count()).expect("fewer than words") }
    }

    pub(super) fn of(words: &'a [u16], span: Span) -> Self {
        let keys = usize::from(span.keys);
        let (keys_of, rest) = words[usize::from(span.begin)..].split_at(keys * W);
        let (ends, entries) = rest.split_at(keys);
        Self { keys: keys_of.as_chunks().0, ends, entries }
    }

    /// The entries of a key; none if the key is absent.
    pub(super) fn get(&self, key: [u16; W]) -> &'a [u16] {
        self.keys.binary_search(&key).map_or(&[], |at| self.at(at))
    }

    /// Every key with its entries.
    pub(super) fn iter(self) -> impl Iterator<Item = ([u16; W], &'a [u16])> {
        self.since([0; W])
    }

    /// The keys from `first` on, with their entries.
    pub(super) fn since(self, first: [u16; W]) -> impl Iterator<Item = ([u16; W], &'a [u16])> {
        let begin = self.keys.partition_point(|key| *key < first);
        (begin..self.keys.len()).map(move |at| (self.keys[at], self.at(at)))
    }

    /// The entries at some slots, each with its key.
    pub(super) fn among(self, slots: u64) -> impl Iterator<Item = ([u16; W], u16)> {
        let lists = self.keys.iter().copied().zip(self.ends.iter().copied());
        let end = self.ends.last().map_or(0, |end| usize::from(*end));
        among_lists(lists, &self.entries[..end], slots)
    }

    fn at(&self, at: usize) -> &'a [u16] {
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[usize::from(begin)..usize::from(self.ends[at])]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_under_its_key() {
        let mut words = vec![77];
        let one = Lists::pack(vec![([7], 2), ([3], 9), ([7], 1), ([3], 9)], &mut words);
        let two = Lists::pack(vec![([1, 2], 5)], &mut words);
        let lists = Lists::<1>::of(&words, one);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [([3], &[9, 9][..]), ([7], &[1, 2][..])]);
        assert_eq!(lists.since([4]).count(), 1);
        assert_eq!(lists.among(1).count(), 4);
        assert_eq!(lists.among(2).count(), 0);
        assert_eq!(lists.get([7]), [1, 2]);
        assert!(lists.get([4]).is_empty());
        assert_eq!(Lists::<2>::of(&words, two).get([1, 2]), [5]);
    }
}
