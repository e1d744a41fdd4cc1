//! Who would rather be elsewhere, and would be taken there.

use super::{
    documents::{Found, FoundWish},
    facts::{Facts, PlaceFacts, SeatKind, UnitFacts},
    faults::Faults,
    flow::Flow,
    seats::{Seated, Sitting},
};

/// Of each limit the people of every sitting unit in it, the highest order first, summed up.
struct Above<'f>(Vec<Vec<(Standing<'f>, u64)>>);

/// Order: less comes first.
type Standing<'f> = (u64, &'f [u8; 32]);

fn standing(order: u64, tie: &[u8; 32]) -> Standing<'_> {
    (10_000 - order, tie)
}

impl<'f> Above<'f> {
    fn of(facts: &'f Facts<'_>, seated: &Seated) -> Self {
        let mut above = vec![Vec::new(); facts.limits.len()];
        for (unit, sitting) in facts.units.iter().zip(&seated.at) {
            for (limit, people) in sitting.iter().flat_map(|sitting| &sitting.counts) {
                let order = sitting.as_ref().map_or(0, |sitting| sitting.order);
                above[*limit].push((standing(order, &unit.tie), *people));
            }
        }
        for limit in &mut above {
            limit.sort_unstable();
            let mut sum = 0;
            for one in limit.iter_mut() {
                sum += one.1;
                one.1 = sum;
            }
        }
        Self(above)
    }

    fn people(&self, limit: usize, order: Standing<'_>) -> u64 {
        let line = &self.0[limit];
        let higher = line.partition_point(|(other, _)| *other < order);
        if higher == 0 { 0 } else { line[higher - 1].1 }
    }
}

/// How the unit's own present seats count.
#[derive(Clone, Copy, PartialEq)]
enum Own {
    Counted,
    Ignored,
}

/// Everything counts, whatever its order.
const EVERYTHING: Option<u64> = None;

struct Question<'q> {
    facts: &'q Facts<'q>,
    above: &'q Above<'q>,
    seated: &'q Seated,
    unit: &'q UnitFacts<'q>,
    now: Option<&'q Sitting>,
}

impl Question<'_> {
    /// Room at a limit, counting people above an order number, or everybody.
    fn room(&self, limit: usize, order: Option<u64>, own: Own) -> u64 {
        let mine = self.now.and_then(|now| now.counts.get(&limit)).copied().unwrap_or(0);
        let others = match order {
            None => self.seated.loads[limit] - mine,
            Some(order) => {
                let order = standing(order, &self.unit.tie);
                let above = self.above.people(limit, order);
                let now = self.now.map(|now| standing(now.order, &self.unit.tie));
                if now.is_some_and(|now| now < order) { above - mine } else { above }
            }
        };
        let mine = if own == Own::Counted { mine } else { 0 };
        self.facts.limits[limit].1.saturating_sub(others + mine)
    }

    fn seat_has_room(&self, seat: &SeatKind, order: Option<u64>, own: Own) -> bool {
        let limits = self.facts.counts_in[seat].iter();
        limits.into_iter().all(|limit| self.room(*limit, order, own) >= self.unit.size)
    }

    /// Whether the place takes the unit, for a place with several vacancies at this order number or above.
    fn takes(&self, place: &PlaceFacts, order: Option<u64>, own: Own) -> bool {
        if self.unit.spreads {
            let least = order.unwrap_or(0);
            return spreads(self.facts, place, least, &|limit| self.room(limit, order, own));
        }
        place.seats[0].iter().any(|(seat, _)| self.seat_has_room(seat, order, own))
    }

    /// Whether the place takes the unit, counting only those of higher order.
    fn would_take(&self, place: &PlaceFacts, better_than: Option<u64>, own: Own) -> bool {
        if !self.unit.spreads {
            return self.takes(place, Some(place.order), own);
        }
        let numbers = place.seats.iter().flatten().map(|(_, order)| *order);
        let mut wanted = numbers.filter(|order| better_than.is_none_or(|than| *order > than));
        wanted.any(|order| self.takes(place, Some(order), own))
    }
}

