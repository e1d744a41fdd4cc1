//! Measures typeahead and the resolver over the built-in taxonomy and as many names again as ESCO has.
//!
//! `cargo run --release --manifest-path benches/naming/Cargo.toml -- [--esco FILE]...`
//!
//! Without tables of ESCO, as many names are made up. `--answer FILE` measures nothing and prints what each line of a
//! file resolves to.

mod names;
mod texts;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clap::Parser;
use koprik::taxonomy::{
    ConceptKind, Files, Taxonomy,
    resolve::{Outcome, Resolver},
    suggest::Suggester,
};

/// How many suggestions are asked for, as by the API's default.
const LIMIT: usize = 10;
/// How many texts one request of the API may bring.
const BATCH: usize = 1_000;

#[derive(Parser)]
struct Cli {
    /// A table of ESCO, tab-separated: `label_en`, `alt_labels_en` (` | ` between), and `isco08` if it holds occupations.
    #[arg(long)]
    esco: Vec<PathBuf>,
    /// How often every text is asked for; its best time counts.
    #[arg(long, default_value = "3")]
    rounds: usize,
    /// Prints the answer for each line of this file instead: `kind<tab>text`, or a text alone for a trade.
    #[arg(long)]
    answer: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    if let Some(file) = &cli.answer {
        return answer(file);
    }
    let extra = if cli.esco.is_empty() { names::made_up() } else { names::read(&cli.esco)? };
    measure("built-in", Taxonomy::embedded(), cli.rounds);
    let trades = names::with(Files::EMBEDDED.trades, &extra.trades)?;
    let skills = names::with(Files::EMBEDDED.skills, &extra.skills)?;
    let full =
        Taxonomy::from_files(&Files { trades: &trades, skills: &skills, ..Files::EMBEDDED })?;
    measure("with ESCO", &full, cli.rounds);
    Ok(())
}

/// Measures everything over one taxonomy.
fn measure(name: &str, taxonomy: &Taxonomy, rounds: usize) {
    let count = texts::names(taxonomy).len();
    let began = Instant::now();
    let suggester = Suggester::new(taxonomy);
    println!("{name}: {count} names; suggester built in {:.2?}", began.elapsed());
    let began = Instant::now();
    let resolver = Resolver::new(taxonomy);
    println!("{name}: resolver built in {:.2?}", began.elapsed());
    let typed = texts::typed(taxonomy);
    let suggest = |text: &str| suggester.suggest(text, None, LIMIT).len();
    report(&format!("{name}: suggest"), &times(&typed, rounds, suggest));
    let asked = texts::asked(taxonomy);
    let resolve = |text: &str| resolver.resolve(text, None, ConceptKind::Occupation).concepts.len();
    report(&format!("{name}: resolve"), &times(&asked, rounds, resolve));
    let began = Instant::now();
    let batch: usize = asked.iter().cycle().take(BATCH).map(|text| resolve(text)).sum();
    let took = began.elapsed();
    let speed = f64::from(u32::try_from(BATCH).unwrap_or(u32::MAX)) / took.as_secs_f64();
    println!("{name}: {BATCH} texts in {took:.1?}, {speed:.0} a second ({batch} candidates)");
}

/// How long each text takes at best, in order: what other programs on the machine take is not measured.
fn times(texts: &[String], rounds: usize, ask: impl Fn(&str) -> usize) -> Vec<Duration> {
    let once = |text: &String| {
        let began = Instant::now();
        std::hint::black_box(ask(text));
        began.elapsed()
    };
    let mut best: Vec<_> = texts.iter().map(once).collect();
    for _ in 1..rounds {
        for (best, text) in best.iter_mut().zip(texts) {
            *best = once(text).min(*best);
        }
    }
    best.sort_unstable();
    best
}

fn report(name: &str, times: &[Duration]) {
    let share = |percent: usize| times[(times.len() - 1) * percent / 100];
    let (p50, p99, most) = (share(50), share(99), share(100));
    println!("{name}: {} texts, p50 {p50:.1?}, p99 {p99:.1?}, most {most:.1?}", times.len());
}

/// Prints what each line of a file resolves to.
fn answer(file: &Path) -> anyhow::Result<()> {
    let resolver = Resolver::new(Taxonomy::embedded());
    for line in std::fs::read_to_string(file)?.lines() {
        let (kind, text) = line.split_once('\t').unwrap_or(("occupation", line));
        let kind = kind.parse().map_err(|_| anyhow::anyhow!("`{kind}` is no kind of concept"))?;
        let found = resolver.resolve(text, None, kind);
        let mark = if found.outcome == Outcome::Resolved { '+' } else { ' ' };
        let hits: Vec<_> = found
            .concepts
            .iter()
            .take(3)
            .map(|hit| format!("{} {}", hit.id, hit.confidence))
            .collect();
        println!("{mark} {text} | {} | {}", found.normalised, hits.join(", "));
    }
    Ok(())
}
