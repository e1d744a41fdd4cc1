//! The candidates in memory. Readers lock one segment at a time and only to read; a writer builds the new block first
//! and then holds one segment just long enough to swap it in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{
        Arc, Mutex, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use uuid::Uuid;

use crate::matching::{facts::CandidateFacts, knowledge::Knowledge};

use super::{
    block::Block,
    cluster::{Crowds, Kin, order},
    entry::SLOTS,
    ids::Ids,
    lock::{held, read, write},
    row::BLOCKS,
    segment::{Segment, Summary},
};

pub(super) type Segments = Vec<Arc<RwLock<Segment>>>;

/// Every candidate, clustered in blocks with bounds.
#[derive(Debug)]
pub(in crate::matching) struct Candidates {
    segments: RwLock<Arc<Segments>>,
    ids: RwLock<Ids>,
    writer: Mutex<Writer>,
    /// How often candidates moved to another block.
    moves: AtomicU64,
}

/// What only the one writer needs.
#[derive(Debug, Default)]
struct Writer {
    crowds: Crowds,
    /// The kin that each block was begun for; those in it may have changed since.
    kins: Vec<Kin>,
    /// The blocks with a free slot, by that kin.
    open: BTreeSet<(Kin, u32)>,
}

impl Writer {
    /// Whether a candidate may stay in a block.
    fn keeps(&self, block: u32, one: &CandidateFacts) -> bool {
        self.kins[index(block)].keeps(self.crowds.kin(one))
    }

    /// A block with room for a kin: of those that take it the nearest.
    fn room(&self, kin: Kin) -> Option<u32> {
        let next = self.open.range((kin, 0)..).next();
        let last = self.open.range(..(kin, 0)).next_back();
        let those = next.into_iter().chain(last).filter(|one| one.0.takes(kin));
        those.min_by_key(|one| one.0.distance(kin)).map(|one| one.1)
    }

    /// Begins a block.
    fn begin(&mut self, kin: Kin) -> u32 {
        let number = u32::try_from(self.kins.len()).expect("slots are numbered in 32 bits");
        self.kins.push(kin);
        self.open.insert((kin, number));
        number
    }

    /// Notes whether a block has a free slot.
    fn note(&mut self, block: u32, full: bool) {
        let entry = (self.kins[index(block)], block);
        if full {
            self.open.remove(&entry);
        } else {
            self.open.insert(entry);
        }
    }
}

/// Where an id lay before some changes, and where it lies after them.
#[derive(Debug, Clone, Copy)]
struct Move {
    from: Option<u32>,
    to: Option<u32>,
}

impl Move {
    fn none(slot: Option<u32>) -> Self {
        Self { from: slot, to: slot }
    }

    fn is_to_another_place(&self) -> bool {
        self.from.is_some() && self.to.is_some() && self.from != self.to
    }
}

/// Changes that have not been built yet.
#[derive(Debug, Default)]
struct Batch {
    /// What each block that takes somebody will hold; begun ones follow each other by number.
    blocks: BTreeMap<u32, Vec<Option<CandidateFacts>>>,
    /// Who leaves the other blocks.
    leaving: BTreeMap<u32, u64>,
    moves: HashMap<Uuid, Move>,
}

impl Batch {
    /// What a block will hold, 64 long.
    fn block(&mut self, all: &Candidates, number: u32) -> &mut Vec<Option<CandidateFacts>> {
        let leaving = &mut self.leaving;
        self.blocks.entry(number).or_insert_with(|| {
            let leaving = leaving.remove(&number).unwrap_or(0);
            let present = all.block(number).map(|block| block.candidates(leaving));
            present.unwrap_or_else(|| vec![None; SLOTS])
        })
    }

    /// Empties a slot.
    fn leave(&mut self, slot: u32) {
        match self.blocks.get_mut(&(slot / 64)) {
            Some(slots) => slots[index(slot % 64)] = None,
            None => *self.leaving.entry(slot / 64).or_default() |= 1 << (slot % 64),
        }
    }
}

impl Candidates {
    pub(in crate::matching) fn new() -> Self {
        Self {
            segments: RwLock::default(),
            ids: RwLock::new(Ids::new()),
            writer: Mutex::default(),
            moves: AtomicU64::new(0),
        }
    }