/// Whether all members fit at this order number or above. Limits are a tree as far as such a place sees them.
fn spreads(facts: &Facts<'_>, place: &PlaceFacts, least: u64, room: &dyn Fn(usize) -> u64) -> bool {
    let mut flow = Flow::new();
    let mut kinds: Vec<&SeatKind> = place.seats.iter().flatten().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut width = std::collections::BTreeMap::new();
    for limit in kinds.iter().flat_map(|kind| &facts.counts_in[*kind]) {
        *width.entry(*limit).or_insert(0) += 1;
    }
    let vertices: std::collections::BTreeMap<usize, usize> =
        width.keys().map(|limit| (*limit, flow.vertex())).collect();
    let mut joined = std::collections::BTreeSet::new();
    for kind in &kinds {
        let mut chain = facts.counts_in[*kind].clone();
        chain[1..].sort_by_key(|limit| (width[limit], *limit));
        for (at, limit) in chain.iter().enumerate() {
            if joined.insert(*limit) {
                let to = chain.get(at + 1).map_or(Flow::SINK, |wider| vertices[wider]);
                flow.edge(vertices[limit], to, room(*limit));
            }
        }
    }
    for options in &place.seats {
        let person = flow.vertex();
        flow.edge(Flow::SOURCE, person, 1);
        for (kind, _) in options.iter().filter(|(_, order)| *order >= least) {
            flow.edge(person, vertices[&facts.counts_in[kind][0]], 1);
        }
    }
    flow.most() == place.seats.len() as u64
}

pub(super) fn check(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let above = Above::of(facts, seated);
    let common = facts.given.method == "common_order";
    let promised = common || facts.units.iter().all(|unit| unit.size == 1);
    // A common order promises more: even swaps within a full cap. Only so is its result the only one.
    let own = if common { Own::Ignored } else { Own::Counted };
    let (mut blocking, mut within_cap) = (Vec::new(), Vec::new());
    let mut taken: std::collections::HashMap<&SeatKind, Vec<(Standing<'_>, u64)>> =
        std::collections::HashMap::new();
    for (unit, sitting) in facts.units.iter().zip(&seated.at) {
        if let Some(sitting) = sitting.as_ref().filter(|_| !unit.spreads) {
            let one = (standing(sitting.order, &unit.tie), unit.size);
            taken.entry(&sitting.seats[0]).or_default().push(one);
        }
    }
    for (unit, now) in facts.units.iter().zip(&seated.at) {
        let question = Question { facts, above: &above, seated, unit, now: now.as_ref() };
        for (at, place) in unit.places.iter().enumerate() {
            let better_than = now.as_ref().map(|now| now.order).filter(|_| common);
            let preferred = match now {
                None => true,
                Some(now) if common && unit.spreads => now.order < 10_000,
                Some(now) => at < now.place,
            };
            if !preferred {
                continue;
            }
            let wish = || FoundWish { unit: unit.given.id, place: place.name.clone() };
            if question.would_take(place, better_than, own) {
                blocking.push(wish());
            } else if now.is_some() && question.would_take(place, better_than, Own::Ignored) {
                within_cap.push(wish());
            }
            let free = now.is_none() || !common;
            if free && question.takes(place, EVERYTHING, Own::Counted) {
                let detail = format!(
                    "{} would rather be at {}, where room is free",
                    unit.given.id, place.name
                );
                faults.add("free_room", detail);
            }
            if !unit.spreads && passed_over(unit, place, &taken) && (now.is_none() || !common) {
                let detail = format!("{} is passed over at {}", unit.given.id, place.name);
                faults.add("passed_over", detail);
            }
        }
    }
    blocking.sort_unstable();
    within_cap.sort_unstable();
    if promised && !blocking.is_empty() {
        faults.add(
            "blocking_pair",
            format!("{} pairs block, such as {:?}", blocking.len(), blocking[0]),
        );
    }
    let told = &found.certificate.blocking_pairs;
    faults.same("blocking_pairs", "the pairs that block", told, &blocking);
    faults.same("wishes_within_cap", "wishes within a cap", &found.wishes_within_cap, &within_cap);
}

/// Whether somebody of lower order and at least equal size has a seat that the unit may have, and would rather have.
fn passed_over(
    unit: &UnitFacts<'_>,
    place: &PlaceFacts,
    taken: &std::collections::HashMap<&SeatKind, Vec<(Standing<'_>, u64)>>,
) -> bool {
    let mine = standing(place.order, &unit.tie);
    let seats = place.seats[0].iter().filter_map(|(seat, _)| taken.get(seat));
    seats.flatten().any(|(theirs, size)| *theirs > mine && *size >= unit.size)
}
