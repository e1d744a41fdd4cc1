//! Own lists with groups: a stable result may not exist, so less is promised. Caps hold; nobody is passed over at a vacancy for
//! a unit of equal or larger size and lower order; and no free room is left that a unit prefers.
//!
//! First every unit asks down its list, and an offer is accepted only while *all* offers ever made of equal or higher order
//! fit into every node above it, the refused ones among them: so nobody profits from somebody else's refusal. What this
//! leaves free is given away in moves, each time the one of the highest order that its unit prefers and that fits.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

use super::{
    loads::{Loads, each_node},
    market::{Market, Placed, Seats, number},
    seating,
    watch::{Cancelled, Stage, Watch},
};

/// Seats units by their own lists, groups whole.
pub(super) fn solve(
    market: &Market<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Option<Placed>>, Cancelled> {
    let placed = Offers::of(market).run(watch)?;
    Moves::of(market, placed).run(watch)
}

/// The first part.
struct Offers<'m> {
    market: &'m Market<'m>,
    /// Of each node the offers of highest order that fit together, lowest first, and the people in them.
    fitting: Vec<(BinaryHeap<Made>, u32)>,
    /// Of each node the highest order that does not fit any more.
    cut: Vec<Option<Rank>>,
    current: Vec<Option<(u32, Placed)>>,
    made: Vec<u32>,
}

/// Order of an offer: less comes first.
type Rank = (u16, u32, u32);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Made {
    rank: Rank,
    unit: u32,
    people: u32,
}

impl<'m> Offers<'m> {
    fn of(market: &'m Market<'m>) -> Self {
        let (nodes, units) = (market.max.len(), market.units.len());
        Self {
            market,
            fitting: vec![(BinaryHeap::new(), 0); nodes],
            cut: vec![None; nodes],
            current: vec![None; units],
            made: vec![0; units],
        }
    }

    fn run(mut self, watch: &mut Watch<'_>) -> Result<Vec<Option<Placed>>, Cancelled> {
        let mut asking: Vec<usize> = (0..self.market.units.len()).rev().collect();
        let mut count = 0;
        while let Some(unit) = asking.pop() {
            watch.at(Stage::Seating, count, self.market.units.len().max(count))?;
            count += 1;
            self.ask(unit, &mut asking);
        }
        Ok(self.current.into_iter().map(|current| Some(current?.1)).collect())
    }

    fn ask(&mut self, unit: usize, asking: &mut Vec<usize>) {
        let number_of_offer = self.made[unit];
        let Some(offer) = self.offer(unit, number_of_offer) else { return };
        self.made[unit] += 1;
        let Some(placed) = offer else { return asking.push(unit) };
        let rank = (placed.lack, self.market.units[unit].tie, number_of_offer);
        let mut people: BTreeMap<u32, u32> = BTreeMap::new();
        each_node(self.market, unit, &placed.seats, |node, more| {
            *people.entry(node).or_default() += more;
        });
        self.current[unit] = Some((number_of_offer, placed));
        for (node, people) in people {
            self.count(node as usize, Made { rank, unit: number(unit), people }, asking);
        }
    }

    /// Counts an offer in a node, and refuses what does not fit any more.
    fn count(&mut self, node: usize, made: Made, asking: &mut Vec<usize>) {
        if self.cut[node].is_some_and(|cut| made.rank >= cut) {
            return self.refuse(&made, asking);
        }
        self.fitting[node].1 += made.people;
        self.fitting[node].0.push(made);
        while self.fitting[node].1 > self.market.max[node] {
            let Some(lowest) = self.fitting[node].0.pop() else { return };
            self.fitting[node].1 -= lowest.people;
            self.cut[node] = Some(lowest.rank);
            self.refuse(&lowest, asking);
        }
    }

    fn refuse(&mut self, made: &Made, asking: &mut Vec<usize>) {
        let current = &mut self.current[made.unit as usize];
        if current.as_ref().is_some_and(|(offer, _)| *offer == made.rank.2) {
            *current = None;
            asking.push(made.unit as usize);
        }
    }

    /// The offer with this number: outer `None` if there is none, inner if the members do not even fit into the empty place.
    #[expect(clippy::option_option, reason = "no offer, one that does not fit, or one that does")]
    fn offer(&self, unit: usize, number_of_offer: u32) -> Option<Option<Placed>> {
        let facts = &self.market.units[unit];
        if !facts.spreads.is_empty() {
            let spread = facts.spreads.get(number_of_offer as usize)?;
            let empty = |node: u32| self.market.max[node as usize];
            let best = seating::best(self.market, spread, &empty);
            return Some(best.map(|best| Placed {
                lack: best.lack,
                wish: spread.wish,
                seats: Seats::Each(best.leaves),
            }));
        }
        let place = facts.places.get(number_of_offer as usize / 2)?;
        let which = number_of_offer as usize % 2;
        let leaf = self.market.leaves_for(unit, place.vacancy).nth(which);
        Some(leaf.map(|leaf| Placed {
            lack: place.lack,
            wish: place.wish,
            seats: Seats::Whole(leaf),
        }))
    }
}

