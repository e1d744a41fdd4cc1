//! The vacancies in SQL. A candidate's skills lead to the vacancies whose rarest `must` they meet, or to those without
//! one that they answer; only of these, as far as they pass the other rules, the skills are added up.

use std::io::Write as _;

use postgres::Client;
use rusqlite::{Connection, params_from_iter};

use crate::{
    contender::{Answer, TOP},
    people::{Job, Person, Wanted},
    plain::{TRUST, trades, weight, weights, wish},
    postgresql::{self, Database},
    sqlite,
    tantivy::most_without_skills,
    world::World,
};

const JOBS: &str = "job (id integer PRIMARY KEY, place integer, pay integer, latest integer, licences integer,
    certificates integer, regions integer, preferred integer, trade integer, whole integer, musts integer,
    russian integer, better integer)";
/// What each skill is for a vacancy.
const ANSWERS: &str =
    "answer (job integer, skill integer, req integer, percent integer, lvl integer, yrs integer,
    weight integer, must integer, PRIMARY KEY (job, skill, req))";
/// The vacancies that a skill opens, from a level and from years on.
const KEYS: &str =
    "opens (skill integer, job integer, lvl integer, yrs integer, PRIMARY KEY (skill, job))";

/// The rows of the tables, in the order of their columns.
struct Rows {
    jobs: Vec<[i64; 13]>,
    answers: Vec<[i64; 8]>,
    keys: Vec<[i64; 4]>,
}

impl Rows {
    fn of(world: &World, jobs: &[Job]) -> Self {
        let mut answers: Vec<_> = jobs.iter().flat_map(|job| answers(world, job)).collect();
        answers.sort_unstable();
        let mut keys: Vec<_> = jobs.iter().flat_map(|job| keys(world, job)).collect();
        keys.sort_unstable();
        keys.dedup_by_key(|key| [key[0], key[1]]);
        Self { jobs: jobs.iter().map(|one| row(world, one)).collect(), answers, keys }
    }
}

fn row(world: &World, job: &Job) -> [i64; 13] {
    let set = |list: &[u8]| list.iter().fold(0i64, |all, one| all | 1 << one);
    let rung = |must: bool| {
        let found = job.tongues.iter().find(|tongue| tongue.2 == must);
        found.map_or(0, |tongue| i64::from(tongue.1))
    };
    [
        job.number.into(),
        job.place.into(),
        job.pay.into(),
        (job.start_day + job.grace).into(),
        job.licences.into(),
        job.certificates.into(),
        set(&job.regions),
        set(&job.preferred_regions),
        job.trade.into(),
        job.wanted.iter().map(|one| i64::from(weight(world, one))).sum(),
        job.wanted.iter().filter(|one| one.must).count() as i64,
        rung(true),
        rung(false),
    ]
}

fn answers<'a>(world: &'a World, job: &'a Job) -> impl Iterator<Item = [i64; 8]> {
    job.wanted.iter().enumerate().flat_map(move |(at, one)| {
        world.accepts[usize::from(one.skill)].iter().map(move |(skill, related)| {
            [
                job.number.into(),
                (*skill).into(),
                at as i64,
                if *related { 50 } else { 100 },
                one.level.into(),
                one.years.into(),
                weight(world, one).into(),
                one.must.into(),
            ]
        })
    })
}

/// The skills that meet the rarest `must`; without any, all that answer something.
fn keys(world: &World, job: &Job) -> Vec<[i64; 4]> {
    let accepts = |one: &Wanted| world.accepts[usize::from(one.skill)].iter();
    let rarity = |one: &&Wanted| world.rarity[usize::from(one.skill)];
    match job.wanted.iter().filter(|one| one.must).max_by_key(rarity) {
        Some(must) => {
            let those = accepts(must).filter(|(_, related)| !related);
            let key = |(skill, _): &(u16, bool)| {
                [i64::from(*skill), job.number.into(), must.level.into(), must.years.into()]
            };
            those.map(key).collect()
        }
        None => {
            let those = job.wanted.iter().flat_map(accepts);
            those.map(|(skill, _)| [i64::from(*skill), job.number.into(), 0, 0]).collect()
        }
    }
}

