//! The long run: the index against a full scan on very many records, with filters, pages and weights, before and after
//! changes.

use anyhow::ensure;
use koprik::{
    domain::{concepts::skill::Evidence, recruitment::match_filter::MatchFilter},
    matching::{CandidateFacts, Change, Engine, Hit, Page, VacancyFacts, Verdict, Weights, judge},
};

use crate::{
    Cli, bodies,
    chance::Chance,
    corpus::{self, questions},
    people::{Kind, Person, id, person},
    world::World,
};

/// Asks every kind of question, changes a part, and asks again.
pub fn run(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let mut held: Vec<Option<(Person, CandidateFacts)>> =
        (0..cli.candidates).map(|number| Some(made(world, cli, number, 0))).collect();
    let facts = held.iter().flatten().map(|one| one.1.clone()).collect();
    let engine = corpus::engine(world, facts, Vec::new());
    let rng = &mut Chance::of(cli.seed, 9, 9);
    for round in 0..3 {
        let mut hits = 0;
        for kind in [Kind::Soft, Kind::Hard, Kind::Mixed] {
            for question in questions(world, cli.recipe(), cli.queries, kind)? {
                hits += check(world, &engine, &held, &question.facts, rng)?;
            }
        }
        println!(
            "round {round}: {} questions, {hits} hits on their pages, equal to a full scan",
            cli.queries * 3
        );
        change(world, cli, &engine, &mut held, rng, round + 1);
    }
    Ok(())
}

fn made(world: &World, cli: &Cli, number: u32, version: u32) -> (Person, CandidateFacts) {
    let person = person(world, cli.recipe(), number, version);
    let facts = bodies::candidate(world, &person);
    (person, facts)
}

/// Replaces, removes and brings back every fiftieth or so.
fn change(
    world: &World,
    cli: &Cli,
    engine: &Engine,
    held: &mut [Option<(Person, CandidateFacts)>],
    rng: &mut Chance,
    version: u32,
) {
    for _ in 0..held.len() / 50 + 1 {
        let number = rng.below(held.len());
        if rng.percent(30) {
            held[number] = None;
            engine.apply(vec![Change::RemoveCandidate(id(number as u32))]);
        } else {
            let one = made(world, cli, number as u32, version);
            engine.apply(vec![Change::Candidate(one.1.clone())]);
            held[number] = Some(one);
        }
    }
}

/// Walks three pages of a question with random weights and filters, and compares them; returns how many hits.
fn check(
    world: &World,
    engine: &Engine,
    held: &[Option<(Person, CandidateFacts)>],
    vacancy: &VacancyFacts,
    rng: &mut Chance,
) -> anyhow::Result<usize> {
    let (weights, filter, limit) = (weights(rng), filter(world, rng), 1 + rng.below(40));
    let mut found: Vec<Hit> = Vec::new();
    let mut more = true;
    for _ in 0..3 {
        let after = found.last().map(|hit| (hit.score.total, hit.id));
        if more {
            let page = engine.candidates_for(vacancy, &weights, &filter, Page { after, limit });
            more = page.more();
            found.extend(page.hits);
        }
    }
    let mut expected: Vec<Hit> = Vec::new();
    for (person, facts) in held.iter().flatten() {
        if let Verdict::Eligible(score) = judge(&world.knowledge, &weights, vacancy, facts)
            && keeps(world, &filter, person, score.total)
        {
            expected.push(Hit { id: facts.id, score });
        }
    }
    expected.sort_unstable_by_key(|hit| (std::cmp::Reverse(hit.score.total), hit.id));
    ensure!(
        more == (expected.len() > found.len()),
        "whether more follow differs for {}",
        vacancy.id
    );
    expected.truncate(found.len().max(if more { 3 * limit } else { expected.len() }));
    ensure!(
        found == expected,
        "{} is answered otherwise than by a full scan: {weights:?} {filter:?}",
        vacancy.id
    );
    Ok(found.len())
}

fn weights(rng: &mut Chance) -> Weights {
    let numbers = std::array::from_fn(|_| rng.between(0, 100) as u16);
    if rng.percent(50) { Weights::default() } else { Weights::new(numbers).unwrap_or_default() }
}

/// A filter of any kind but evidence, which is a matter of pairs.
fn filter(world: &World, rng: &mut Chance) -> MatchFilter {
    MatchFilter {
        min_score: rng.percent(20).then(|| rng.between(2_000, 9_000) as u16),
        home_regions: if rng.percent(20) { world.regions[..4].to_vec() } else { Vec::new() },
        municipalities: if rng.percent(20) { world.places[..5].to_vec() } else { Vec::new() },
        isco08: rng.percent(20).then(|| ["7", "71", "83", "9"][rng.below(4)].to_owned()),
        min_evidence: rng.percent(20).then_some(Evidence::SelfDeclared),
        available_by: rng.percent(20).then(|| bodies::day(rng.between(30, 150) as u16)),
    }
}

/// What the filter keeps, said once more in the numbers of this bench.
fn keeps(world: &World, filter: &MatchFilter, person: &Person, total: u16) -> bool {
    let prefix = |prefix: &str| {
        let trades = person.occupations.iter().map(|one| &world.trades[usize::from(one.trade)]);
        trades.into_iter().any(|trade| trade.isco08.as_str().starts_with(prefix))
    };
    filter.min_score.is_none_or(|least| total >= least)
        && (filter.home_regions.is_empty() || person.region < 4)
        && (filter.municipalities.is_empty() || person.ranked.iter().any(|place| *place < 5))
        && filter.isco08.as_deref().is_none_or(prefix)
        && filter.available_by.is_none_or(|day| bodies::day(person.from_day) <= day)
}
