//! The best way to seat a group that may spread over several vacancies: the highest lowest order number, then the highest
//! sum. A flow of least cost from the members through the leaves and the caps above them; [`super::problems`] makes sure that
//! the caps are a tree as far as such a group sees them.

use std::collections::BTreeMap;

use super::market::{HIGHEST, Market, Spread};

/// The best seating: the lack of its lowest member, and a leaf for each.
pub(super) struct Seating {
    pub(super) lack: u16,
    pub(super) leaves: Vec<u32>,
}

/// The best seating by the room that is left at each node; `None` if the members do not fit.
pub(super) fn best(
    market: &Market<'_>,
    spread: &Spread,
    room: &dyn Fn(u32) -> u32,
) -> Option<Seating> {
    let mut numbers: Vec<u16> = spread.seats.iter().flatten().map(|(_, order)| *order).collect();
    numbers.sort_unstable();
    numbers.dedup();
    // The highest number for which everybody can sit at it or above: what fits at one number fits at every lower one.
    let fits = |least: u16| seat(market, spread, least, room).is_some();
    let count = numbers.partition_point(|least| fits(*least));
    let least = *numbers.get(count.checked_sub(1)?)?;
    Some(Seating { lack: HIGHEST - least, leaves: seat(market, spread, least, room)? })
}

/// Seats everybody at this order number or above with the highest sum.
pub(super) fn seat(
    market: &Market<'_>,
    spread: &Spread,
    least: u16,
    room: &dyn Fn(u32) -> u32,
) -> Option<Vec<u32>> {
    let mut flow = Flow::of(market, spread, least, room);
    for _ in &spread.seats {
        flow.augment()?;
    }
    Some(flow.leaves(spread))
}

/// A network in which a unit of flow is a person. Vertex 0 is the source, 1 the sink.
struct Flow {
    edges: Vec<Edge>,
    vertices: usize,
    /// Of each edge from a member to a leaf: edge, member, leaf.
    seats: Vec<(usize, usize, u32)>,
}

/// An edge; the one at the next odd or even number goes back.
struct Edge {
    from: usize,
    to: usize,
    room: u32,
    cost: i32,
}

impl Flow {
    fn of(market: &Market<'_>, spread: &Spread, least: u16, room: &dyn Fn(u32) -> u32) -> Self {
        let members = spread.seats.len();
        let mut flow = Self { edges: Vec::new(), vertices: 2 + members, seats: Vec::new() };
        let chains = chains(market, spread);
        let mut nodes: BTreeMap<u32, usize> = BTreeMap::new();
        for chain in chains.values() {
            for node in chain {
                nodes.entry(*node).or_insert_with(|| {
                    flow.vertices += 1;
                    flow.vertices - 1
                });
            }
        }
        for (member, seats) in spread.seats.iter().enumerate() {
            flow.edge(0, 2 + member, 1, 0);
            for (leaf, order) in seats.iter().filter(|(_, order)| *order >= least) {
                flow.seats.push((flow.edges.len(), member, *leaf));
                flow.edge(2 + member, nodes[leaf], 1, cost(market, *leaf, *order));
            }
        }
        let mut above: BTreeMap<u32, Option<u32>> = BTreeMap::new();
        for chain in chains.values() {
            for (at, node) in chain.iter().enumerate() {
                above.entry(*node).or_insert_with(|| chain.get(at + 1).copied());
            }
        }
        for (node, next) in above {
            flow.edge(nodes[&node], next.map_or(1, |next| nodes[&next]), room(node), 0);
        }
        flow
    }

    fn edge(&mut self, from: usize, to: usize, room: u32, cost: i32) {
        self.edges.push(Edge { from, to, room, cost });
        self.edges.push(Edge { from: to, to: from, room: 0, cost: -cost });
    }

    /// One more person by the cheapest way (Bellman and Ford: costs are negative).
    fn augment(&mut self) -> Option<()> {
        let mut cost = vec![None::<i32>; self.vertices];
        let mut by = vec![usize::MAX; self.vertices];
        cost[0] = Some(0);
        let mut changed = true;
        while changed {
            changed = false;
            for (at, edge) in self.edges.iter().enumerate().filter(|(_, edge)| edge.room > 0) {
                let Some(reached) = cost[edge.from] else { continue };
                let better = cost[edge.to].is_none_or(|known| reached + edge.cost < known);
                if better {
                    cost[edge.to] = Some(reached + edge.cost);
                    by[edge.to] = at;
                    changed = true;
                }
            }
        }
        cost[1]?;
        let mut vertex = 1;
        while vertex != 0 {
            let edge = by[vertex];
            self.edges[edge].room -= 1;
            self.edges[edge ^ 1].room += 1;
            vertex = self.edges[edge].from;
        }
        Some(())
    }

    fn leaves(&self, spread: &Spread) -> Vec<u32> {
        let mut leaves = vec![0; spread.seats.len()];
        for (edge, member, leaf) in &self.seats {
            if self.edges[*edge].room == 0 {
                leaves[*member] = *leaf;
            }
        }
        leaves
    }
}

/// Less for a higher order number; of equal ones for a seat that is kept for the member's region.
fn cost(market: &Market<'_>, leaf: u32, order: u16) -> i32 {
    let vacancy = market.vacancy_of[leaf as usize];
    let kept = market.leaves[vacancy as usize].open != leaf;
    -(i32::from(order) * 64 + i32::from(kept)) // a group has at most 30 members
}

/// How many of the members can be seated.
pub(super) fn most(market: &Market<'_>, spread: &Spread, room: &dyn Fn(u32) -> u32) -> u32 {
    let mut flow = Flow::of(market, spread, 0, room);
    (0..spread.seats.len()).map_while(|_| flow.augment()).map(|()| 1).sum()
}

/// Of each leaf of a place the nodes that it counts in, from the narrowest to the widest as the place sees them.
fn chains(market: &Market<'_>, spread: &Spread) -> BTreeMap<u32, Vec<u32>> {
    let mut chains: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (leaf, _) in spread.seats.iter().flatten() {
        chains.entry(*leaf).or_insert_with(|| market.paths[*leaf as usize].clone());
    }
    let mut width: BTreeMap<u32, usize> = BTreeMap::new();
    chains.values().flatten().for_each(|node| *width.entry(*node).or_default() += 1);
    let leaves = market.paths.len();
    for chain in chains.values_mut() {
        chain.sort_by_key(|node| ((*node as usize) >= leaves, width[node], *node));
    }
    chains
}
