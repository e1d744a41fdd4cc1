//! The rows of new candidates written by SQLite alone, without any of our code: what no server over this schema and this
//! disk can exceed, and how much committing together can gain at most.

use std::time::{Duration, Instant};

use anyhow::Context;
use koprik::{
    app::{App, demo, system_clock},
    store::backend::Backend,
};
use rusqlite::{Connection, params_from_iter, types::Value};
use tempfile::TempDir;

/// As the writer sets them.
const PRAGMAS: &str =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -16000";

/// A new SQLite file with the rows of one candidate, of which copies are written.
pub struct Bare {
    conn: Connection,
    candidate: Vec<Value>,
    facets: Vec<Vec<Value>>,
    change: Vec<Value>,
    written: i64,
    _folder: TempDir,
}

impl Bare {
    /// Makes the file.
    pub fn start() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("koprik.db").display().to_string();
        let app = App::open(Backend::Sqlite { path: path.clone() }, system_clock(), None)?;
        app.migrate()?;
        let plan = demo::Plan { vacancies: 1, candidates: 25, seed: 1 };
        demo::fill(&app, &plan, None, &|_, _, _| {})?;
        drop(app);
        let conn = Connection::open(path)?;
        conn.execute_batch(PRAGMAS)?;
        let candidate = rows(&conn, "SELECT * FROM candidates LIMIT 1", &[])?;
        let mut candidate = candidate.into_iter().next().context("there is no candidate")?;
        candidate[2] = Value::Null; // a reference is unique
        let id = std::slice::from_ref(&candidate[0]);
        let facets = rows(&conn, "SELECT * FROM candidate_facets WHERE record = ?", id)?;
        let change = rows(&conn, "SELECT * FROM changes WHERE record = ? LIMIT 1", id)?;
        let change = change.into_iter().next().context("there is no change")?;
        Ok(Self { conn, candidate, facets, change, written: 1 << 40, _folder: folder })
    }

    /// Copies a second, `group` of them in a transaction.
    pub fn rate(&mut self, group: u32, time: Duration) -> anyhow::Result<f64> {
        let (began, mut count) = (Instant::now(), 0);
        while began.elapsed() < time {
            self.write(group)?;
            count += group;
        }
        Ok(f64::from(count) / began.elapsed().as_secs_f64())
    }

    /// Writes a group in the statements and the order of the store.
    fn write(&mut self, group: u32) -> rusqlite::Result<()> {
        let numbers = self.written..self.written + i64::from(group);
        self.written = numbers.end;
        let transaction = self.conn.transaction()?;
        for number in numbers.clone() {
            insert(&transaction, "candidates", &copy(&self.candidate, 0, id(number)))?;
        }
        for facet in &self.facets {
            for number in numbers.clone() {
                insert(&transaction, "candidate_facets", &copy(facet, 2, id(number)))?;
            }
        }
        transaction.prepare_cached("UPDATE head SET n = n + ?")?.execute([group])?;
        for number in numbers {
            let mut change = copy(&self.change, 2, id(number));
            change[0] = Value::Integer(number);
            insert(&transaction, "changes", &change)?;
        }
        transaction.commit()
    }
}

/// Ids ascend, as those of the store do.
fn id(number: i64) -> Value {
    Value::Blob([number.to_be_bytes(), [7; 8]].concat())
}

fn copy(row: &[Value], at: usize, value: Value) -> Vec<Value> {
    let mut row = row.to_vec();
    row[at] = value;
    row
}

fn insert(conn: &Connection, table: &str, row: &[Value]) -> rusqlite::Result<usize> {
    let places = vec!["?"; row.len()].join(", ");
    let sql = format!("INSERT INTO {table} VALUES ({places})");
    conn.prepare_cached(&sql)?.execute(params_from_iter(row))
}

fn rows(conn: &Connection, sql: &str, given: &[Value]) -> rusqlite::Result<Vec<Vec<Value>>> {
    let mut statement = conn.prepare(sql)?;
    let columns = statement.column_count();
    let found = statement.query_map(params_from_iter(given), |row| {
        (0..columns).map(|column| row.get(column)).collect::<Result<Vec<Value>, _>>()
    })?;
    found.collect()
}
