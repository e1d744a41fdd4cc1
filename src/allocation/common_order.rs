//! Both sides rank by the order number: pairs are taken by falling number, and a unit is seated where it fits whole.
//!
//! What was seated before a pair is exactly what has a higher order, so whoever is refused is refused for good reason: there
//! is no blocking pair, the result is the only one, and nobody who fits anywhere is left out. Caps may cross.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    loads::Loads,
    market::{Market, Placed, Seats, number},
    seating,
    watch::{Cancelled, Stage, Watch},
};

/// A unit at a place; less comes first.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
struct Turn {
    lack: u16,
    tie: u32,
    place: u32,
    unit: u32,
}

/// Seats units by falling order number.
pub(super) fn solve(
    market: &Market<'_>,
    watch: &mut Watch<'_>,
) -> Result<Vec<Option<Placed>>, Cancelled> {
    let turns = turns(market);
    let mut spreads = spread_turns(market);
    let mut loads = Loads::none(market);
    let mut placed = vec![None; market.units.len()];
    let mut next = turns.iter().copied().enumerate().peekable();
    loop {
        let first_whole = next.peek().map(|(_, turn)| *turn);
        let first_spread = spreads.peek().map(|Reverse(turn)| *turn);
        if first_spread.is_some_and(|spread| first_whole.is_none_or(|whole| spread < whole)) {
            if let Some(Reverse(turn)) = spreads.pop() {
                let again = take_spread(market, turn, &mut loads, &mut placed);
                spreads.extend(again.map(Reverse));
            }
            continue;
        }
        let Some((at, turn)) = next.next() else { return Ok(placed) };
        watch.at(Stage::Seating, at, turns.len())?;
        take(market, turn, &mut loads, &mut placed);
    }
}

fn turns(market: &Market<'_>) -> Vec<Turn> {
    let mut turns = Vec::with_capacity(market.units.iter().map(|unit| unit.places.len()).sum());
    for (at, unit) in market.units.iter().enumerate() {
        let (tie, unit_at) = (unit.tie, number(at));
        turns.extend(unit.places.iter().map(|place| Turn {
            lack: place.lack,
            tie,
            place: place.vacancy,
            unit: unit_at,
        }));
    }
    turns.sort_unstable();
    turns
}

/// Every group that may spread begins with the best that each place could give it were it empty.
fn spread_turns(market: &Market<'_>) -> BinaryHeap<Reverse<Turn>> {
    let mut turns = BinaryHeap::new();
    for (at, unit) in market.units.iter().enumerate() {
        for (place, spread) in unit.spreads.iter().enumerate() {
            let empty = |node: u32| market.max[node as usize];
            if let Some(best) = seating::best(market, spread, &empty) {
                let (lack, tie) = (best.lack, unit.tie);
                turns.push(Reverse(Turn { lack, tie, place: number(place), unit: number(at) }));
            }
        }
    }
    turns
}

fn take(market: &Market<'_>, turn: Turn, loads: &mut Loads, placed: &mut [Option<Placed>]) {
    let unit = turn.unit as usize;
    if placed[unit].is_some() {
        return;
    }
    let of_unit = &market.units[unit];
    let free = |leaf: &u32| loads.full(market, *leaf, of_unit.size).is_none();
    let leaf = market.leaves_for(unit, turn.place).find(free);
    let here = of_unit.places.iter().find(|place| place.vacancy == turn.place);
    if let (Some(leaf), Some(here)) = (leaf, here) {
        let seats = Seats::Whole(leaf);
        loads.add(market, unit, &seats);
        placed[unit] = Some(Placed { lack: turn.lack, wish: here.wish, seats });
    }
}

/// Seats a group that may spread, if the best that still fits is as good as its turn; otherwise it waits for the lower one.
fn take_spread(
    market: &Market<'_>,
    turn: Turn,
    loads: &mut Loads,
    placed: &mut [Option<Placed>],
) -> Option<Turn> {
    let unit = turn.unit as usize;
    if placed[unit].is_some() {
        return None;
    }
    let spread = &market.units[unit].spreads[turn.place as usize];
    let best = seating::best(market, spread, &|node| loads.room(market, node))?;
    if best.lack > turn.lack {
        return Some(Turn { lack: best.lack, ..turn });
    }
    let seats = Seats::Each(best.leaves);
    loads.add(market, unit, &seats);
    placed[unit] = Some(Placed { lack: turn.lack, wish: spread.wish, seats });
    None
}
