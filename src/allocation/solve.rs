//! One run: who sits where, and everything that the result says of it.

use super::{
    blocking, bound,
    input::{Input, Member},
    loads::Loads,
    market::{HIGHEST, Market, Placed, Seats, number},
    method,
    problems::Problem,
    result::{
        CapLoad, Certificate, Outcome, Placement, RESULT_FORMAT, SOLVER_VERSION, Seat, VacancyLoad,
    },
    unplaced,
    watch::{Cancelled, Watch},
};
use crate::domain::values::hex::hex;

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsolved {
    /// The input cannot be run.
    #[error("the input cannot be run")]
    Problems(Vec<Problem>),
    /// It was told to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Runs a sorted input with the seed to which it commits. The same input and seed give the same result everywhere.
pub fn solve(input: &Input, seed: &[u8], mut watch: Watch<'_>) -> Result<Outcome, Unsolved> {
    let problems = input.problems();
    if !problems.is_empty() {
        return Err(Unsolved::Problems(problems));
    }
    let mut market = Market::of(input, seed);
    let placed = method::seat(&market, &mut watch)?;
    let envy = blocking::find(&market, &placed, &mut watch)?;
    let reasons = unplaced::find(&mut market, seed, &placed, &mut watch)?;
    let loads = Loads::of(&market, &placed);
    let placements = placements(&market, &placed);
    Ok(Outcome {
        certificate: Certificate {
            blocking_pairs: envy.blocking,
            caps_broken: 0,
            input_hash: input.hash(),
            method: input.method,
            seed: hex(seed),
            solver_version: SOLVER_VERSION.to_owned(),
        },
        format: RESULT_FORMAT.to_owned(),
        loads: cap_loads(&market, &loads),
        one_more_seat_searched: reasons.searched,
        placed: placements.iter().map(|placement| number(placement.seats.len())).sum(),
        placed_upper_bound: bound::most(&market, &placed),
        placements,
        unplaced: reasons.unplaced,
        vacancies: vacancy_loads(&market, &loads, &placed),
        wishes_within_cap: envy.within_cap,
    })
}

fn placements(market: &Market<'_>, placed: &[Option<Placed>]) -> Vec<Placement> {
    let units = market.input.units.iter().zip(placed);
    let placement = |(unit, placed): (&super::input::Unit, &Option<Placed>)| {
        let placed = placed.as_ref()?;
        let seat = |(at, member): (usize, &Member)| {
            let leaf = match &placed.seats {
                Seats::Whole(leaf) => *leaf,
                Seats::Each(leaves) => leaves[at],
            };
            let vacancy = market.vacancy_of[leaf as usize] as usize;
            let kept = market.leaves[vacancy].reserved.iter().find(|(_, kept, _)| *kept == leaf);
            Seat {
                candidate: member.candidate,
                reserved_for: kept.map(|(region, ..)| region.clone()),
                vacancy: market.input.vacancies[vacancy].id,
            }
        };
        let seats = unit.members.iter().enumerate().map(seat).collect();
        Some(Placement { order: HIGHEST - placed.lack, seats, unit: unit.id })
    };
    units.filter_map(placement).collect()
}

fn cap_loads(market: &Market<'_>, loads: &Loads) -> Vec<CapLoad> {
    let caps = market.input.caps.iter().zip(&loads.0[market.paths.len()..]);
    caps.map(|(cap, load)| CapLoad { cap: cap.id.clone(), load: *load, max: cap.max }).collect()
}

fn vacancy_loads(
    market: &Market<'_>,
    loads: &Loads,
    placed: &[Option<Placed>],
) -> Vec<VacancyLoad> {
    let mut filled = vec![0; market.leaves.len()];
    for (vacancy, load) in market.vacancy_of.iter().zip(&loads.0) {
        filled[*vacancy as usize] += load;
    }
    let cut_offs = unplaced::cut_offs(market, placed);
    let all = market.input.vacancies.iter().zip(filled).zip(cut_offs);
    all.map(|((vacancy, filled), cut_off)| VacancyLoad {
        cut_off,
        filled,
        seats: vacancy.seats,
        vacancy: vacancy.id,
    })
    .collect()
}
