//! How many people count in each node.

use super::market::{Market, Placed, Seats};

/// How many people count in each node.
#[derive(Clone)]
pub(super) struct Loads(pub(super) Vec<u32>);

impl Loads {
    pub(super) fn none(market: &Market<'_>) -> Self {
        Self(vec![0; market.max.len()])
    }

    pub(super) fn of(market: &Market<'_>, placed: &[Option<Placed>]) -> Self {
        let mut loads = Self::none(market);
        for (unit, placed) in placed.iter().enumerate() {
            if let Some(placed) = placed {
                loads.add(market, unit, &placed.seats);
            }
        }
        loads
    }

    /// The first node on the way of a leaf without room for so many.
    pub(super) fn full(&self, market: &Market<'_>, leaf: u32, size: u32) -> Option<u32> {
        let path = market.paths[leaf as usize].iter();
        path.copied().find(|node| self.room(market, *node) < size)
    }

    pub(super) fn room(&self, market: &Market<'_>, node: u32) -> u32 {
        market.max[node as usize].saturating_sub(self.0[node as usize])
    }

    pub(super) fn add(&mut self, market: &Market<'_>, unit: usize, seats: &Seats) {
        each_node(market, unit, seats, |node, people| self.0[node as usize] += people);
    }

    pub(super) fn remove(&mut self, market: &Market<'_>, unit: usize, seats: &Seats) {
        each_node(market, unit, seats, |node, people| self.0[node as usize] -= people);
    }
}

/// Calls for every node that a seated unit counts in, with how many people; for some nodes more than once.
pub(super) fn each_node(
    market: &Market<'_>,
    unit: usize,
    seats: &Seats,
    mut call: impl FnMut(u32, u32),
) {
    match seats {
        Seats::Whole(leaf) => {
            let size = market.units[unit].size;
            market.paths[*leaf as usize].iter().for_each(|node| call(*node, size));
        }
        Seats::Each(leaves) => {
            let nodes = leaves.iter().flat_map(|leaf| &market.paths[*leaf as usize]);
            nodes.for_each(|node| call(*node, 1));
        }
    }
}
