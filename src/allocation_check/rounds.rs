//! Own lists of single persons, by rounds: everybody asks at once, everybody who is refused asks for the next, until nobody is.
//! Slow and plain; its result is the one that gives each the best place of all stable ones.

use super::{
    facts::{Facts, SeatKind, UnitFacts},
    faults::Faults,
    seats::Seated,
};

pub(super) fn check(facts: &Facts<'_>, seated: &Seated, faults: &mut Faults) {
    if facts.given.method != "own_lists" || facts.units.iter().any(|unit| unit.size != 1) {
        return;
    }
    let most: Vec<u64> = facts.limits.iter().map(|(_, most)| *most).collect();
    let best = rounds(facts, &most);
    for ((unit, best), sitting) in facts.units.iter().zip(best).zip(&seated.at) {
        let is = sitting.as_ref().map(|sitting| &sitting.seats[0]);
        if best != is {
            let seat = |seat: Option<&SeatKind>| {
                seat.map_or("no seat".to_owned(), |(vacancy, _)| format!("a seat at {vacancy}"))
            };
            let id = unit.given.id;
            let detail = format!("{id} could have {}, and has {}", seat(best), seat(is));
            faults.add("not_the_best", detail);
        }
    }
}

/// Every seat that a unit asks for, in turn, with its order.
fn list<'f>(unit: &'f UnitFacts<'_>) -> Vec<(u64, &'f SeatKind)> {
    let seats = |place: &'f super::facts::PlaceFacts| {
        place.seats[0].iter().map(|(seat, order)| (10_000 - *order, seat))
    };
    unit.places.iter().flat_map(seats).collect()
}

/// The seat of each where limits allow so many.
pub(super) fn rounds<'f>(facts: &'f Facts<'_>, most: &[u64]) -> Vec<Option<&'f SeatKind>> {
    let lists: Vec<_> = facts.units.iter().map(list).collect();
    let mut asked = vec![0; lists.len()];
    loop {
        let mut asking: Vec<_> = (0..lists.len())
            .filter_map(|unit| {
                let (order, seat) = *lists[unit].get(asked[unit])?;
                Some((order, &facts.units[unit].tie, unit, seat))
            })
            .collect();
        asking.sort_unstable();
        let mut loads = vec![0; facts.limits.len()];
        let mut refused = false;
        for (_, _, unit, seat) in asking {
            let limits = &facts.counts_in[seat];
            if limits.iter().all(|limit| loads[*limit] < most[*limit]) {
                for limit in limits {
                    loads[*limit] += 1;
                }
            } else {
                asked[unit] += 1;
                refused = true;
            }
        }
        if !refused {
            let seat = |unit: usize| lists[unit].get(asked[unit]).map(|(_, seat)| *seat);
            return (0..lists.len()).map(seat).collect();
        }
    }
}
