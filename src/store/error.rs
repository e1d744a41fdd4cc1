//! What can go wrong in the store.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or is too slow, now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A unique value is taken. The text names the table or constraint.
    #[error("a unique value is taken: {0}")]
    Taken(String),
    /// A row points to a row that does not exist.
    #[error("a row points to nothing: {0}")]
    DanglingReference(String),
    /// A row does not hold what it must.
    #[error("a row of {table} is corrupt: {id}: {why}")]
    CorruptRow {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
        /// What is wrong.
        why: String,
    },
    /// The writer gave no answer, because its connection broke before this job ran, or the server stops.
    #[error("the writer gave no answer")]
    NoAnswer,
    /// The job panicked, and nothing of it was kept.
    #[error("the job panicked")]
    Panicked,
    /// A migration failed.
    #[error("a migration failed: {0}")]
    Migration(String),
    /// Anything else that the database said.
    #[error("the database refused: {0}")]
    Database(DieselError),
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::DatabaseError(kind, info) => {
                let message = info.constraint_name().unwrap_or_else(|| info.message()).to_owned();
                match kind {
                    DatabaseErrorKind::UniqueViolation => Self::Taken(message),
                    DatabaseErrorKind::ForeignKeyViolation => Self::DanglingReference(message),
                    DatabaseErrorKind::ClosedConnection
                    | DatabaseErrorKind::UnableToSendCommand
                    | DatabaseErrorKind::SerializationFailure => Self::Unavailable(message),
                    _ if passes(info.message()) => Self::Unavailable(message),
                    _ => Self::Database(DieselError::DatabaseError(kind, info)),
                }
            }
            DieselError::BrokenTransactionManager => Self::Unavailable(error.to_string()),
            other => Self::Database(other),
        }
    }
}

/// Whether the message tells of something that passes by itself: the kinds that Diesel has no name for.
fn passes(message: &str) -> bool {
    const PASSING: [&str; 9] = [
        "database is locked",
        "statement timeout",
        "lock timeout",
        "deadlock detected",
        "terminating connection",
        "server closed the connection",
        "connection to server",
        "could not receive data",
        "no connection to the server",
    ];
    PASSING.iter().any(|text| message.contains(text))
}

impl From<diesel::r2d2::Error> for StoreError {
    fn from(error: diesel::r2d2::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<diesel::r2d2::PoolError> for StoreError {
    fn from(error: diesel::r2d2::PoolError) -> Self {
        Self::Unavailable(error.to_string())
    }
}
