//! Whether everybody without a seat is told the right reason.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    documents::{Found, GivenMember},
    facts::{Facts, PlaceFacts, SeatKind, UnitFacts},
    faults::Faults,
    seats::Seated,
};

pub(super) fn check(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let names: HashSet<&str> = facts.limits.iter().map(|(name, _)| name.as_str()).collect();
    let mut cut_offs: HashMap<Uuid, u64> = HashMap::new();
    for sitting in seated.at.iter().flatten() {
        for (vacancy, _) in &sitting.seats {
            let cut_off = cut_offs.entry(*vacancy).or_insert(sitting.order);
            *cut_off = sitting.order.min(*cut_off);
        }
    }
    for told in &found.unplaced {
        let Some(unit) = facts.unit.get(&told.unit).map(|unit| &facts.units[*unit]) else {
            continue;
        };
        let reason = Reason { facts, seated, unit, cut_offs: &cut_offs };
        let mut is = reason.is();
        let mut says = told.reason.clone();
        // What a run again would find is only held to its bounds.
        let split = says.get_mut("if_split").map(Value::take);
        if let Some(split) = split {
            is["if_split"] = Value::Null;
            let few = split.as_u64().is_none_or(|split| split > unit.size);
            if found.one_more_seat_searched && few
                || !found.one_more_seat_searched && !split.is_null()
            {
                faults.add("if_split", format!("{}: {split} of its members", told.unit));
            }
        }
        faults.same("reason", &told.unit.to_string(), &says, &is);
        for name in &told.one_more_seat_in {
            if !names.contains(name.as_str()) || !found.one_more_seat_searched {
                faults.add("one_more_seat_in", format!("{}: {name} is no limit", told.unit));
            }
        }
    }
}

struct Reason<'r> {
    facts: &'r Facts<'r>,
    seated: &'r Seated,
    unit: &'r UnitFacts<'r>,
    cut_offs: &'r HashMap<Uuid, u64>,
}

impl Reason<'_> {
    fn is(&self) -> Value {
        if let Some(reason) = &self.unit.given.left_out {
            return json!({ "reason": reason });
        }
        if self.unit.places.is_empty() {
            let nearest: Vec<Value> = self.unit.given.members.iter().filter_map(near).collect();
            return json!({ "reason": "no_eligible_vacancy", "nearest": nearest });
        }
        if let Some(reserved) = self.reserved() {
            return reserved;
        }
        let largest = self.unit.places.iter().map(|place| self.block(place)).max().unwrap_or(0);
        if self.unit.size > 1 && largest > 0 {
            return json!({
                "reason": "group_too_large", "seats_needed": self.unit.size,
                "largest_block": largest, "if_split": null,
            });
        }
        let full: Vec<Value> = self.unit.places.iter().map(|place| self.full(place)).collect();
        json!({ "reason": "all_full", "full": full })
    }

    fn room(&self, limit: usize) -> u64 {
        self.facts.limits[limit].1 - self.seated.loads[limit]
    }

    fn reserved(&self) -> Option<Value> {
        let places = self.unit.places.iter().filter(|_| !self.unit.spreads);
        places.into_iter().find_map(|place| {
            let vacancy = place.seats[0][0].0.0;
            let given = &self.facts.given.vacancies[self.facts.vacancy[&vacancy]];
            let mut kept: Vec<_> = given.reservations.iter().collect();
            kept.sort_by_key(|kept| &kept.home_region);
            let free = kept.into_iter().find(|kept| {
                let seat = (vacancy, Some(kept.home_region.clone()));
                let limits = self.facts.counts_in.get(&seat);
                let free = |limits: &Vec<usize>| {
                    limits.iter().all(|limit| self.room(*limit) >= self.unit.size)
                };
                self.unit.region != Some(kept.home_region.as_str()) && limits.is_some_and(free)
            })?;
            Some(json!({
                "reason": "reserved_for_other_region", "vacancy": vacancy,
                "home_region": free.home_region, "release_on": free.release_on,
            }))
        })
    }

    /// How many members fit at a place together.
    fn block(&self, place: &PlaceFacts) -> u64 {
        if self.unit.spreads {
            return self.spread(place);
        }
        let room = |(seat, _): &(SeatKind, u64)| {
            self.facts.counts_in[seat].iter().map(|limit| self.room(*limit)).min().unwrap_or(0)
        };
        place.seats[0].iter().map(room).max().unwrap_or(0)
    }

    /// The most members that fit, person by person: the limits of a place are a tree, so whoever fits in some way fits after
    /// others have moved aside. Small: every way to move aside is tried.
    fn spread(&self, place: &PlaceFacts) -> u64 {
        let mut seats: Vec<Option<usize>> = vec![None; place.seats.len()];
        let mut best = 0;
        self.try_seats(place, 0, &mut seats, &mut best);
        best
    }

    fn try_seats(
        &self,
        place: &PlaceFacts,
        member: usize,
        seats: &mut Vec<Option<usize>>,
        best: &mut u64,
    ) {
        let seated = seats[..member].iter().flatten().count() as u64;
        *best = (*best).max(seated);
        if member == seats.len() || seated + (seats.len() - member) as u64 <= *best {
            return;
        }
        for option in 0..place.seats[member].len() {
            seats[member] = Some(option);
            if self.within(place, &seats[..=member]) {
                self.try_seats(place, member + 1, seats, best);
            }
        }
        seats[member] = None;
        self.try_seats(place, member + 1, seats, best);
    }

    fn within(&self, place: &PlaceFacts, seats: &[Option<usize>]) -> bool {
        let mut counts = std::collections::BTreeMap::new();
        for (options, seat) in place.seats.iter().zip(seats) {
            let Some(option) = seat else { continue };
            for limit in &self.facts.counts_in[&options[*option].0] {
                *counts.entry(*limit).or_insert(0) += 1;
            }
        }
        counts.into_iter().all(|(limit, people)| people <= self.room(limit))
    }

    fn full(&self, place: &PlaceFacts) -> Value {
        let options = place.seats.iter().flatten();
        let seat = if self.unit.spreads {
            // The solver names the seat of the highest order; of equal ones the last in the order of the input.
            let at = |kind: &SeatKind| self.facts.counts_in[kind][0];
            options.max_by_key(|(kind, order)| (*order, at(kind)))
        } else {
            place.seats[0].last()
        };
        let Some((seat, order)) = seat else { return Value::Null };
        let limits = &self.facts.counts_in[seat];
        let full = limits.iter().find(|limit| self.room(**limit) == 0);
        let name = full.map(|limit| &self.facts.limits[*limit].0);
        let cap = self.facts.given.caps.iter().find(|cap| Some(&cap.id) == name);
        json!({
            "cut_off": if self.unit.spreads { None } else { self.cut_offs.get(&seat.0).copied() },
            "full": name, "order": if self.unit.spreads { *order } else { place.order }, "place": place.name,
            "source": cap.map(|cap| &cap.source),
        })
    }
}

fn near(member: &GivenMember) -> Option<Value> {
    let nearest = member.nearest.as_ref()?;
    Some(json!({
        "candidate": member.candidate, "failed_rules": nearest.failed_rules,
        "path": nearest.path, "vacancy": nearest.vacancy,
    }))
}
