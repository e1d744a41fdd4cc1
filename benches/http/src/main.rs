//! Measures, in one run and interleaved: durable writes with group commit against one commit per request; reads
//! against a fixed answer of the same bytes; matches against a fixed answer of twenty objects; new questions and
//! repeated ones; start-up and memory.
//!
//! `cargo run --release --manifest-path benches/http/Cargo.toml -- writes|reads|matches|questions|alerts|start|followers`

mod alerts;
mod bare;
mod client;
mod followers;
mod questions;
mod webhooks;
mod world;
mod writers;

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use clap::{Parser, Subcommand};
use client::{Measured, load, request};
use world::{Fixed, Installation, World};

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
    /// Seconds of each measurement.
    #[arg(long, default_value = "3", global = true)]
    seconds: u64,
    /// Rounds, of which the median is told.
    #[arg(long, default_value = "5", global = true)]
    rounds: usize,
    /// `postgres://…` of an empty database to measure on PostgreSQL; `writes` takes two, with a comma between. By default
    /// new SQLite files.
    #[arg(long, value_delimiter = ',', global = true)]
    database_url: Vec<String>,
    /// Candidates in the database.
    #[arg(long, default_value = "20000", global = true)]
    candidates: usize,
    /// Saved searches that `alerts` asks of each change.
    #[arg(long, default_value = "10000", global = true)]
    searches: usize,
    /// Endpoints of `webhooks`.
    #[arg(long, default_value = "1000", global = true)]
    endpoints: usize,
    /// Changes a second beside `webhooks`.
    #[arg(long, default_value = "1000", global = true)]
    changes: u32,
}

