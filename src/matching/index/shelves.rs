//! Short lists by a number under 64, packed into the words of a block: a bit says which numbers have a list, and its
//! rank where that ends.

use super::{
    entry::{among_lists, each},
    lists::next,
};

/// Which numbers have a list, and where the lists lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shelf {
    set: u64,
    begin: u16,
}

impl Shelf {
    /// The place of the first word.
    pub(super) fn begin(self) -> u16 {
        self.begin
    }
}

/// Lists of entries by number; within a list the entries ascend.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shelves<'a> {
    set: u64,
    words: &'a [u16],
}

impl<'a> Shelves<'a> {
    /// Packs pairs in any order behind the words.
    pub(super) fn pack(mut pairs: Vec<(u8, u16)>, words: &mut Vec<u16>) -> Shelf {
        pairs.sort_unstable();
        let begin = next(words);
        let lists = pairs.chunk_by(|one, other| one.0 == other.0);
        words.extend(lists.scan(0, |end, list| {
            *end += u16::try_from(list.len()).expect("fewer than words");
            Some(*end)
        }));
        words.extend(pairs.iter().map(|(_, entry)| *entry));
        Shelf { set: pairs.iter().fold(0, |set, (number, _)| set | 1 << number), begin }
    }

    pub(super) fn of(words: &'a [u16], shelf: Shelf) -> Self {
        Self { set: shelf.set, words: &words[usize::from(shelf.begin)..] }
    }

    /// The entries under a number; none if it has no list.
    pub(super) fn get(&self, number: u8) -> &'a [u16] {
        if self.set >> number & 1 == 0 {
            return &[];
        }
        let rank = (self.set & ((1 << number) - 1)).count_ones() as usize;
        let (ends, entries) = self.words.split_at(self.set.count_ones() as usize);
        let begin = rank.checked_sub(1).map_or(0, |before| ends[before]);
        &entries[usize::from(begin)..usize::from(ends[rank])]
    }

    /// The entries at some slots, each with the number of its list.
    pub(super) fn among(self, slots: u64) -> impl Iterator<Item = (u8, u16)> {
        let (ends, entries) = self.words.split_at(self.set.count_ones() as usize);
        let numbers = each(self.set).map(|number| number.to_le_bytes()[0]);
        let end = ends.last().map_or(0, |end| usize::from(*end));
        among_lists(numbers.zip(ends.iter().copied()), &entries[..end], slots)
    }

    /// Every number that has a list, with its entries.
    pub(super) fn iter(self) -> impl Iterator<Item = (u8, &'a [u16])> {
        let (ends, entries) = self.words.split_at(self.set.count_ones() as usize);
        each(self.set).zip(ends).scan(0, move |begin, (number, end)| {
            let begin = std::mem::replace(begin, usize::from(*end));
            Some((number.to_le_bytes()[0], &entries[begin..usize::from(*end)]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_under_its_number() {
        let mut words = vec![77];
        let shelf = Shelves::pack(vec![(63, 2), (3, 9), (63, 1)], &mut words);
        let shelves = Shelves::of(&words, shelf);
        assert_eq!(shelves.get(63), [1, 2]);
        assert_eq!(shelves.get(3), [9]);
        assert!(shelves.get(4).is_empty());
        assert_eq!(shelves.iter().count(), 2);
        assert_eq!(shelves.among(1).collect::<Vec<_>>(), [(3, 9), (63, 1), (63, 2)]);
    }
}
