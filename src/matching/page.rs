//! Pages of matches. A cursor is the place of the last hit, so a list has no depth at which it stops.

use std::{cmp::Reverse, collections::BinaryHeap};

use uuid::Uuid;

use super::score::Score;

/// Which part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Total and id of the last hit of the page before; `None` begins at the best.
    pub after: Option<(u16, Uuid)>,
    /// How many hits at most.
    pub limit: usize,
}

/// A match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The candidate or the vacancy.
    pub id: Uuid,
    /// How well it fits.
    pub score: Score,
}

/// A page of matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// Best first; of the same total, the smaller id first.
    pub hits: Vec<Hit>,
    /// The hit that follows them, if there is one.
    pub behind: Option<Hit>,
}

impl Hits {
    /// Whether more hits follow.
    pub fn more(&self) -> bool {
        self.behind.is_some()
    }
}

/// Where a hit stands: greater totals first, then smaller ids.
pub(super) type Place = (Reverse<u16>, Uuid);

impl Hit {
    pub(super) fn place(&self) -> Place {
        (Reverse(self.score.total), self.id)
    }
}

/// The best hits that have been offered, up to a page and one more.
#[derive(Debug)]
pub(super) struct Best {
    after: Option<Place>,
    limit: usize,
    heap: BinaryHeap<Ranked>,
}

#[derive(Debug, PartialEq, Eq)]
struct Ranked(Place, Hit);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Best {
    pub(super) fn new(page: Page) -> Self {
        let after = page.after.map(|(total, id)| (Reverse(total), id));
        Self { after, limit: page.limit, heap: BinaryHeap::new() }
    }

    /// Takes a hit if it stands on this page as far as is known.
    pub(super) fn offer(&mut self, hit: Hit) {
        let place = hit.place();
        if self.after.is_some_and(|after| place <= after) {
            return;
        }
        if self.heap.len() <= self.limit {
            self.heap.push(Ranked(place, hit));
        } else if let Some(mut last) = self.heap.peek_mut()
            && place < last.0
        {
            *last = Ranked(place, hit);
        }
    }

    /// The total under which an offer is in vain.
    pub(super) fn least(&self) -> u16 {
        let full = self.heap.len() > self.limit;
        self.heap.peek().filter(|_| full).map_or(0, |last| last.1.score.total)
    }

    /// Whether somebody was offered twice: by chance as two versions, if a change went on meanwhile.
    pub(super) fn has_twins(&self) -> bool {
        let mut ids: Vec<_> = self.heap.iter().map(|one| one.1.id).collect();
        ids.sort_unstable();
        ids.windows(2).any(|two| two[0] == two[1])
    }

    pub(super) fn into_hits(self) -> Hits {
        let mut hits: Vec<Hit> =
            self.heap.into_sorted_vec().into_iter().map(|ranked| ranked.1).collect();
        let behind = hits.get(self.limit).copied();
        hits.truncate(self.limit);
        Hits { hits, behind }
    }
}