#[derive(Clone, Copy, Subcommand)]
enum What {
    /// POST /v1/candidates with 64 clients: group commit against one commit per request.
    Writes,
    /// GET of a vacancy and of a page of 50 against fixed answers of the same bytes.
    Reads,
    /// GET of twenty matches against a fixed answer of the same bytes, 16 connections.
    Matches,
    /// GET of twenty matches: new questions and repeated ones, by one connection and by sixteen, alone and beside four
    /// writers.
    Questions,
    /// GET of twenty matches beside a hundred changes a second, without saved searches and with thousands.
    Alerts,
    /// After how long webhook endpoints, each of another employer, are told of what changes.
    Webhooks,
    /// Time from start to ready, and memory then.
    Start,
    /// How far a second server lags behind; needs `--database-url` of an empty PostgreSQL database.
    Followers,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match cli.what {
        What::Writes => writes(&cli),
        What::Reads => reads(&cli),
        What::Matches => matches(&cli),
        What::Questions => {
            let world = World::start(cli.database_url.first(), cli.candidates, None)?;
            questions::run(&world, Duration::from_secs(cli.seconds), cli.rounds)
        }
        What::Alerts => {
            let time = (Duration::from_secs(cli.seconds), cli.rounds);
            alerts::run(cli.candidates, cli.searches, time)
        }
        What::Webhooks => {
            let pace = (cli.changes, Duration::from_secs(cli.seconds));
            webhooks::run(cli.database_url.first(), cli.endpoints, pace)
        }
        What::Start => start(&cli),
        What::Followers => {
            followers::run(cli.database_url.first().context("give --database-url postgres://…")?)
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn tell(name: &str, rounds: &[Measured]) -> f64 {
    let rate = median(rounds.iter().map(|round| round.rate).collect());
    let p50 = median(rounds.iter().map(|round| round.p50.as_secs_f64() * 1e3).collect());
    let p99 = median(rounds.iter().map(|round| round.p99.as_secs_f64() * 1e3).collect());
    println!("{name:<44} {rate:>10.0} /s   p50 {p50:>8.2} ms   p99 {p99:>8.2} ms");
    rate
}

fn writes(cli: &Cli) -> anyhow::Result<()> {
    let time = Duration::from_secs(cli.seconds);
    let grouped = World::start(cli.database_url.first(), 0, None)?;
    let single = World::start(cli.database_url.get(1), 0, Some(1))?;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds {
        with.push(post(&grouped, time)?);
        without.push(post(&single, time)?);
    }
    let fast = tell("group commit, 64 clients", &with);
    let slow = tell("one commit per request, 64 clients", &without);
    println!("ratio {:.1}", fast / slow);
    if cli.database_url.is_empty() { pooled(cli) } else { Ok(()) }
}

/// The same without HTTP, and against what servers usually do: each request commits on a connection of a pool.
fn pooled(cli: &Cli) -> anyhow::Result<()> {
    let time = Duration::from_secs(cli.seconds);
    let contenders = [
        ("group commit, 64 threads", writers::Writers::start(1, None)?),
        ("one commit each, one connection", writers::Writers::start(1, Some(1))?),
        ("one commit each, a pool of 16", writers::Writers::start(16, Some(1))?),
    ];
    let mut rounds = [const { Vec::new() }; 3];
    for _ in 0..cli.rounds {
        for (rates, (_, writers)) in rounds.iter_mut().zip(&contenders) {
            rates.push(writers.rate(64, time)?);
        }
    }
    let medians = rounds.map(median);
    for ((name, _), rate) in contenders.iter().zip(medians) {
        println!("{name:<44} {rate:>10.0} /s   ratio {:.1}", medians[0] / rate);
    }
    bare(cli)
}

/// The same rows written by SQLite alone: the most that committing together can gain on this disk.
fn bare(cli: &Cli) -> anyhow::Result<()> {
    let time = Duration::from_secs(cli.seconds);
    let (mut grouped, mut single) = (bare::Bare::start()?, bare::Bare::start()?);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds {
        with.push(grouped.rate(64, time)?);
        without.push(single.rate(1, time)?);
    }
    let (fast, slow) = (median(with), median(without));
    println!("{:<44} {fast:>10.0} /s", "SQLite alone, 64 in a transaction");
    println!(
        "{:<44} {slow:>10.0} /s   at most {:.1} times gained",
        "SQLite alone, one in a transaction",
        fast / slow
    );
    Ok(())
}

fn post(world: &World, time: Duration) -> anyhow::Result<Measured> {
    let body = world.candidate_body();
    let request = request("/v1/candidates", &world.agency_token, Some(&body));
    load(world.address, 64, time, 201, &|_, _| request.clone())
}

fn get(
    address: SocketAddr,
    path: &str,
    token: &str,
    clients: usize,
    time: Duration,
) -> anyhow::Result<Measured> {
    let request = request(path, token, None);
    load(address, clients, time, 200, &|_, _| request.clone())
}

fn reads(cli: &Cli) -> anyhow::Result<()> {
    let time = Duration::from_secs(cli.seconds);
    let world = World::start(cli.database_url.first(), cli.candidates, None)?;
    for (name, path) in [
        ("a vacancy by id", world.vacancy_path()),
        ("a page of 50 vacancies", "/v1/vacancies?limit=50".to_owned()),
    ] {
        against_fixed(name, &world, &path, &world.employer_token, 16, time, cli.rounds)?;
    }
    Ok(())
}

fn matches(cli: &Cli) -> anyhow::Result<()> {
    let time = Duration::from_secs(cli.seconds);
    let world = World::start(cli.database_url.first(), cli.candidates, None)?;
    let paths = world.match_paths()?;
    let (_, body) = client::send(
        &mut client::connect(world.address)?,
        &request(&paths[0], &world.employer_token, None),
    )?;
    let fixed = Fixed::start(body)?;
    let requests: Vec<Vec<u8>> =
        paths.iter().map(|path| request(path, &world.employer_token, None)).collect();
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds {
        ours.push(load(world.address, 16, time, 200, &|client, n| {
            requests[(client * 7 + n as usize) % requests.len()].clone()
        })?);
        plain.push(get(fixed.address, "/", "", 16, time)?);
    }
    let ours = tell(&format!("twenty matches of {} candidates", cli.candidates), &ours);
    let plain = tell("a fixed answer of twenty matches", &plain);
    println!("share {:.1} %", 100.0 * ours / plain);
    Ok(())
}

fn against_fixed(
    name: &str,
    world: &World,
    path: &str,
    token: &str,
    clients: usize,
    time: Duration,
    rounds: usize,
) -> anyhow::Result<()> {
    let (_, body) =
        client::send(&mut client::connect(world.address)?, &request(path, token, None))?;
    let bytes = body.len();
    let fixed = Fixed::start(body)?;
    let (mut ours, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(get(world.address, path, token, clients, time)?);
        plain.push(get(fixed.address, "/", "", clients, time)?);
    }
    let ours = tell(&format!("{name} ({bytes} bytes)"), &ours);
    let plain = tell("the same bytes, fixed", &plain);
    println!("share {:.1} %", 100.0 * ours / plain);
    Ok(())
}

fn start(cli: &Cli) -> anyhow::Result<()> {
    let installation = Installation::fill(cli.database_url.first(), cli.candidates)?;
    let (mut seconds, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds {
        let (took, bytes) = installation.time_to_ready()?;
        println!("ready after {took:.2} s, resident memory {} MiB", bytes / (1 << 20));
        seconds.push(took);
        memory.push(bytes as f64 / f64::from(1 << 20));
    }
    println!(
        "median {:.2} s to ready with {} candidates, {:.0} MiB",
        median(seconds),
        cli.candidates,
        median(memory)
    );
    Ok(())
}
