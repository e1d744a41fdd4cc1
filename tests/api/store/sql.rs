//! SQL on a database of a test, as nobody sends it to the service.

use diesel::{
    connection::SimpleConnection,
    pg::PgConnection,
    prelude::*,
    sql_query,
    sql_types::{Nullable, Text},
    sqlite::SqliteConnection,
};

use uuid::Uuid;

use crate::support::TestApp;

/// A connection of its own.
pub(crate) enum Sql {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<Text>)]
    text: Option<String>,
}

impl Sql {
    pub(crate) fn of(app: &TestApp) -> Self {
        Self::open(&app.database.url)
    }

    pub(crate) fn open(url: &str) -> Self {
        match url.strip_prefix("sqlite://") {
            None => Self::Postgres(PgConnection::establish(url).unwrap()),
            Some(path) => {
                let mut conn = SqliteConnection::establish(path).unwrap();
                conn.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON").unwrap();
                Self::Sqlite(conn)
            }
        }
    }

    /// The right spelling of a value on this database.
    pub(crate) fn either<'a>(&self, postgres: &'a str, sqlite: &'a str) -> &'a str {
        if matches!(self, Self::Postgres(_)) { postgres } else { sqlite }
    }

    /// An id as a value.
    pub(crate) fn id(&self, id: Uuid) -> String {
        self.either("'{}'", "x'{}'").replace("{}", &id.simple().to_string())
    }

    /// Copies a vacancy, but not what the log tells of it.
    pub(crate) fn copy_vacancies(&mut self, id: &str, count: usize) {
        let id = self.id(id.parse().unwrap());
        let new_id = self.either("gen_random_uuid()", "randomblob(16)");
        let copies = format!(
            "INSERT INTO vacancies SELECT {new_id}, owner, NULL, status, version, created_at, updated_at, search, body \
             FROM vacancies, (WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < {count}) \
             SELECT n FROM copy) c WHERE id = {id} AND {count} > 0"
        );
        self.run(&copies).unwrap();
    }

    /// The statement with `:1` to `:9` as ids, `:now` as a moment, and `:then` as one before it.
    fn spelled(&self, statement: &str) -> String {
        let now = self.either("'2026-11-24T08:00:00Z'", "1795507200000000");
        let then = self.either("'2026-11-23T08:00:00Z'", "1795420800000000");
        let statement = statement.replace(":now", now).replace(":then", then);
        (1..=9).fold(statement, |statement, n| {
            let id = format!("{n:032}");
            let value = self.either("'{}'", "x'{}'").replace("{}", &id);
            statement.replace(&format!(":{n}"), &value)
        })
    }

    /// Runs a statement, and gives the number of rows that it changed.
    pub(crate) fn run(&mut self, statement: &str) -> QueryResult<usize> {
        let query = sql_query(self.spelled(statement));
        match self {
            Self::Postgres(conn) => query.execute(conn),
            Self::Sqlite(conn) => query.execute(conn),
        }
    }

    /// The column `text` of what a query finds.
    pub(crate) fn texts(&mut self, query: &str) -> Vec<String> {
        let query = sql_query(self.spelled(query));
        let rows: Vec<Row> = match self {
            Self::Postgres(conn) => query.load(conn),
            Self::Sqlite(conn) => query.load(conn),
        }
        .unwrap();
        rows.into_iter().filter_map(|row| row.text).collect()
    }
}
