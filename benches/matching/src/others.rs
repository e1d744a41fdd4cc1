//! What is measured of the index alone: batch, changes, memory, threads, scale.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::ensure;
use koprik::{
    domain::recruitment::match_filter::MatchFilter,
    matching::{Change, Engine, VacancyFacts, Weights},
};

use crate::{
    Cli, bodies,
    contender::FIRST,
    corpus,
    measure::{Times, table, told},
    people::{Kind, person},
    world::World,
};

/// Asks a vacancy for its best twenty.
fn ask(engine: &Engine, vacancy: &VacancyFacts) -> usize {
    engine.candidates_for(vacancy, &Weights::default(), &MatchFilter::default(), FIRST).hits.len()
}

fn loaded(cli: &Cli, world: &World, candidates: u32) -> Engine {
    let facts = corpus::facts(world, cli.recipe(), candidates);
    told("index loaded", || corpus::engine(world, facts, Vec::new()))
}

fn vacancies(cli: &Cli, world: &World, count: u32) -> anyhow::Result<Vec<VacancyFacts>> {
    let questions = corpus::questions(world, cli.recipe(), count, Kind::Soft)?;
    Ok(questions.into_iter().map(|one| one.facts).collect())
}

/// Asks in turn until the end; the times of all questions.
fn asked_until(engine: &Engine, all: &[VacancyFacts], end: impl Fn() -> bool) -> Times {
    let mut times = Times::default();
    for one in all.iter().cycle() {
        if end() {
            break;
        }
        times.time(|| ask(engine, one));
    }
    times
}

/// Many vacancies against all candidates, in one thread: pairs a second.
pub fn batch(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let engine = loaded(cli, world, cli.candidates);
    let all = vacancies(cli, world, cli.queries.max(1000))?;
    let began = Instant::now();
    let found: usize = all.iter().map(|one| ask(&engine, one)).sum();
    let took = began.elapsed().as_secs_f64();
    let pairs = all.len() as f64 * f64::from(cli.candidates);
    println!(
        "batch: {} soft vacancies against {} candidates in {took:.2} s, {found} hits: {:.2e} pairs a second and core",
        all.len(),
        cli.candidates,
        pairs / took
    );
    Ok(())
}

/// How soon a change is seen, and what a reader notices while 100,000 candidates (or all, if there are fewer) become
/// other people, and after.
pub fn changes(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let engine = loaded(cli, world, cli.candidates);
    let all = vacancies(cli, world, cli.queries)?;
    let version = |number: u32, version: u32| {
        let person = person(world, cli.recipe(), number % cli.candidates, version);
        bodies::candidate(world, &person)
    };
    let mut visible = Times::default();
    for number in 0..2_000 {
        let one = version(number * 7919, 1);
        visible.time(|| engine.apply(vec![Change::Candidate(one.clone())]));
        ensure!(engine.candidate(one.id).as_ref() == Some(&one), "a change is not seen");
    }
    table("one changed candidate until it is seen", &[("change".to_owned(), visible)]);

    let count = cli.candidates.min(100_000);
    let bulk: Vec<_> =
        (0..count).map(|number| Change::Candidate(version(number * 31, 2))).collect();
    let quiet_end = Instant::now() + Duration::from_secs(5);
    let quiet = asked_until(&engine, &all, || Instant::now() > quiet_end);
    let (done, began) = (AtomicBool::new(false), Instant::now());
    let (busy, took) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            engine.apply(bulk);
            done.store(true, Ordering::Relaxed);
            began.elapsed()
        });
        let busy = asked_until(&engine, &all, || done.load(Ordering::Relaxed));
        (busy, writer.join())
    });
    let took = took.map_err(|_| anyhow::anyhow!("the writer panicked"))?;
    let after_end = Instant::now() + Duration::from_secs(5);
    let after = asked_until(&engine, &all, || Instant::now() > after_end);
    let title = format!(
        "one reader, quiet, while {count} records become other people's in {:.2} s, and after",
        took.as_secs_f64()
    );
    let rows = [
        (format!("quiet, {} questions", quiet.len()), quiet),
        (format!("busy, {} questions", busy.len()), busy),
        (format!("after, {} questions", after.len()), after),
    ];
    table(&title, &rows);
    Ok(())
}

/// Bytes a candidate and the time to load.
pub fn memory(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let before = resident()?;
    let facts = corpus::facts(world, cli.recipe(), cli.candidates);
    let (held, began) = (resident()?, Instant::now());
    let engine = corpus::engine(world, facts, Vec::new());
    let took = began.elapsed().as_secs_f64();
    let size = engine.size();
    println!(
        "{} candidates: index {:.1} bytes each by its own count; loaded in {took:.2} s; resident memory before {}, with \
         the facts to load {}, then {} MiB",
        size.candidates,
        size.bytes as f64 / size.candidates as f64,
        before,
        held,
        resident()?
    );
    Ok(())
}

/// Resident memory in MiB; 0 where the system does not tell.
fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()).unwrap_or("0");
    Ok(kilobytes.parse::<u64>()? / 1024)
}

/// One reader, then two at once: questions a second.
pub fn threads(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let engine = loaded(cli, world, cli.candidates);
    let all = vacancies(cli, world, cli.queries)?;
    let mut ratios = Vec::new();
    for round in 1..=5 {
        let rates = [1, 2].map(|count| rate(&engine, &all, count));
        println!(
            "round {round}: {:.0} and {:.0} questions a second, {:.2} times",
            rates[0],
            rates[1],
            rates[1] / rates[0]
        );
        ratios.push(rates[1] / rates[0]);
    }
    ratios.sort_by(f64::total_cmp);
    println!("two threads over one: {:.2} times (median)", ratios[2]);
    Ok(())
}

fn rate(engine: &Engine, all: &[VacancyFacts], count: usize) -> f64 {
    let end = Instant::now() + Duration::from_secs(2);
    let asked: usize = thread::scope(|scope| {
        let readers: Vec<_> = (0..count)
            .map(|_| scope.spawn(|| asked_until(engine, all, || Instant::now() > end).len()))
            .collect();
        readers.into_iter().filter_map(|one| one.join().ok()).sum()
    });
    asked as f64 / 2.0
}

/// The same questions at `--candidates` and at three times as many.
pub fn scale(cli: &Cli) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let all = vacancies(cli, world, cli.queries)?;
    let mut rows = Vec::new();
    for candidates in [cli.candidates, cli.candidates * 3] {
        let engine = loaded(cli, world, candidates);
        let mut times = Times::default();
        for one in all.iter().take(10) {
            ask(&engine, one);
        }
        for one in &all {
            times.time(|| ask(&engine, one));
        }
        rows.push((format!("{candidates} candidates"), times));
    }
    table("soft questions at two sizes", &rows);
    Ok(())
}
