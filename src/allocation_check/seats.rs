//! Who sits where: once, whole, eligible, and within every limit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use super::{
    documents::{Found, FoundPlacement},
    facts::{Facts, SeatKind},
    faults::Faults,
};

/// Who sits where.
pub(super) struct Seated {
    /// Of each unit where it sits.
    pub(super) at: Vec<Option<Sitting>>,
    /// Of each limit how many people count in it.
    pub(super) loads: Vec<u64>,
}

/// Where a unit sits.
pub(super) struct Sitting {
    pub(super) order: u64,
    /// The place of its list, 0 the most wanted.
    pub(super) place: usize,
    /// Of each limit how many of its people count in it.
    pub(super) counts: BTreeMap<usize, u64>,
    pub(super) seats: Vec<SeatKind>,
}

pub(super) fn check(facts: &Facts<'_>, found: &Found, faults: &mut Faults) -> Seated {
    let mut seated = Seated {
        at: facts.units.iter().map(|_| None).collect(),
        loads: vec![0; facts.limits.len()],
    };
    for placement in &found.placements {
        let Some(unit) = facts.unit.get(&placement.unit).copied() else {
            faults.add("unknown_unit", format!("{} is no unit of the input", placement.unit));
            continue;
        };
        match sitting(facts, unit, placement) {
            Err((code, why)) => faults.add(code, format!("{}: {why}", placement.unit)),
            Ok(_) if seated.at[unit].is_some() => {
                faults.add("seated_twice", format!("{} is seated twice", placement.unit));
            }
            Ok(sitting) => {
                for (limit, people) in &sitting.counts {
                    seated.loads[*limit] += people;
                }
                seated.at[unit] = Some(sitting);
            }
        }
    }
    limits(facts, &seated, faults);
    everybody(facts, &seated, found, faults);
    seated
}

type Wrong = (&'static str, String);

fn sitting(facts: &Facts<'_>, unit: usize, told: &FoundPlacement) -> Result<Sitting, Wrong> {
    let unit = &facts.units[unit];
    if unit.given.left_out.is_some() {
        return Err(("takes_no_part", "takes no part, and is seated".to_owned()));
    }
    let told_of: HashMap<Uuid, SeatKind> = told
        .seats
        .iter()
        .map(|seat| (seat.candidate, (seat.vacancy, seat.reserved_for.clone())))
        .collect();
    let members: HashSet<Uuid> = unit.given.members.iter().map(|member| member.candidate).collect();
    if told.seats.len() != members.len() || told_of.keys().any(|one| !members.contains(one)) {
        return Err(("not_whole", "its seats are not those of its members".to_owned()));
    }
    let seats: Vec<SeatKind> =
        unit.given.members.iter().map(|member| told_of[&member.candidate].clone()).collect();
    if !unit.spreads && seats.iter().any(|seat| *seat != seats[0]) {
        return Err(("not_together", "its members are not together".to_owned()));
    }
    let numbers = |place: &super::facts::PlaceFacts| -> Option<Vec<u64>> {
        let number = |(seat, options): (&SeatKind, &Vec<(SeatKind, u64)>)| {
            options.iter().find(|(kind, _)| kind == seat).map(|(_, order)| *order)
        };
        seats.iter().zip(&place.seats).map(number).collect()
    };
    let found = unit.places.iter().enumerate();
    let mut found = found.filter_map(|(at, place)| Some((at, numbers(place)?)));
    let not_eligible =
        || ("not_eligible", "sits where not all of its members may sit together".to_owned());
    let (place, numbers) = found.next().ok_or_else(not_eligible)?;
    let order = numbers.into_iter().min().unwrap_or(0);
    if order != told.order {
        let why = format!("its order number is {order}, the result says {}", told.order);
        return Err(("order", why));
    }
    let mut counts = BTreeMap::new();
    for limit in seats.iter().flat_map(|seat| &facts.counts_in[seat]) {
        *counts.entry(*limit).or_default() += 1;
    }
    Ok(Sitting { order, place, counts, seats })
}

fn limits(facts: &Facts<'_>, seated: &Seated, faults: &mut Faults) {
    for ((name, max), load) in facts.limits.iter().zip(&seated.loads) {
        if load > max {
            faults.add("limit_broken", format!("{name} allows {max} people, {load} are seated"));
        }
    }
}

/// Everybody is either seated or told why not.
fn everybody(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let mut told = BTreeSet::new();
    for one in &found.unplaced {
        match facts.unit.get(&one.unit) {
            None => faults.add("unknown_unit", format!("{} is no unit of the input", one.unit)),
            Some(unit) if seated.at[*unit].is_some() => {
                faults.add("seated_and_not", format!("{} is seated, and told why not", one.unit));
            }
            Some(_) if !told.insert(one.unit) => {
                faults.add("told_twice", format!("{} is told twice why not", one.unit));
            }
            Some(_) => {}
        }
    }
    for (unit, seat) in facts.units.iter().zip(&seated.at) {
        if seat.is_none() && !told.contains(&unit.given.id) {
            faults.add("not_told", format!("{} has no seat and no reason", unit.given.id));
        }
    }
}