    /// Replaces everything, clustered anew. No id may come twice.
    pub(in crate::matching) fn load(&self, k: &Knowledge, mut candidates: Vec<CandidateFacts>) {
        let crowds = order(&mut candidates);
        let mut guard = held(&self.writer);
        let writer = &mut *guard;
        *writer = Writer { crowds, ..Writer::default() };
        let (mut segments, mut ids) = (Vec::new(), Ids::new());
        let mut rest = candidates.into_iter().map(Some);
        loop {
            let slots: Vec<_> = rest.by_ref().take(SLOTS).collect();
            let Some(first) = slots.iter().flatten().next() else { break };
            let number = writer.begin(writer.crowds.kin(first));
            writer.note(number, slots.len() == SLOTS);
            let slot = number * 64;
            (slot..).zip(slots.iter().flatten()).for_each(|(slot, one)| ids.insert(one.id, slot));
            let (segment, at) = split(number);
            if segment == segments.len() {
                segments.push(Segment::new(k));
            }
            let block = Block::new(&slots);
            let summary = Summary::of(k, &block);
            segments[segment].put(at, Arc::new(block), &summary);
        }
        segments.iter_mut().for_each(Segment::shrink);
        ids.shrink();
        let segments = segments.into_iter().map(|one| Arc::new(RwLock::new(one))).collect();
        *write(&self.segments) = Arc::new(segments);
        *write(&self.ids) = ids;
    }

    /// Makes changes in order: `Some` adds a candidate or replaces its older version, `None` removes it. Who is of
    /// another kin now moves to a block of that kin, for bounds prune nothing where unlike ones lie together. A block is
    /// built once, however many of the changes it takes.
    pub(in crate::matching) fn change(
        &self,
        k: &Knowledge,
        changes: impl Iterator<Item = (Uuid, Option<CandidateFacts>)>,
    ) {
        let mut writer = held(&self.writer);
        let mut batch = Batch::default();
        for (id, one) in changes {
            let moved = *batch.moves.entry(id).or_insert_with(|| Move::none(self.slot(id)));
            let stays = |slot: &u32| one.as_ref().is_some_and(|one| writer.keeps(slot / 64, one));
            let kept = moved.to.filter(stays);
            if let Some(slot) = moved.to.filter(|_| kept.is_none()) {
                batch.leave(slot);
                writer.note(slot / 64, false);
            }
            let to = one.map(|one| {
                let slot = kept.unwrap_or_else(|| self.free(k, &mut writer, &mut batch, &one));
                let slots = batch.block(self, slot / 64);
                slots[index(slot % 64)] = Some(one);
                writer.note(slot / 64, slots.iter().all(Option::is_some));
                slot
            });
            batch.moves.insert(id, Move { to, ..moved });
        }
        self.publish(k, batch);
    }

    /// Swaps the changed blocks in. Whoever moves arrives first and leaves then, if nobody arrives in the block that is
    /// left; else a question that runs just then may miss them.
    fn publish(&self, k: &Knowledge, batch: Batch) {
        for (number, slots) in &batch.blocks {
            self.put(k, *number, Block::new(slots));
        }
        self.note(batch.moves);
        for (number, leaving) in &batch.leaving {
            if let Some(block) = self.block(*number) {
                self.put(k, *number, block.without(*leaving));
            }
        }
    }

    /// How often candidates moved so far. Where the number has changed meanwhile, somebody may have been met neither
    /// where they came from nor where they went to.
    pub(super) fn moves(&self) -> u64 {
        self.moves.load(Ordering::Acquire)
    }

    /// Notes where each id lies now.
    fn note(&self, moves: HashMap<Uuid, Move>) {
        if moves.values().any(Move::is_to_another_place) {
            self.moves.fetch_add(1, Ordering::Release);
        }
        let mut ids = write(&self.ids);
        for (id, Move { from, to }) in moves.into_iter().filter(|(_, one)| one.from != one.to) {
            if let Some(slot) = from {
                ids.remove(id, slot);
            }
            if let Some(slot) = to {
                ids.insert(id, slot);
            }
        }
    }

    /// A free slot beside those of the same kin.
    fn free(
        &self,
        k: &Knowledge,
        writer: &mut Writer,
        batch: &mut Batch,
        one: &CandidateFacts,
    ) -> u32 {
        let kin = writer.crowds.kin(one);
        let number = writer.room(kin).unwrap_or_else(|| self.begin(k, writer, kin));
        let slots = batch.block(self, number);
        let free = slots.iter().position(Option::is_none).expect("open blocks have room");
        number * 64 + u32::try_from(free).expect("under 64")
    }

