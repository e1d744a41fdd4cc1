//! Where each id lies: six bytes an entry, in many small sorted shards, so that no change ever moves much.

use uuid::Uuid;

const SHARDS: usize = 4096;

/// From ids to slots. It keeps only 28 bits of an id, so whoever asks compares the id at each slot that is offered.
#[derive(Debug)]
pub(super) struct Ids {
    shards: Vec<Vec<Entry>>,
}

/// A tag, and the upper and lower half of a slot.
type Entry = [u16; 3];

fn entry(tag: u16, slot: u32) -> Entry {
    let [a, b, c, d] = slot.to_be_bytes();
    [tag, u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]
}

fn slot([_, upper, lower]: Entry) -> u32 {
    u32::from(upper) << 16 | u32::from(lower)
}

impl Ids {
    pub(super) fn new() -> Self {
        Self { shards: vec![Vec::new(); SHARDS] }
    }

    /// The slots at which this id may lie.
    pub(super) fn slots(&self, id: Uuid) -> impl Iterator<Item = u32> {
        let (shard, tag) = place(id);
        let shard = &self.shards[shard];
        let begin = shard.partition_point(|entry| entry[0] < tag);
        shard[begin..].iter().take_while(move |entry| entry[0] == tag).map(|entry| slot(*entry))
    }

    /// Notes that an id lies at a slot.
    pub(super) fn insert(&mut self, id: Uuid, slot: u32) {
        let (shard, tag) = place(id);
        let shard = &mut self.shards[shard];
        if let Err(at) = shard.binary_search(&entry(tag, slot)) {
            shard.insert(at, entry(tag, slot));
        }
    }

    /// Forgets that an id lies at a slot.
    pub(super) fn remove(&mut self, id: Uuid, slot: u32) {
        let (shard, tag) = place(id);
        let shard = &mut self.shards[shard];
        if let Ok(at) = shard.binary_search(&entry(tag, slot)) {
            shard.remove(at);
        }
    }

    /// How many ids there are.
    pub(super) fn len(&self) -> usize {
        self.shards.iter().map(Vec::len).sum()
    }

    pub(super) fn bytes(&self) -> usize {
        self.shards
            .iter()
            .map(|shard| shard.capacity() * size_of::<Entry>() + size_of_val(shard))
            .sum()
    }

    pub(super) fn shrink(&mut self) {
        self.shards.iter_mut().for_each(Vec::shrink_to_fit);
    }
}

/// Shard and tag: twelve and sixteen bits of a mixed id.
fn place(id: Uuid) -> (usize, u16) {
    let (high, low) = id.as_u64_pair();
    let mixed = (high.rotate_left(32) ^ low).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let shard = usize::try_from(mixed >> 52).expect("twelve bits fit");
    (shard, u16::try_from(mixed >> 36 & u64::from(u16::MAX)).expect("masked"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_until_it_is_removed() {
        let mut ids = Ids::new();
        for n in 0..20_000u32 {
            ids.insert(Uuid::from_u128(u128::from(n)), n);
        }
        let slots =
            |ids: &Ids, n: u32| ids.slots(Uuid::from_u128(u128::from(n))).collect::<Vec<_>>();
        assert!((0..20_000).all(|n| slots(&ids, n).contains(&n)));
        ids.remove(Uuid::from_u128(7), 7);
        assert!(!slots(&ids, 7).contains(&7));
        assert_eq!(ids.len(), 19_999);
    }
}
