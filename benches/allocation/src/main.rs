//! Measures allocations of made people and vacancies: lists are given, so judging pairs does not count.
//!
//! `cargo run --release --manifest-path benches/allocation/Cargo.toml -- --people 100000 --vacancies 10000`

mod market;

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};
use koprik::{
    allocation::{Input, Method, Stage, Watch, solve},
    allocation_check::check,
};

/// Allocations, measured.
#[derive(Parser)]
struct Cli {
    /// People, of whom each lists twenty vacancies.
    #[arg(long, default_value = "10000")]
    people: usize,
    /// Vacancies, which have nine seats for ten people.
    #[arg(long, default_value = "1000")]
    vacancies: usize,
    /// How seats are given.
    #[arg(long, default_value = "common-order")]
    method: By,
    /// Every so many units one is a group of 2 to 6; 0 is none.
    #[arg(long, default_value = "0")]
    groups: usize,
    /// Stops the run after so many milliseconds, and says how long that took.
    #[arg(long)]
    stop_after: Option<u64>,
    /// Checks the result as well.
    #[arg(long)]
    check: bool,
    /// Writes the input for others to work out.
    #[arg(long)]
    write: Option<std::path::PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    CommonOrder,
    OwnLists,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let method = match cli.method {
        By::CommonOrder => Method::CommonOrder,
        By::OwnLists => Method::OwnLists,
    };
    let input = market::made(cli.people, cli.vacancies, cli.groups, method);
    println!("made: {} MB", peak()?);
    if let Some(path) = &cli.write {
        std::fs::write(path, serde_json::to_vec(&input)?)?;
    }
    let began = Instant::now();
    let hash = input.hash();
    println!("hashed in {:?}: {hash}", began.elapsed());
    run(&cli, &input)
}

fn run(cli: &Cli, input: &Input) -> anyhow::Result<()> {
    let began = Instant::now();
    let stop = cli.stop_after.map(Duration::from_millis);
    let (mut calls, mut last) = (0_u32, (Stage::Seating, 0));
    let mut watch = |stage, share| {
        calls += 1;
        last = (stage, share);
        stop.is_none_or(|stop| began.elapsed() < stop)
    };
    let solved = solve(input, market::SEED, Watch::new(&mut watch));
    let took = began.elapsed();
    println!("{took:?}, told {calls} times how far it is, the last time {last:?}; {} MB", peak()?);
    let Ok(outcome) = solved else {
        println!("it was stopped");
        return Ok(());
    };
    let total: u64 =
        outcome.placements.iter().map(|one| u64::from(one.order) * one.seats.len() as u64).sum();
    println!(
        "{} of {} placed, at most {}; {} pairs block; total of order numbers {total}",
        outcome.placed,
        cli.people,
        outcome.placed_upper_bound,
        outcome.certificate.blocking_pairs.len()
    );
    if cli.check {
        let (given, found) = (serde_json::to_value(input)?, serde_json::to_value(&outcome)?);
        let began = Instant::now();
        let report = check(&given, &found);
        println!("checked in {:?}; {} MB", began.elapsed(), peak()?);
        if !report.passed {
            bail!("the checker found {:?}", report.faults);
        }
    }
    Ok(())
}

/// The most memory that the process has had, in megabytes.
fn peak() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM")).context("no peak")?;
    let number = line.split_whitespace().nth(1).context("no number")?;
    Ok(number.parse::<u64>()? / 1024)
}
