//! What one seat more in a limit would change: whoever has no seat is told exactly the limits in which one would do. Seated anew
//! by the plain reading of the method, without groups that may spread; those are held to name limits that there are.

use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::{
    documents::Found,
    facts::{Facts, SeatKind},
    faults::Faults,
    rounds::rounds,
    seats::Seated,
};

pub(super) fn check(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    if !found.one_more_seat_searched || !is_plain(facts) {
        return;
    }
    let mut most: Vec<u64> = facts.limits.iter().map(|(_, most)| *most).collect();
    let mut is: HashMap<Uuid, BTreeSet<&str>> = HashMap::new();
    for limit in tight(facts, seated) {
        most[limit] += 1;
        let again = seat(facts, &most);
        most[limit] -= 1;
        for (unit, has_seat) in facts.units.iter().zip(again) {
            if has_seat {
                is.entry(unit.given.id).or_default().insert(facts.limits[limit].0.as_str());
            }
        }
    }
    for told in &found.unplaced {
        let says: BTreeSet<&str> = told.one_more_seat_in.iter().map(String::as_str).collect();
        let is = is.get(&told.unit).cloned().unwrap_or_default();
        if says != is || says.len() != told.one_more_seat_in.len() {
            let detail = format!("{}: it would be {is:?}, and is told {says:?}", told.unit);
            faults.add("one_more_seat_in", detail);
        }
    }
}

/// Whether the plain reading is the whole method here.
fn is_plain(facts: &Facts<'_>) -> bool {
    match facts.given.method.as_str() {
        "common_order" => facts.units.iter().all(|unit| !unit.spreads),
        "own_lists" => facts.units.iter().all(|unit| unit.size == 1),
        _ => false,
    }
}

/// The limits that keep somebody without a seat from one.
fn tight(facts: &Facts<'_>, seated: &Seated) -> BTreeSet<usize> {
    let without = facts.units.iter().zip(&seated.at).filter(|(_, at)| at.is_none());
    let of_unit = without.flat_map(|(unit, _)| {
        let seats = unit.places.iter().flat_map(|place| &place.seats[0]);
        let limits = seats.flat_map(|(seat, _)| &facts.counts_in[seat]).copied();
        limits.filter(|limit| facts.limits[*limit].1 - seated.loads[*limit] < unit.size)
    });
    of_unit.collect()
}

/// Of each unit whether it has a seat where limits allow so many.
fn seat(facts: &Facts<'_>, most: &[u64]) -> Vec<bool> {
    if facts.given.method == "own_lists" {
        return rounds(facts, most).iter().map(Option::is_some).collect();
    }
    let mut turns = Vec::new();
    for (at, unit) in facts.units.iter().enumerate() {
        for place in &unit.places {
            let seats: &[(SeatKind, u64)] = &place.seats[0];
            let vacancy = seats.first().map(|((vacancy, _), _)| facts.vacancy[vacancy]);
            turns.push(((10_000 - place.order, unit.tie, vacancy, at), seats));
        }
    }
    turns.sort_by_key(|(turn, _)| *turn);
    let (mut loads, mut seated) = (vec![0; most.len()], vec![false; facts.units.len()]);
    for ((.., at), seats) in turns {
        let size = facts.units[at].size;
        let fits = |seat: &SeatKind| {
            facts.counts_in[seat].iter().all(|limit| loads[*limit] + size <= most[*limit])
        };
        let free = seats.iter().map(|(seat, _)| seat).find(|seat| !seated[at] && fits(seat));
        if let Some(seat) = free {
            facts.counts_in[seat].iter().for_each(|limit| loads[*limit] += size);
            seated[at] = true;
        }
    }
    seated
}
