//! Why a unit has no seat: one reason each, and what would change it.

use super::{
    input::{Input, LeftOut, Member, Unit},
    loads::Loads,
    market::{HIGHEST, Market, Placed, number},
    method,
    result::{Because, FullPlace, NearMiss, Unplaced},
    seating,
    watch::{Cancelled, Stage, Watch},
};

/// Pairs that are run again at most to find what one seat more would change.
const BUDGET: usize = 50_000_000;

/// Every unit without a seat.
pub(super) struct Reasons {
    pub(super) unplaced: Vec<Unplaced>,
    pub(super) searched: bool,
}

/// Finds them; `seed` is for runs of a changed input.
pub(super) fn find(
    market: &mut Market<'_>,
    seed: &[u8],
    placed: &[Option<Placed>],
    watch: &mut Watch<'_>,
) -> Result<Reasons, Cancelled> {
    let loads = Loads::of(market, placed);
    let without: Vec<usize> = (0..placed.len()).filter(|unit| placed[*unit].is_none()).collect();
    let cut_offs = cut_offs(market, placed);
    let mut unplaced: Vec<Unplaced> = without
        .iter()
        .map(|unit| Unplaced {
            because: because(market, &loads, &cut_offs, *unit),
            one_more_seat_in: Vec::new(),
            unit: market.input.units[*unit].id,
        })
        .collect();
    let full = full_nodes(market, &loads, &without);
    let is_too_large = |one: &Unplaced| matches!(one.because, Because::GroupTooLarge { .. });
    let runs = full.len() + unplaced.iter().filter(|one| is_too_large(one)).count();
    let pairs = market.units.iter().map(|unit| unit.places.len() + 10 * unit.spreads.len());
    let searched = runs * pairs.sum::<usize>() <= BUDGET;
    if searched {
        one_more(market, &full, &without, &mut unplaced, watch)?;
        if_split(market.input, seed, &mut unplaced, watch)?;
    }
    Ok(Reasons { unplaced, searched })
}

/// Of each vacancy the lowest order number that has a seat.
pub(super) fn cut_offs(market: &Market<'_>, placed: &[Option<Placed>]) -> Vec<Option<u16>> {
    let mut cut_offs = vec![None; market.leaves.len()];
    for (unit, placed) in placed.iter().enumerate() {
        let Some(placed) = placed else { continue };
        super::loads::each_node(market, unit, &placed.seats, |node, _| {
            if let Some(vacancy) = market.vacancy_of.get(node as usize) {
                let order = HIGHEST - placed.lack;
                let cut_off = &mut cut_offs[*vacancy as usize];
                *cut_off = Some(cut_off.map_or(order, |known: u16| known.min(order)));
            }
        });
    }
    cut_offs
}

fn because(market: &Market<'_>, loads: &Loads, cut_offs: &[Option<u16>], unit: usize) -> Because {
    let (given, facts) = (&market.input.units[unit], &market.units[unit]);
    match given.left_out {
        Some(LeftOut::ConsentMissing) => return Because::ConsentMissing,
        Some(LeftOut::NotAvailable) => return Because::NotAvailable,
        None => {}
    }
    if facts.places.is_empty() && facts.spreads.is_empty() {
        return Because::NoEligibleVacancy { nearest: near_misses(given) };
    }
    if let Some(reserved) = reserved(market, loads, unit) {
        return reserved;
    }
    let largest_block = largest_block(market, loads, unit);
    if facts.size > 1 && largest_block > 0 {
        let seats_needed = facts.size;
        return Because::GroupTooLarge { seats_needed, largest_block, if_split: None };
    }
    Because::AllFull { full: full_places(market, loads, cut_offs, unit) }
}

fn near_misses(unit: &Unit) -> Vec<NearMiss> {
    let miss = |member: &Member| {
        let nearest = member.nearest.clone()?;
        Some(NearMiss {
            candidate: member.candidate,
            failed_rules: nearest.failed_rules,
            path: nearest.path,
            vacancy: nearest.vacancy,
        })
    };
    unit.members.iter().filter_map(miss).collect()
}

/// Seats that are free, and kept for a region that is not the unit's.
fn reserved(market: &Market<'_>, loads: &Loads, unit: usize) -> Option<Because> {
    let facts = &market.units[unit];
    facts.places.iter().find_map(|place| {
        let leaves = &market.leaves[place.vacancy as usize].reserved;
        let (region, _, which) = leaves.iter().find(|(region, leaf, _)| {
            facts.region.as_ref() != Some(region) && loads.full(market, *leaf, facts.size).is_none()
        })?;
        let vacancy = &market.input.vacancies[place.vacancy as usize];
        Some(Because::ReservedForOtherRegion {
            vacancy: vacancy.id,
            home_region: region.clone(),
            release_on: vacancy.reservations[*which].release_on,
        })
    })
}