/// A move that a unit could make; less comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Move {
    lack: u16,
    tie: u32,
    leaf: u32,
    unit: u32,
    place: u32,
}

/// The second part.
struct Moves<'m> {
    market: &'m Market<'m>,
    loads: Loads,
    placed: Vec<Option<Placed>>,
    open: BinaryHeap<Reverse<Move>>,
    /// Of each node the moves that wait until it has room.
    waiting: Vec<Vec<Move>>,
    /// Moves of groups that may spread, which are asked anew as soon as anything has more room.
    spreading: Vec<Move>,
}

/// The leaf of a move of a group that may spread.
const MANY: u32 = u32::MAX;

impl<'m> Moves<'m> {
    fn of(market: &'m Market<'m>, placed: Vec<Option<Placed>>) -> Self {
        let mut open = BinaryHeap::new();
        for (at, unit) in market.units.iter().enumerate() {
            let of = |lack, leaf, place: usize| {
                let (unit_at, place) = (number(at), number(place));
                Reverse(Move { lack, tie: unit.tie, leaf, unit: unit_at, place })
            };
            for (index, place) in unit.places.iter().enumerate() {
                let leaves = market.leaves_for(at, place.vacancy);
                open.extend(leaves.map(|leaf| of(place.lack, leaf, index)));
            }
            open.extend((0..unit.spreads.len()).map(|place| of(0, MANY, place)));
        }
        Self {
            loads: Loads::of(market, &placed),
            market,
            placed,
            open,
            waiting: vec![Vec::new(); market.max.len()],
            spreading: Vec::new(),
        }
    }

    fn run(mut self, watch: &mut Watch<'_>) -> Result<Vec<Option<Placed>>, Cancelled> {
        let all = self.open.len();
        let mut done = 0;
        while let Some(Reverse(next)) = self.open.pop() {
            watch.at(Stage::Seating, done, all.max(done))?;
            done += 1;
            if self.prefers(next) {
                self.consider(next);
            }
        }
        Ok(self.placed)
    }

    fn wish(&self, next: Move) -> u32 {
        let facts = &self.market.units[next.unit as usize];
        let place = next.place as usize;
        if next.leaf == MANY { facts.spreads[place].wish } else { facts.places[place].wish }
    }

    fn prefers(&self, next: Move) -> bool {
        let wish = self.wish(next);
        self.placed[next.unit as usize].as_ref().is_none_or(|placed| wish < placed.wish)
    }

    fn consider(&mut self, next: Move) {
        let unit = next.unit as usize;
        if next.leaf == MANY {
            return self.consider_spread(next);
        }
        match self.loads.full(self.market, next.leaf, self.market.units[unit].size) {
            Some(node) => self.waiting[node as usize].push(next),
            None => self.go(next, Seats::Whole(next.leaf)),
        }
    }

    fn consider_spread(&mut self, next: Move) {
        let spread = &self.market.units[next.unit as usize].spreads[next.place as usize];
        let room = |node| self.loads.room(self.market, node);
        match seating::best(self.market, spread, &room) {
            None => self.spreading.push(Move { lack: 0, ..next }),
            // Its turn comes with what it can have now; if more room comes, it is asked anew.
            Some(best) if best.lack != next.lack => {
                self.open.push(Reverse(Move { lack: best.lack, ..next }));
                self.spreading.push(Move { lack: 0, ..next });
            }
            Some(best) => self.go(next, Seats::Each(best.leaves)),
        }
    }

    fn go(&mut self, next: Move, seats: Seats) {
        let (unit, wish) = (next.unit as usize, self.wish(next));
        if let Some(before) = self.placed[unit].take() {
            self.loads.remove(self.market, unit, &before.seats);
            let (waiting, open) = (&mut self.waiting, &mut self.open);
            each_node(self.market, unit, &before.seats, |node, _| {
                open.extend(waiting[node as usize].drain(..).map(Reverse));
            });
            open.extend(self.spreading.drain(..).map(Reverse));
        }
        self.loads.add(self.market, unit, &seats);
        self.placed[unit] = Some(Placed { lack: next.lack, wish, seats });
    }
}