    pub(in crate::matching) fn get(&self, id: Uuid) -> Option<CandidateFacts> {
        let slot = self.slot(id)?;
        self.block(slot / 64)?.candidate(index(slot % 64)).filter(|one| one.id == id)
    }

    /// Every candidate, block by block.
    pub(in crate::matching) fn all(&self) -> impl Iterator<Item = CandidateFacts> {
        let segments = self.segments();
        let blocks =
            segments.iter().flat_map(|segment| read(segment).blocks.clone()).collect::<Vec<_>>();
        blocks.into_iter().flat_map(|block| block.candidates(0).into_iter().flatten())
    }

    pub(in crate::matching) fn len(&self) -> usize {
        read(&self.ids).len()
    }

    pub(in crate::matching) fn bytes(&self) -> usize {
        let segments = self.segments();
        segments.iter().map(|segment| read(segment).bytes()).sum::<usize>()
            + read(&self.ids).bytes()
    }

    pub(super) fn segments(&self) -> Arc<Segments> {
        Arc::clone(&read(&self.segments))
    }

    fn slot(&self, id: Uuid) -> Option<u32> {
        let slots: Vec<_> = read(&self.ids).slots(id).collect();
        let lies_at = |slot: &u32| {
            self.block(slot / 64).is_some_and(|block| block.id(index(slot % 64)) == Some(id))
        };
        slots.into_iter().find(lies_at)
    }

    fn block(&self, number: u32) -> Option<Arc<Block>> {
        let (segment, at) = split(number);
        let segments = self.segments();
        let segment = read(segments.get(segment)?);
        segment.blocks.get(at).cloned()
    }

    /// Swaps a block in.
    fn put(&self, k: &Knowledge, number: u32, block: Block) {
        let summary = Summary::of(k, &block);
        let (segment, at) = split(number);
        let segments = self.segments();
        let old = write(&segments[segment]).put(at, Arc::new(block), &summary);
        drop(old); // not under the lock
    }

    /// Begins a block for a kin; the first of a segment begins that too.
    fn begin(&self, k: &Knowledge, writer: &mut Writer, kin: Kin) -> u32 {
        let number = writer.begin(kin);
        if split(number).1 == 0 {
            let mut segments = Segments::clone(&self.segments());
            segments.push(Arc::new(RwLock::new(Segment::new(k))));
            *write(&self.segments) = Arc::new(segments);
        }
        number
    }
}

/// The segment of a block, and its place there.
fn split(block: u32) -> (usize, usize) {
    let block = index(block);
    (block / BLOCKS, block % BLOCKS)
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("32 bits fit")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::recruitment::candidate::CandidateBody,
        matching::samples::{candidate, knowledge, practised},
    };

    fn of_unit(k: &Knowledge, number: u128, unit: &str) -> CandidateFacts {
        let body = CandidateBody { occupations: vec![practised(None, unit, 5)], ..candidate() };
        CandidateFacts::of(k, Uuid::from_u128(number), &body, true)
    }

    #[test]
    fn who_changes_occupation_lies_with_their_like_then() {
        let (k, all) = (knowledge(), Candidates::new());
        let (masons, welders) = (0..64, 64..127);
        let masons = masons.map(|number| of_unit(&k, number, "7112"));
        all.load(&k, masons.chain(welders.map(|number| of_unit(&k, number, "7212"))).collect());
        for number in 0..5 {
            let changed = of_unit(&k, number, "7212");
            all.change(&k, std::iter::once((changed.id, Some(changed.clone()))));
            assert_eq!(all.get(changed.id), Some(changed));
        }
        let blocks = all.segments()[0].read().unwrap().blocks.clone();
        let units = |block: &Block| {
            let there = block.candidates(0).into_iter().flatten();
            there.map(|one| one.occupations[0].occupation.unit.0).collect::<Vec<_>>()
        };
        assert_eq!(
            blocks.iter().map(|block| units(block)).collect::<Vec<_>>(),
            [vec![7112; 59], vec![7212; 64], vec![7212; 4]]
        );
        assert_eq!((all.len(), all.all().count()), (127, 127));
    }
}