/// The statement that answers a candidate: number and total, best first. With `everybody` also the vacancies for which
/// the candidate has no skill at all.
fn question(world: &World, least: &str, person: &Person, everybody: bool) -> String {
    let values = |rows: Vec<String>| rows.join(",");
    let held = person.skills.iter().map(|one| {
        let trust = TRUST[usize::from(one.evidence)];
        format!("({},{},{},{trust})", one.skill, one.level, one.years)
    });
    let never = person.never.iter().fold(0, |set, place| set | 1u64 << place);
    let worth = |place| wish(world, &person.ranked, never, person.elsewhere, place);
    let places = (0..world.places.len() as u8)
        .filter_map(|place| worth(place).map(|worth| format!("({place},{worth})")));
    let practised = || person.occupations.iter().map(|one| (one.trade, one.years));
    let trades = (0..world.trades.len() as u16)
        .map(|trade| (trade, trades(world, weights(), trade, practised())))
        .filter(|one| one.1 > 0 || one.0 == 0)
        .map(|(trade, worth)| format!("({trade},{worth})"));
    let (w, russian) = (weights(), person.rungs[0]);
    let pay = person.floor.map_or_else(
        || "1000".to_owned(),
        |floor| format!("{least}((j.pay - {floor}) * 10000 / ({floor} * 3), 1000)"),
    );
    let shown = "SELECT DISTINCT o.job FROM h CROSS JOIN opens o \
                 WHERE o.skill = h.skill AND h.lvl >= o.lvl AND h.yrs >= o.yrs";
    let (shown, join) =
        if everybody { ("SELECT id AS job FROM job", "LEFT JOIN") } else { (shown, "JOIN") };
    format!(
        "WITH h(skill, lvl, yrs, trust) AS (VALUES {}), p(place, worth) AS (VALUES {}), t(trade, worth) AS (VALUES {}), \
         shown AS MATERIALIZED ({shown}), \
         able AS MATERIALIZED (SELECT j.id, j.whole, j.musts, COALESCE(t.worth, 0) \
         + {} * {least}(p.worth + CASE WHEN (j.preferred & {region}) <> 0 THEN 100 ELSE 0 END, 1000) \
         + {} * CASE WHEN j.better = 0 THEN 1000 ELSE 1000 * {least}({russian}, j.better) / j.better END \
         + {} * {pay} AS rest \
         FROM shown CROSS JOIN job j JOIN p ON p.place = j.place LEFT JOIN t ON t.trade = j.trade \
         WHERE j.id = shown.job AND j.pay >= {} AND j.latest >= {} AND (j.licences & {}) = 0 \
         AND (j.certificates & {}) = 0 AND (j.regions = 0 OR (j.regions & {region}) <> 0) AND j.russian <= {russian}), \
         best AS (SELECT a.job, a.req, a.weight, a.must, able.rest, able.whole, able.musts, \
         MAX({least}({least}(h.lvl * 1000 / a.lvl, CASE WHEN a.yrs = 0 THEN 1000 ELSE h.yrs * 1000 / a.yrs END), 1000) \
         * h.trust * a.percent / 10000) AS credit, \
         MAX(CASE WHEN a.percent = 100 AND h.lvl >= a.lvl AND h.yrs >= a.yrs THEN 1 ELSE 0 END) AS met \
         FROM able CROSS JOIN answer a {join} h ON h.skill = a.skill WHERE a.job = able.id \
         GROUP BY a.job, a.req, a.weight, a.must, able.rest, able.whole, able.musts) \
         SELECT job, ({} * (SUM(weight * COALESCE(credit, 0)) / whole) + rest) / 10 AS total \
         FROM best GROUP BY job, rest, whole, musts HAVING SUM(must * met) = musts \
         ORDER BY 2 DESC, 1 LIMIT 20",
        values(held.collect()),
        values(places.collect()),
        values(trades.collect()),
        w[2],
        w[3],
        w[5],
        person.floor.unwrap_or(0),
        person.from_day,
        !person.licences,
        !person.certificates & i32::MAX as u32,
        w[0],
        region = 1u32 << person.region,
    )
}

