//! Own lists of single persons: deferred acceptance, where a tree of caps keeps the best by one order.
//!
//! Everybody asks for the first place of their list, and whoever is refused asks for the next. A new offer goes up its path to
//! the first full node: there the lowest order within is refused, be it the new one or another. So every node always holds
//! the best of all who ever asked, as far as the tree allows. There is no blocking pair, everybody gets the best place that
//! any result without one could give, and nobody gains by a false list.

use std::collections::BinaryHeap;

use super::{
    loads::Loads,
    market::{Market, Place, Placed, Seats, number},
    watch::{Cancelled, Stage, Watch},
};

/// An offer that was accepted: the lowest order is the greatest.
type Held = (u16, u32, u32, u32);

struct Acceptance<'m> {
    market: &'m Market<'m>,
    loads: Loads,
    /// Of each node who was accepted within; those who have left since are still in it.
    held: Vec<BinaryHeap<Held>>,
    /// Of each unit which of its offers is accepted.
    current: Vec<Option<u32>>,
    /// Of each unit how many offers it has made.
    made: Vec<u32>,
}

/// Seats single persons by their own lists.
pub(super) fn solve(
    market: &Market<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Option<Placed>>, Cancelled> {
    let units = market.units.len();
    let mut acceptance = Acceptance {
        market,
        loads: Loads::none(market),
        held: vec![BinaryHeap::new(); market.max.len()],
        current: vec![None; units],
        made: vec![0; units],
    };
    let all: usize = market.units.iter().map(|unit| unit.places.len()).sum();
    let mut made = 0;
    for unit in 0..units {
        let mut asking = Some(unit);
        while let Some(unit) = asking {
            watch.at(Stage::Seating, made, all.max(made))?;
            made += 1;
            asking = acceptance.ask(unit);
        }
    }
    Ok((0..units).map(|unit| acceptance.placed(unit)).collect())
}

impl Acceptance<'_> {
    /// Makes the next offer of a unit; who has to make one after it.
    fn ask(&mut self, unit: usize) -> Option<usize> {
        let offer = self.made[unit];
        let (place, leaf) = offer_of(self.market, unit, offer)?;
        self.made[unit] += 1;
        let tie = self.market.units[unit].tie;
        let Some(full) = self.loads.full(self.market, leaf, 1) else {
            self.accept(unit, offer, place, leaf);
            return None;
        };
        match self.lowest(full) {
            Some((lack, other_tie, other, _)) if (lack, other_tie) > (place.lack, tie) => {
                self.refuse(other as usize);
                self.accept(unit, offer, place, leaf);
                Some(other as usize)
            }
            _ => Some(unit),
        }
    }

    fn accept(&mut self, unit: usize, offer: u32, place: Place, leaf: u32) {
        self.loads.add(self.market, unit, &Seats::Whole(leaf));
        self.current[unit] = Some(offer);
        let held = (place.lack, self.market.units[unit].tie, number(unit), offer);
        for node in &self.market.paths[leaf as usize] {
            self.held[*node as usize].push(held);
        }
    }

    fn refuse(&mut self, unit: usize) {
        let offer = self.current[unit].take();
        if let Some((_, leaf)) = offer.and_then(|offer| offer_of(self.market, unit, offer)) {
            self.loads.remove(self.market, unit, &Seats::Whole(leaf));
        }
    }

    /// The lowest order that is accepted within a node.
    fn lowest(&mut self, node: u32) -> Option<Held> {
        let held = &mut self.held[node as usize];
        while let Some(lowest @ (.., unit, offer)) = held.peek().copied() {
            if self.current[unit as usize] == Some(offer) {
                return Some(lowest);
            }
            held.pop();
        }
        None
    }

    fn placed(&self, unit: usize) -> Option<Placed> {
        let (place, leaf) = offer_of(self.market, unit, self.current[unit]?)?;
        Some(Placed { lack: place.lack, wish: place.wish, seats: Seats::Whole(leaf) })
    }
}

/// The offer of a unit with this number: each place of its list, seats kept for its region first. Offers of a place have
/// two numbers, whether or not any seats are kept.
fn offer_of(market: &Market<'_>, unit: usize, offer: u32) -> Option<(Place, u32)> {
    let place = *market.units[unit].places.get(offer as usize / 2)?;
    let mut leaves = market.leaves_for(unit, place.vacancy);
    let first = leaves.next()?;
    let leaf = if offer.is_multiple_of(2) { first } else { leaves.next().unwrap_or(first) };
    Some((place, leaf))
}