/// How many of the members could sit together at the most.
fn largest_block(market: &Market<'_>, loads: &Loads, unit: usize) -> u32 {
    let facts = &market.units[unit];
    let room = |node: u32| loads.room(market, node);
    let of_leaf = |leaf: u32| {
        let path = market.paths[leaf as usize].iter();
        path.map(|node| room(*node)).min().unwrap_or(0)
    };
    let whole = facts.places.iter().flat_map(|place| market.leaves_for(unit, place.vacancy));
    let spread = facts.spreads.iter().map(|spread| seating::most(market, spread, &room));
    whole.map(of_leaf).chain(spread).max().unwrap_or(0)
}

fn full_places(
    market: &Market<'_>,
    loads: &Loads,
    cut_offs: &[Option<u16>],
    unit: usize,
) -> Vec<FullPlace> {
    let facts = &market.units[unit];
    let place_of = |leaf: u32, cut_off, order, place: String| {
        let node = loads.full(market, leaf, 1)?;
        let cap = (node as usize).checked_sub(market.paths.len());
        let source = cap.map(|cap| market.input.caps[cap].source.clone());
        Some(FullPlace { cut_off, full: market.name(node), order, place, source })
    };
    let whole = facts.places.iter().filter_map(|place| {
        let vacancy = place.vacancy as usize;
        let name = market.input.vacancies[vacancy].id.to_string();
        place_of(market.leaves[vacancy].open, cut_offs[vacancy], HIGHEST - place.lack, name)
    });
    let spread = facts.spreads.iter().filter_map(|spread| {
        let seats = spread.seats.iter().flatten();
        let (leaf, order) = seats.max_by_key(|(leaf, order)| (*order, *leaf))?;
        place_of(*leaf, None, *order, spread.name.clone())
    });
    whole.chain(spread).collect()
}

/// The nodes that refuse somebody for one seat.
fn full_nodes(market: &Market<'_>, loads: &Loads, without: &[usize]) -> Vec<u32> {
    let mut full = Vec::new();
    for unit in without {
        let facts = &market.units[*unit];
        let whole = facts.places.iter().flat_map(|place| market.leaves_for(*unit, place.vacancy));
        for leaf in whole {
            let tight = |node: &&u32| loads.room(market, **node) < facts.size;
            full.extend(market.paths[leaf as usize].iter().filter(tight));
        }
        let seats = facts.spreads.iter().flat_map(|spread| spread.seats.iter().flatten());
        for (leaf, _) in seats {
            let tight = |node: &&u32| loads.room(market, **node) == 0;
            full.extend(market.paths[*leaf as usize].iter().filter(tight));
        }
    }
    full.sort_unstable();
    full.dedup();
    full
}

/// Runs again with one seat more in each full node, and notes who has a seat then.
fn one_more(
    market: &mut Market<'_>,
    full: &[u32],
    without: &[usize],
    unplaced: &mut [Unplaced],
    watch: &mut Watch<'_>,
) -> Result<(), Cancelled> {
    for (done, node) in full.iter().enumerate() {
        watch.always(Stage::Explaining, done, full.len())?;
        market.max[*node as usize] += 1;
        let again = method::seat(market, &mut Watch::new(&mut |_, _| true));
        market.max[*node as usize] -= 1;
        let again = again?;
        let name = market.name(*node);
        for (unit, reason) in without.iter().zip(unplaced.iter_mut()) {
            if again[*unit].is_some() {
                reason.one_more_seat_in.push(name.clone());
            }
        }
    }
    for one in unplaced {
        one.one_more_seat_in.sort_unstable();
    }
    Ok(())
}

/// Runs again with each group that is too large split into single persons.
fn if_split(
    input: &Input,
    seed: &[u8],
    unplaced: &mut [Unplaced],
    watch: &mut Watch<'_>,
) -> Result<(), Cancelled> {
    let count = unplaced.len();
    for (done, one) in unplaced.iter_mut().enumerate() {
        let Because::GroupTooLarge { if_split, .. } = &mut one.because else { continue };
        watch.always(Stage::Explaining, done, count)?;
        let (split, members) = split(input, one.unit);
        let market = Market::of(&split, seed);
        let placed = method::seat(&market, &mut Watch::new(&mut |_, _| true))?;
        let seated = |(unit, placed): &(&Unit, &Option<Placed>)| {
            placed.is_some() && members.contains(&unit.id)
        };
        *if_split = Some(number(split.units.iter().zip(&placed).filter(seated).count()));
    }
    Ok(())
}

/// An input in which the members of a group are single persons.
pub(super) fn split(input: &Input, group: uuid::Uuid) -> (Input, Vec<uuid::Uuid>) {
    let mut split = input.clone();
    let Ok(at) = split.units.binary_search_by_key(&group, |unit| unit.id) else {
        return (split, Vec::new());
    };
    let group = split.units.remove(at);
    let members: Vec<uuid::Uuid> = group.members.iter().map(|member| member.candidate).collect();
    let single = |member: Member| Unit {
        id: member.candidate,
        left_out: None,
        members: vec![member],
        together: super::input::Together::Vacancy,
    };
    split.units.extend(group.members.into_iter().map(single));
    split.sort();
    (split, members)
}