/// Asks, and once more of all vacancies if the twentieth could be one without any of the skills.
fn asked(
    world: &World,
    least: &str,
    person: &Person,
    mut ask: impl FnMut(&str) -> anyhow::Result<Answer>,
) -> anyhow::Result<Answer> {
    let nowhere = !person.elsewhere && person.ranked.is_empty();
    let never_paid = person.hourly && person.floor.is_some(); // every made vacancy pays by the month
    if !person.matchable || nowhere || never_paid {
        return Ok(Vec::new());
    }
    let few =
        |answer: &Answer| answer.get(TOP - 1).is_none_or(|last| last.0 <= most_without_skills());
    let answer = if person.skills.is_empty() {
        Vec::new()
    } else {
        ask(&question(world, least, person, false))?
    };
    if few(&answer) { ask(&question(world, least, person, true)) } else { Ok(answer) }
}

/// The vacancies in SQLite in this process.
pub struct Sqlite {
    world: &'static World,
    db: Connection,
}

impl Sqlite {
    pub fn new(world: &'static World, jobs: &[Job]) -> anyhow::Result<Self> {
        let (db, rows) = (Connection::open_in_memory()?, Rows::of(world, jobs));
        db.execute_batch(&format!(
            "{}; CREATE TABLE {JOBS} STRICT; CREATE TABLE {ANSWERS} STRICT, WITHOUT ROWID; \
             CREATE TABLE {KEYS} STRICT, WITHOUT ROWID; BEGIN",
            sqlite::SETTINGS
        ))?;
        insert(&db, "job", &rows.jobs)?;
        insert(&db, "answer", &rows.answers)?;
        insert(&db, "opens", &rows.keys)?;
        db.execute_batch("COMMIT; ANALYZE")?;
        Ok(Self { world, db })
    }

    pub fn ask(&self, person: &Person) -> anyhow::Result<Answer> {
        asked(self.world, "MIN", person, |statement| sqlite::answer(&self.db, statement))
    }
}

fn insert<const N: usize>(db: &Connection, table: &str, rows: &[[i64; N]]) -> anyhow::Result<()> {
    let marks = ["?"; N].join(",");
    let mut insert = db.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?;
    for row in rows {
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}

/// The vacancies in PostgreSQL.
pub struct Postgres {
    world: &'static World,
    client: Client,
    _database: Database,
}

impl Postgres {
    pub fn new(world: &'static World, jobs: &[Job], url: &str) -> anyhow::Result<Self> {
        let (database, rows) = (Database::new(url)?, Rows::of(world, jobs));
        let mut client = database.connect()?;
        client.batch_execute(&format!(
            "CREATE UNLOGGED TABLE {JOBS}; CREATE UNLOGGED TABLE {}; CREATE UNLOGGED TABLE {}",
            ANSWERS
                .replace("skill, req))", "skill, req) INCLUDE (percent, lvl, yrs, weight, must))"),
            KEYS.replace("skill, job))", "skill, job) INCLUDE (lvl, yrs))")
        ))?;
        copy(&mut client, "job", &rows.jobs)?;
        copy(&mut client, "answer", &rows.answers)?;
        copy(&mut client, "opens", &rows.keys)?;
        for table in ["job", "answer", "opens"] {
            client.batch_execute(&format!("VACUUM ANALYZE {table}"))?;
        }
        Ok(Self { world, client, _database: database })
    }

    pub fn ask(&mut self, person: &Person) -> anyhow::Result<Answer> {
        let (world, client) = (self.world, &mut self.client);
        asked(world, "LEAST", person, |statement| postgresql::answer(client, statement))
    }
}

fn copy<const N: usize>(client: &mut Client, table: &str, rows: &[[i64; N]]) -> anyhow::Result<()> {
    let mut copy = client.copy_in(&format!("COPY {table} FROM STDIN"))?;
    for row in rows {
        writeln!(copy, "{}", row.map(|one| one.to_string()).join("\t"))?;
    }
    copy.finish()?;
    Ok(())
}
