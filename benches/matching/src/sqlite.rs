//! SQLite in this process: tables without a rowid, clustered by skill.

use anyhow::Context;
use rusqlite::{Connection, params};

use crate::{
    contender::{Answer, Contender, Question, TOP},
    people::Person,
    plain::TRUST,
    sql::{Dialect, ordered, worths},
    tantivy::most_without_skills,
    world::World,
};

const DIALECT: Dialect = Dialect {
    least: "MIN",
    greatest: "MAX",
    worth: |place| format!("(unicode(substr(c.places, {}, 1)) - 1)", place + 1),
};

/// For a database in memory.
pub const SETTINGS: &str = "
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY";

const SCHEMA: &str = "
    CREATE TABLE cand (n INTEGER PRIMARY KEY, id INTEGER, matchable INTEGER, region INTEGER, hourly INTEGER,
        floor INTEGER, from_day INTEGER, tongue0 INTEGER, tongue1 INTEGER, tongue2 INTEGER, tongue3 INTEGER,
        licences INTEGER, certificates INTEGER, trade0 INTEGER, years0 INTEGER, trade1 INTEGER, years1 INTEGER,
        places TEXT) STRICT;
    CREATE TABLE held (skill INTEGER, cand INTEGER, lvl INTEGER, yrs INTEGER, trust INTEGER,
        PRIMARY KEY (skill, cand)) STRICT, WITHOUT ROWID;
    BEGIN;";

/// The candidates in SQLite.
pub struct Sqlite {
    world: &'static World,
    db: Connection,
}

impl Sqlite {
    pub fn new(world: &'static World, people: &[Person]) -> anyhow::Result<Self> {
        let db = Connection::open_in_memory()?;
        db.execute_batch(SETTINGS)?;
        db.execute_batch(SCHEMA)?;
        let order = ordered(people);
        insert_candidates(&db, world, &order)?;
        insert_skills(&db, &order)?;
        db.execute_batch("COMMIT; ANALYZE;")?;
        Ok(Self { world, db })
    }
}

/// The rows of a statement whose columns are a number and a total.
pub fn answer(db: &Connection, statement: &str) -> anyhow::Result<Answer> {
    let mut statement = db.prepare(statement)?;
    let rows = statement.query_map([], |row| Ok((row.get(1)?, row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn insert_candidates(db: &Connection, world: &World, order: &[&Person]) -> anyhow::Result<()> {
    let marks = vec!["?"; 18].join(",");
    let mut insert = db.prepare(&format!("INSERT INTO cand VALUES ({marks})"))?;
    for (n, one) in order.iter().enumerate() {
        let places =
            worths(world, one).into_iter().map(|worth| char::from_u32(u32::from(worth) + 1));
        let places: String = places.collect::<Option<_>>().context("1001 is a character")?;
        let trade = |at: usize| one.occupations.get(at).map(|one| (one.trade, one.years)).unzip();
        let (first, second) = (trade(0), trade(1));
        insert.execute(params![
            n as i64,
            one.number,
            one.matchable,
            one.region,
            one.hourly,
            one.floor,
            one.from_day,
            one.rungs[0],
            one.rungs[1],
            one.rungs[2],
            one.rungs[3],
            one.licences,
            one.certificates,
            first.0,
            first.1.unwrap_or(0),
            second.0,
            second.1.unwrap_or(0),
            places
        ])?;
    }
    Ok(())
}

fn insert_skills(db: &Connection, order: &[&Person]) -> anyhow::Result<()> {
    let mut rows: Vec<_> = order
        .iter()
        .enumerate()
        .flat_map(|(n, one)| one.skills.iter().map(move |held| (held.skill, n as i64, held)))
        .collect();
    rows.sort_unstable_by_key(|row| (row.0, row.1));
    let mut insert = db.prepare("INSERT INTO held VALUES (?,?,?,?,?)")?;
    for (skill, n, held) in rows {
        let trust = TRUST[usize::from(held.evidence)];
        insert.execute(params![skill, n, held.level, held.years, trust])?;
    }
    Ok(())
}

impl Contender for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (world, job) = (self.world, &question.job);
        let found = answer(&self.db, &DIALECT.question(world, job))?;
        let sure = job.wanted.iter().any(|one| one.must)
            || found.get(TOP - 1).is_some_and(|last| last.0 > most_without_skills());
        if sure { Ok(found) } else { answer(&self.db, &DIALECT.everybody(world, job)) }
    }
}
