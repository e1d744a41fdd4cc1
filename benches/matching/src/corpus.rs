//! The made candidates in every form that somebody needs.

use std::{sync::Arc, time::Instant};

use koprik::matching::{CandidateFacts, Engine, VacancyFacts};

use crate::{
    bodies,
    contender::Question,
    people::{Job, Kind, Person, Recipe, job, person},
    world::World,
};

/// The first number of vacancies that are asked of candidates, apart from those that are kept.
pub const ASKED: u32 = 10_000_000;

/// Made candidates.
pub fn people(world: &World, recipe: Recipe, count: u32) -> Vec<Person> {
    (0..count).map(|number| person(world, recipe, number, 0)).collect()
}

/// Made candidates as the engine sees them.
pub fn facts(world: &World, recipe: Recipe, count: u32) -> Vec<CandidateFacts> {
    let began = Instant::now();
    let made = (0..count).map(|number| {
        if number > 0 && number % 250_000 == 0 {
            eprintln!("{number} candidates made in {:.0} s", began.elapsed().as_secs_f64());
        }
        bodies::candidate(world, &person(world, recipe, number, 0))
    });
    made.collect()
}

/// Made vacancies to ask about.
pub fn questions(
    world: &World,
    recipe: Recipe,
    count: u32,
    kind: Kind,
) -> anyhow::Result<Vec<Question>> {
    let jobs = (0..count).map(|number| job(world, recipe, ASKED + number, kind));
    jobs.map(|job| Ok(Question { facts: bodies::vacancy(world, &job)?, job })).collect()
}

/// Made vacancies to be kept.
pub fn jobs(world: &World, recipe: Recipe, count: u32) -> Vec<Job> {
    (0..count).map(|number| job(world, recipe, number, Kind::Mixed)).collect()
}

/// Made vacancies as the engine sees them.
pub fn vacancies(world: &World, jobs: &[Job]) -> anyhow::Result<Vec<VacancyFacts>> {
    jobs.iter().map(|job| bodies::vacancy(world, job)).collect()
}

/// An engine that holds all this.
pub fn engine(
    world: &World,
    candidates: Vec<CandidateFacts>,
    vacancies: Vec<VacancyFacts>,
) -> Engine {
    let engine = Engine::new(Arc::clone(&world.knowledge));
    engine.load(candidates, vacancies);
    engine
}
