//! Measures the matching index against a full scan, SQLite, PostgreSQL and tantivy, on made candidates and vacancies.
//!
//! `cargo run --release --manifest-path benches/matching/Cargo.toml -- compare --candidates 100000`

mod bodies;
mod chance;
mod compare;
mod contender;
mod corpus;
mod exact;
mod measure;
mod others;
mod packed;
mod people;
mod plain;
mod postgresql;
mod reverse;
mod reverse_sql;
mod sql;
mod sqlite;
mod tantivy;
mod world;

use clap::{Parser, Subcommand};
use people::{Kind, Recipe};

/// The matching index, measured.
#[derive(Parser)]
pub struct Cli {
    #[command(subcommand)]
    what: What,
    /// Made candidates.
    #[arg(long, default_value = "100000", global = true)]
    candidates: u32,
    /// Made vacancies that are kept, for `reverse` and `batch`.
    #[arg(long, default_value = "100000", global = true)]
    vacancies: u32,
    /// Questions.
    #[arg(long, default_value = "200", global = true)]
    queries: u32,
    /// 40 % of the skills from anywhere, and no occupation for a third of the candidates.
    #[arg(long, global = true)]
    noisy: bool,
    /// Another seed makes other candidates and questions.
    #[arg(long, default_value = "1", global = true)]
    seed: u64,
    /// `postgres://…` of a server on which to make a database for the time of the run; without it PostgreSQL does not
    /// take part.
    #[arg(long, env = "KOPRIK_BENCH_POSTGRES_URL", global = true)]
    postgres_url: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// Vacancy → candidates: the index, a full scan, SQLite, PostgreSQL and tantivy, which must give the same answers.
    Compare {
        /// Which questions: `soft` asks for any of the skills, `hard` for all, `mixed` for some.
        #[arg(long, value_delimiter = ',', default_value = "soft,hard")]
        kinds: Vec<Kind>,
        /// Contenders to leave out, by name.
        #[arg(long, value_delimiter = ',')]
        without: Vec<String>,
    },
    /// Candidate → vacancies: the index, a full scan, tantivy, SQLite and PostgreSQL, which must give the same answers.
    Reverse {
        /// Contenders to leave out, by name.
        #[arg(long, value_delimiter = ',')]
        without: Vec<String>,
    },
    /// Soft vacancies against all candidates in one thread: pairs a second and core.
    Batch,
    /// How soon a change is seen, and the questions of a reader while 100,000 records change.
    Changes,
    /// Bytes a candidate and the time to load.
    Memory,
    /// Two readers over one.
    Threads,
    /// Three times `--candidates` over `--candidates`.
    Scale,
    /// The index against a full scan over random questions, filters and pages, before and after changes.
    Exact,
}

impl Cli {
    fn recipe(&self) -> Recipe {
        Recipe { seed: self.seed, noisy: self.noisy }
    }
}

fn main() -> anyhow::Result<()> {
    let cli = Cli::parse();
    match &cli.what {
        What::Compare { kinds, without } => compare::run(&cli, kinds, without),
        What::Reverse { without } => reverse::run(&cli, without),
        What::Batch => others::batch(&cli),
        What::Changes => others::changes(&cli),
        What::Memory => others::memory(&cli),
        What::Threads => others::threads(&cli),
        What::Scale => others::scale(&cli),
        What::Exact => exact::run(&cli),
    }
}
