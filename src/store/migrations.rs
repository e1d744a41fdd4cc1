//! The schema's history, embedded in the binary; one folder of each name per backend.

use std::{thread::sleep, time::Duration};

use diesel::{RunQueryDsl, connection::SimpleConnection, migration::MigrationSource};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{
    backend::DbConnection,
    error::{StoreError, passing},
};

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// How often a migration is tried that the work of running servers stands in the way of. PostgreSQL ends a wait for a
/// table after two seconds and a deadlock after one, so that the servers do not queue up behind the migration.
const TRIES: u32 = 10;
/// How long the others may go on before the next try.
const PAUSE: Duration = Duration::from_millis(250);

type HarnessError = Box<dyn std::error::Error + Send + Sync>;

/// The harness tells its errors as texts only.
fn failed(error: &HarnessError) -> StoreError {
    let text = error.to_string();
    if passing(&text) { StoreError::Unavailable(text) } else { StoreError::Migration(text) }
}

/// Tries again what failed and passes by itself: of a migration that failed nothing is kept.
fn patiently<T>(mut step: impl FnMut() -> Result<T, HarnessError>) -> Result<T, StoreError> {
    for _ in 1..TRIES {
        match step().map_err(|error| failed(&error)) {
            Err(StoreError::Unavailable(why)) => {
                tracing::warn!("a migration waits for others and is tried again: {why}");
            }
            done => return done,
        }
        sleep(PAUSE);
    }
    step().map_err(|error| failed(&error))
}

/// Lets one server migrate at a time; the others wait, and then find nothing to do. SQLite locks its file by itself.
/// The lock goes with the connection, which is closed after the migration.
fn lock(conn: &mut DbConnection) -> Result<(), StoreError> {
    if let DbConnection::Postgres(conn) = conn {
        conn.batch_execute(
            "SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(60271984); \
             SET lock_timeout = '2s'",
        )?;
    }
    Ok(())
}

/// Refuses a database that has had migrations which this release does not know: it is of a newer one.
fn refuse_newer(conn: &mut DbConnection) -> Result<(), StoreError> {
    let known = known(conn)?;
    let unknown: Vec<String> =
        applied(conn)?.into_iter().filter(|ran| !known.contains(ran)).collect();
    if unknown.is_empty() { Ok(()) } else { Err(StoreError::Newer(unknown.join(", "))) }
}

/// Runs what has not run, and returns the names of what ran.
pub(super) fn run(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    lock(conn)?;
    if pending(conn)? == 0 {
        return Ok(Vec::new()); // who may not migrate need not
    }
    let mut ran = Vec::new();
    while pending(conn)? > 0 {
        ran.push(patiently(|| run_next(conn))?);
    }
    Ok(ran)
}

fn run_next(conn: &mut DbConnection) -> Result<String, HarnessError> {
    let ran = match conn {
        DbConnection::Postgres(conn) => conn.run_next_migration(POSTGRES),
        DbConnection::Sqlite(conn) => conn.run_next_migration(SQLITE),
    };
    ran.map(|version| version.to_string())
}

/// Takes the newest `steps` migrations back, and returns their names.
pub(super) fn revert(conn: &mut DbConnection, steps: usize) -> Result<Vec<String>, StoreError> {
    refuse_newer(conn)?;
    (0..steps).map(|_| patiently(|| revert_last(conn))).collect()
}

fn revert_last(conn: &mut DbConnection) -> Result<String, HarnessError> {
    let reverted = match conn {
        DbConnection::Postgres(conn) => conn.revert_last_migration(POSTGRES),
        DbConnection::Sqlite(conn) => conn.revert_last_migration(SQLITE),
    };
    reverted.map(|version| version.to_string())
}

/// Whether the newest migration has run.
pub(super) fn is_current(conn: &mut DbConnection) -> Result<bool, StoreError> {
    let newest = newest(conn)?;
    let ran: Vec<Version> = diesel::sql_query(
        "SELECT version FROM __diesel_schema_migrations ORDER BY version DESC LIMIT 1",
    )
    .load(conn)?;
    Ok(ran.first().is_some_and(|ran| ran.version >= newest))
}

#[derive(diesel::QueryableByName)]
struct Version {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// The newest version that this program has.
fn newest(conn: &DbConnection) -> Result<String, StoreError> {
    Ok(known(conn)?.into_iter().max().unwrap_or_default())
}

/// The versions that this program has.
fn known(conn: &DbConnection) -> Result<Vec<String>, StoreError> {
    let versions: Result<Vec<String>, HarnessError> = match conn {
        DbConnection::Postgres(_) => MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES)
            .map(|all| all.iter().map(|one| one.name().version().to_string()).collect()),
        DbConnection::Sqlite(_) => MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE)
            .map(|all| all.iter().map(|one| one.name().version().to_string()).collect()),
    };
    versions.map_err(|error| failed(&error))
}

/// The versions that have run. The harness would make its table to look, and not every role may.
fn applied(conn: &mut DbConnection) -> Result<Vec<String>, StoreError> {
    let there = match conn {
        DbConnection::Postgres(_) => {
            "SELECT tablename::text AS version FROM pg_tables WHERE tablename = '__diesel_schema_migrations' \
             AND schemaname = ANY (current_schemas(false))"
        }
        DbConnection::Sqlite(_) => {
            "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'"
        }
    };
    let there: Vec<Version> = diesel::sql_query(there).load(conn)?;
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let ran: Vec<Version> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations").load(conn)?;
    Ok(ran.into_iter().map(|ran| ran.version).collect())
}

/// How many migrations have run.
pub(super) fn ran(conn: &mut DbConnection) -> Result<usize, StoreError> {
    Ok(applied(conn)?.len())
}

/// How many migrations have not run.
pub(super) fn pending(conn: &mut DbConnection) -> Result<usize, StoreError> {
    refuse_newer(conn)?;
    let ran = applied(conn)?;
    Ok(known(conn)?.iter().filter(|known| !ran.contains(known)).count())
}
