//! What a candidate of the demo can do: three to twelve skills, nearly all of the candidate's trades.

use super::{
    rng::Rng,
    world::{Craft, World},
};
use crate::domain::concepts::{
    occupation::PractisedOccupation,
    skill::{Evidence, HeldSkill, SkillId},
};

const LEAST: usize = 3;
const MOST: usize = 12;

pub(super) fn skills(
    world: &World,
    rng: &mut Rng,
    crafts: &[&Craft],
    occupations: &[PractisedOccupation],
) -> Vec<HeldSkill> {
    let mut list: Vec<HeldSkill> = Vec::new();
    for (craft, practised) in crafts.iter().zip(occupations) {
        for skill in craft.core.iter().filter(|_| rng.chance(92)).collect::<Vec<_>>() {
            add(&mut list, held(rng, skill, years(practised), 2));
        }
    }
    for (craft, practised) in crafts.iter().zip(occupations) {
        for skill in craft.others.iter().filter(|_| rng.chance(45)).collect::<Vec<_>>() {
            add(&mut list, held(rng, skill, years(practised), 1));
        }
    }
    let longest = occupations.first().map_or(1, years);
    for _ in 0..rng.between(0_u8, 2) {
        let skill = rng.pick(&world.general);
        add(&mut list, held(rng, skill, longest, 1));
    }
    if rng.chance(15) {
        let skill = rng.pick(&world.skills);
        add(&mut list, held(rng, skill, longest, 1));
    }
    while list.len() < LEAST {
        let skill = rng.pick(&world.general);
        add(&mut list, held(rng, skill, longest, 1));
    }
    list
}

/// The years in an occupation.
fn years(practised: &PractisedOccupation) -> u8 {
    practised.years.unwrap_or(0)
}

/// Adds a skill that is not there yet, while there is room.
fn add(list: &mut Vec<HeldSkill>, held: HeldSkill) {
    if list.len() < MOST && list.iter().all(|known| known.skill != held.skill) {
        list.push(held);
    }
}

/// A skill at a level that grows with the years.
fn held(rng: &mut Rng, skill: &SkillId, years: u8, least: u8) -> HeldSkill {
    let grown = (least + years / 4).min(4);
    HeldSkill {
        skill: skill.clone(),
        level: rng.between(grown.saturating_sub(1).max(least), (grown + 1).max(3)),
        years: rng.between(years.min(1), years),
        evidence: rng.one_of(&[
            (58, Evidence::SelfDeclared),
            (32, Evidence::Assessed),
            (10, Evidence::Recognised),
        ]),
    }
}
