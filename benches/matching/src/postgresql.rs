//! PostgreSQL: rows ordered by skill and candidate, read from a covering index alone.

use std::io::Write as _;

use anyhow::Context;
use postgres::{Client, Config, NoTls, SimpleQueryMessage};

use crate::{
    contender::{Answer, Contender, Question, TOP},
    people::Person,
    plain::TRUST,
    sql::{Dialect, ordered, worths},
    tantivy::most_without_skills,
    world::World,
};

const DIALECT: Dialect = Dialect {
    least: "LEAST",
    greatest: "GREATEST",
    worth: |place| format!("c.places[{}]", place + 1),
};

const SCHEMA: &str = "
    CREATE UNLOGGED TABLE cand (n integer, id integer, matchable integer, region integer, hourly integer,
        floor integer, from_day integer, tongue0 integer, tongue1 integer, tongue2 integer, tongue3 integer,
        licences integer, certificates integer, trade0 integer, years0 integer, trade1 integer, years1 integer,
        places smallint[]);
    CREATE UNLOGGED TABLE held (skill smallint, cand integer, lvl smallint, yrs smallint, trust smallint)";

const INDEXES: &str = "
    ALTER TABLE cand ADD PRIMARY KEY (n);
    CREATE UNIQUE INDEX ON held (skill, cand) INCLUDE (lvl, yrs, trust);
    CREATE INDEX ON held (cand, skill) INCLUDE (lvl, yrs, trust)";

/// One thread, as everybody else.
const SETTINGS: &str =
    "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB';
    SET random_page_cost = 1.1; SET effective_cache_size = '4GB'";

/// A database for the time of the run.
pub struct Database {
    server: Config,
    name: String,
}

impl Database {
    /// Makes one on a server.
    pub fn new(url: &str) -> anyhow::Result<Self> {
        let server: Config =
            url.parse().context("--postgres-url is no URL of a PostgreSQL server")?;
        let name = format!("koprik_bench_{}", std::process::id());
        server.connect(NoTls)?.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Self { server, name })
    }

    /// Connects to it.
    pub fn connect(&self) -> anyhow::Result<Client> {
        let mut client = self.server.clone().dbname(&self.name).connect(NoTls)?;
        client.batch_execute(SETTINGS)?;
        Ok(client)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let dropped = self.server.connect(NoTls).and_then(|mut client| client.batch_execute(&drop));
        if let Err(error) = dropped {
            eprintln!("the database {} is still there: {error}", self.name);
        }
    }
}

/// The candidates in PostgreSQL.
pub struct Postgres {
    world: &'static World,
    client: Client,
    _database: Database,
}

impl Postgres {
    pub fn new(world: &'static World, people: &[Person], url: &str) -> anyhow::Result<Self> {
        let database = Database::new(url)?;
        let mut client = database.connect()?;
        client.batch_execute(SCHEMA)?;
        let order = ordered(people);
        copy_candidates(&mut client, world, &order)?;
        copy_skills(&mut client, &order)?;
        client.batch_execute(INDEXES)?;
        client.batch_execute("VACUUM ANALYZE cand")?;
        client.batch_execute("VACUUM ANALYZE held")?;
        Ok(Self { world, client, _database: database })
    }
}

fn copy_candidates(client: &mut Client, world: &World, order: &[&Person]) -> anyhow::Result<()> {
    let mut copy = client.copy_in("COPY cand FROM STDIN")?;
    for (n, one) in order.iter().enumerate() {
        let floor = one.floor.map_or_else(|| "\\N".to_owned(), |floor| floor.to_string());
        let trade = |at: usize| {
            let found = one.occupations.get(at);
            found.map_or_else(|| "\\N\t0".to_owned(), |one| format!("{}\t{}", one.trade, one.years))
        };
        let places: Vec<_> = worths(world, one).iter().map(u16::to_string).collect();
        let [a, b, c, d] = one.rungs;
        writeln!(
            copy,
            "{n}\t{}\t{}\t{}\t{}\t{floor}\t{}\t{a}\t{b}\t{c}\t{d}\t{}\t{}\t{}\t{}\t{{{}}}",
            one.number,
            u8::from(one.matchable),
            one.region,
            u8::from(one.hourly),
            one.from_day,
            one.licences,
            one.certificates,
            trade(0),
            trade(1),
            places.join(",")
        )?;
    }
    copy.finish()?;
    Ok(())
}

fn copy_skills(client: &mut Client, order: &[&Person]) -> anyhow::Result<()> {
    let mut rows: Vec<_> = order
        .iter()
        .enumerate()
        .flat_map(|(n, one)| one.skills.iter().map(move |held| (held.skill, n, held)))
        .collect();
    rows.sort_unstable_by_key(|row| (row.0, row.1));
    let mut copy = client.copy_in("COPY held FROM STDIN")?;
    for (skill, n, held) in rows {
        let trust = TRUST[usize::from(held.evidence)];
        writeln!(copy, "{skill}\t{n}\t{}\t{}\t{trust}", held.level, held.years)?;
    }
    copy.finish()?;
    Ok(())
}

/// The rows of a statement whose columns are a number and a total.
pub fn answer(client: &mut Client, statement: &str) -> anyhow::Result<Answer> {
    let mut answer = Vec::new();
    for message in client.simple_query(statement)? {
        if let SimpleQueryMessage::Row(row) = message {
            let number = |column| row.get(column).context("two columns that are never null");
            answer.push((number(1)?.parse()?, number(0)?.parse()?));
        }
    }
    Ok(answer)
}

impl Contender for Postgres {
    fn name(&self) -> &'static str {
        "postgres"
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (world, job) = (self.world, &question.job);
        let found = answer(&mut self.client, &DIALECT.question(world, job))?;
        let sure = job.wanted.iter().any(|one| one.must)
            || found.get(TOP - 1).is_some_and(|last| last.0 > most_without_skills());
        if sure { Ok(found) } else { answer(&mut self.client, &DIALECT.everybody(world, job)) }
    }
}
