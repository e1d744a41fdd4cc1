//! Two backends, chosen by the scheme of the URL, with time-outs that are set and not inherited.

#![expect(
    missing_docs,
    reason = "the derive of MultiConnection makes public items without documentation"
)]

use std::str::FromStr;

use diesel::{
    connection::SimpleConnection,
    prelude::*,
    r2d2::{self, ManageConnection, R2D2Connection},
};

/// An open connection to either backend.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// The backend type that the derive made.
pub(super) type DbMulti = MultiBackend;

/// Runs one expression against whichever connection is inside, for what `MultiConnection` cannot do.
macro_rules! each_backend {
    ($conn:expr, $inner:ident => $run:expr) => {
        match $conn {
            $crate::store::backend::DbConnection::Postgres($inner) => $run,
            $crate::store::backend::DbConnection::Sqlite($inner) => $run,
        }
    };
}
pub(super) use each_backend;

/// Inserts rows that are given by reference. To PostgreSQL one way and back is what costs; in SQLite preparing does, and
/// a statement of one row is prepared once.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            $crate::store::backend::DbConnection::Postgres(conn) => {
                if !$rows.is_empty() {
                    diesel::insert_into($table).values($rows.to_vec()).execute(conn)?;
                }
            }
            $crate::store::backend::DbConnection::Sqlite(conn) => {
                for row in $rows.iter().copied() {
                    diesel::insert_into($table).values(row).execute(conn)?;
                }
            }
        }
    };
}
pub(super) use insert_rows;

/// The lock time-out comes first: switching to WAL needs the lock. It is shorter than a request, so that who waits for a
/// lock is told whether it came to be. FULL, because an acknowledged write must survive.
const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout = 2500; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; \
    PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON;";

const POSTGRES_SETTINGS: &str = "SET statement_timeout = '3s'; SET lock_timeout = '2s'; \
    SET idle_in_transaction_session_timeout = '10s'; SET timezone = 'UTC'; SET client_min_messages = 'warning';";

/// Only the server writes, and before the walls it sees all.
const POSTGRES_WRITES: &str = "SET koprik.reader = 'server'";

/// What libpq would otherwise wait hours for: seconds, but `tcp_user_timeout` in milliseconds.
const POSTGRES_TIMEOUTS: [(&str, &str); 5] = [
    ("connect_timeout", "2"),
    ("tcp_user_timeout", "4000"),
    ("keepalives_idle", "5"),
    ("keepalives_interval", "1"),
    ("keepalives_count", "3"),
];

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reading only; SQLite then refuses writes.
    Read,
    /// Writing.
    Write,
}

/// The backend that a database URL names.
#[derive(Clone, PartialEq, Eq)]
pub enum Backend {
    /// `postgres://…`
    Postgres {
        /// The URL, which may hold a password.
        url: String,
    },
    /// `sqlite://<path>`
    Sqlite {
        /// Path of the database file.
        path: String,
    },
}

/// The URL names no backend.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the database URL must begin with sqlite:// or postgres://")]
pub struct UnknownScheme;

impl FromStr for Backend {
    type Err = UnknownScheme;

    fn from_str(url: &str) -> Result<Self, UnknownScheme> {
        match url.split_once("://") {
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres { url: with_timeouts(url) }),
            Some(("sqlite", path)) if !path.is_empty() => {
                Ok(Self::Sqlite { path: path.to_owned() })
            }
            _ => Err(UnknownScheme),
        }
    }
}

impl std::fmt::Debug for Backend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Postgres { .. } => f.write_str("PostgreSQL"),
            Self::Sqlite { path } => write!(f, "SQLite at {path}"),
        }
    }
}

fn with_timeouts(url: &str) -> String {
    let mut url = url.to_owned();
    for (name, value) in POSTGRES_TIMEOUTS {
        if !url.contains(name) {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(name);
            url.push('=');
            url.push_str(value);
        }
    }
    url
}

impl Backend {
    /// The file of an embedded database, if it is not there.
    pub fn missing_file(&self) -> Option<&str> {
        match self {
            Self::Sqlite { path } if !std::path::Path::new(path).exists() => Some(path),
            _ => None,
        }
    }

    /// Opens a connection.
    pub(super) fn open(&self, purpose: Purpose) -> Result<DbConnection, r2d2::Error> {
        match self {
            Self::Postgres { url } => {
                let mut conn = PgConnection::establish(url)?;
                conn.batch_execute(POSTGRES_SETTINGS).map_err(r2d2::Error::QueryError)?;
                conn.batch_execute(match purpose {
                    Purpose::Read => "SET default_transaction_read_only = on",
                    Purpose::Write => POSTGRES_WRITES,
                })
                .map_err(r2d2::Error::QueryError)?;
                Ok(DbConnection::Postgres(conn))
            }
            Self::Sqlite { path } => {
                let mut conn = SqliteConnection::establish(path)?;
                conn.batch_execute(SQLITE_PRAGMAS).map_err(r2d2::Error::QueryError)?;
                if purpose == Purpose::Read {
                    conn.batch_execute("PRAGMA query_only = ON")
                        .map_err(r2d2::Error::QueryError)?;
                }
                Ok(DbConnection::Sqlite(conn))
            }
        }
    }
}

/// The readers' connection manager.
#[derive(Debug, Clone)]
pub(super) struct Readers(pub(super) Backend);

impl ManageConnection for Readers {
    type Connection = DbConnection;
    type Error = r2d2::Error;

    fn connect(&self) -> Result<DbConnection, r2d2::Error> {
        self.0.open(Purpose::Read)
    }

    fn is_valid(&self, conn: &mut DbConnection) -> Result<(), r2d2::Error> {
        match conn {
            DbConnection::Postgres(conn) => conn.ping().map_err(r2d2::Error::QueryError),
            DbConnection::Sqlite(_) => Ok(()), // a file does not go away between two requests
        }
    }

    fn has_broken(&self, conn: &mut DbConnection) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_picks_the_backend() {
        assert!(matches!("sqlite://x.db".parse(), Ok(Backend::Sqlite { path }) if path == "x.db"));
        assert!(
            matches!("postgres://h/d".parse(), Ok(Backend::Postgres { url }) if url.contains("connect_timeout=2"))
        );
        assert_eq!("postgresql:typo".parse::<Backend>(), Err(UnknownScheme));
    }

    #[test]
    fn a_password_does_not_print() {
        let backend: Backend = "postgres://koprik:hunter2@db/koprik".parse().unwrap();
        assert!(!format!("{backend:?}").contains("hunter2"));
    }
}
