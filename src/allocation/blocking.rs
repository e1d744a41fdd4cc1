//! Who would rather be elsewhere, and would be taken there.
//!
//! A unit blocks with a place that it prefers to its own if the place would take it: counting only placements of higher order,
//! and with own lists its own present seats where they share a cap, every limit still has room. Without its own present seats
//! counted it is a wish that only a swap within a full cap could grant. A common order grants even those, and only so is its
//! result the only one.

use std::collections::BTreeMap;

use super::{
    input::Method,
    loads::each_node,
    market::{HIGHEST, Market, Place, Placed, Spread},
    result::Wish,
    seating,
    watch::{Cancelled, Stage, Watch},
};

/// Blocking pairs, and wishes within a cap.
#[derive(Default)]
pub(super) struct Envy {
    pub(super) blocking: Vec<Wish>,
    pub(super) within_cap: Vec<Wish>,
}

/// The order of a placement: less is higher.
type Rank = (u16, u32);

/// Of each node who counts in it, the highest order first, each with the people up to and including it.
struct Standing(Vec<Vec<(Rank, u32)>>);

impl Standing {
    fn of(market: &Market<'_>, placed: &[Option<Placed>]) -> Self {
        let mut standing = vec![Vec::new(); market.max.len()];
        for (unit, placed) in placed.iter().enumerate() {
            let Some(placed) = placed else { continue };
            let rank = (placed.lack, market.units[unit].tie);
            each_node(market, unit, &placed.seats, |node, people| {
                standing[node as usize].push((rank, people));
            });
        }
        for node in &mut standing {
            node.sort_unstable();
            let mut sum = 0;
            for (_, people) in node {
                sum += *people;
                *people = sum;
            }
        }
        Self(standing)
    }

    /// People of higher order than this.
    fn above(&self, node: u32, rank: Rank) -> u32 {
        let node = &self.0[node as usize];
        let count = node.partition_point(|(other, _)| *other < rank);
        count.checked_sub(1).map_or(0, |last| node[last].1)
    }
}

/// A unit, its present rank, and the people it has in each node.
struct Asking<'m> {
    market: &'m Market<'m>,
    standing: &'m Standing,
    unit: usize,
    now: Option<Rank>,
    own: BTreeMap<u32, u32>,
}

impl Asking<'_> {
    /// Room at a node for somebody of this rank, with its own present people counted or not.
    fn room(&self, node: u32, rank: Rank, count_own: bool) -> u32 {
        let above = self.standing.above(node, rank);
        let own = self.own.get(&node).copied().unwrap_or(0);
        let counted = self.now.is_some_and(|now| now < rank);
        let taken = match (count_own, counted) {
            (true, false) => above + own,
            (false, true) => above - own,
            _ => above,
        };
        self.market.max[node as usize].saturating_sub(taken)
    }

    fn fits(&self, place: &Place, count_own: bool) -> bool {
        let facts = &self.market.units[self.unit];
        let rank = (place.lack, facts.tie);
        let room = |node: &u32| self.room(*node, rank, count_own) >= facts.size;
        let mut leaves = self.market.leaves_for(self.unit, place.vacancy);
        leaves.any(|leaf| self.market.paths[leaf as usize].iter().all(room))
    }

    /// Whether there is a seating whose lowest order number lacks less than this.
    fn spreads(&self, spread: &Spread, below: u16, count_own: bool) -> bool {
        let mut numbers: Vec<u16> =
            spread.seats.iter().flatten().map(|(_, order)| *order).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let tie = self.market.units[self.unit].tie;
        numbers.into_iter().filter(|least| HIGHEST - least < below).any(|least| {
            let room = |node| self.room(node, (HIGHEST - least, tie), count_own);
            seating::seat(self.market, spread, least, &room).is_some()
        })
    }
}

/// Finds all.
pub(super) fn find(
    market: &Market<'_>,
    placed: &[Option<Placed>],
    watch: &mut Watch<'_>,
) -> Result<Envy, Cancelled> {
    let standing = Standing::of(market, placed);
    let mut envy = Envy::default();
    for (unit, now) in placed.iter().enumerate() {
        watch.at(Stage::Checking, unit, placed.len())?;
        let mut asking = Asking {
            market,
            standing: &standing,
            unit,
            now: now.as_ref().map(|now| (now.lack, market.units[unit].tie)),
            own: BTreeMap::new(),
        };
        if let Some(now) = now {
            each_node(market, unit, &now.seats, |node, people| {
                *asking.own.entry(node).or_default() += people;
            });
        }
        asking.find(now.as_ref(), &mut envy);
    }
    envy.blocking.sort_unstable();
    envy.within_cap.sort_unstable();
    Ok(envy)
}

impl Asking<'_> {
    fn find(&self, now: Option<&Placed>, envy: &mut Envy) {
        let (input, facts) = (self.market.input, &self.market.units[self.unit]);
        let counted = input.method == Method::OwnLists;
        let mut add = |place: String, blocks: bool, swap: bool| {
            let wish = Wish { unit: input.units[self.unit].id, place };
            if blocks {
                envy.blocking.push(wish);
            } else if swap {
                envy.within_cap.push(wish);
            }
        };
        for place in &facts.places {
            if now.is_some_and(|now| place.wish >= now.wish) {
                break; // they stand from the most wanted to the least
            }
            let name = input.vacancies[place.vacancy as usize].id.to_string();
            let swap = counted && now.is_some() && self.fits(place, false);
            add(name, self.fits(place, counted), swap);
        }
        for spread in &facts.spreads {
            let below = match (input.method, now) {
                (Method::CommonOrder, Some(now)) => now.lack,
                (Method::OwnLists, Some(now)) if spread.wish >= now.wish => continue,
                _ => u16::MAX,
            };
            let blocks = self.spreads(spread, below, counted);
            let swap = counted && !blocks && now.is_some() && self.spreads(spread, below, false);
            add(spread.name.clone(), blocks, swap);
        }
    }
}
