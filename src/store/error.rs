//! What can go wrong in the store.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

use crate::store::constraint::Constraint;

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or is too slow, now.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A unique value is taken.
    #[error("a unique value is taken: {0:?}")]
    Taken(Constraint),
    /// A row points to a row that does not exist; SQLite does not say by which foreign key.
    #[error("a row points to nothing: {0:?}")]
    DanglingReference(Option<Constraint>),
    /// A row breaks a check.
    #[error("a row breaks a check: {0:?}")]
    Unfit(Constraint),
    /// A row does not hold what it must.
    #[error(
        "the row {id} of {table} is corrupt ({why}): mend or delete it in the database, with a backup at hand"
    )]
    CorruptRow {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
        /// What is wrong.
        why: String,
    },
    /// The rows of a table cannot be read from some place on.
    #[error("the rows of {table} after {after} cannot be read ({why}): restore a backup")]
    CorruptTable {
        /// The table.
        table: &'static str,
        /// The last row that can be read, nil if the first cannot.
        after: Uuid,
        /// What the database says.
        why: String,
    },
    /// The schema has had migrations that this release does not know.
    #[error(
        "the database is of a newer release: it has had migrations that this one does not know ({0}): run that release, \
         or restore a backup from before it"
    )]
    Newer(String),
    /// The job was given up before its commit: it waited too long, its connection broke, or the server stops.
    #[error("nothing was written")]
    NotWritten,
    /// The connection broke while it committed, so nobody knows whether the job was kept.
    #[error("whether it was written is not known")]
    OutcomeUnknown,
    /// The job panicked, and nothing of it was kept.
    #[error("the job panicked")]
    Panicked,
    /// A copy cannot be made, or is not whole.
    #[error("the backup failed: {0}")]
    Backup(String),
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
                let constraint = Constraint::of(info.constraint_name(), info.message());
                match (kind, constraint) {
                    (DatabaseErrorKind::UniqueViolation, Some(constraint)) => {
                        Self::Taken(constraint)
                    }
                    // A trigger has no kind of its own, but names the rule that it keeps.
                    (
                        DatabaseErrorKind::CheckViolation | DatabaseErrorKind::Unknown,
                        Some(constraint),
                    ) => Self::Unfit(constraint),
                    (DatabaseErrorKind::ForeignKeyViolation, constraint) => {
                        Self::DanglingReference(constraint)
                    }
                    _ if passes(kind, info.message()) => {
                        Self::Unavailable(info.message().to_owned())
                    }
                    _ => Self::Database(DieselError::DatabaseError(kind, info)),
                }
            }
            DieselError::BrokenTransactionManager => Self::Unavailable(error.to_string()),
            other => Self::Database(other),
        }
    }
}

impl StoreError {
    /// Whether it stays until somebody mends the database, so that trying again is in vain.
    pub fn lasts(&self) -> bool {
        matches!(self, Self::CorruptRow { .. } | Self::CorruptTable { .. } | Self::Newer(_))
    }

    /// An error of reading the rows of a table after `after`; what passes by itself stays what it is.
    pub(super) fn of_rows(self, table: &'static str, after: Option<Uuid>) -> Self {
        match self {
            Self::Database(why) => {
                let after = after.unwrap_or_default();
                Self::CorruptTable { table, after, why: why.to_string() }
            }
            passing => passing,
        }
    }
}

/// Whether it passes by itself.
fn passes(kind: DatabaseErrorKind, message: &str) -> bool {
    use DatabaseErrorKind::{ClosedConnection, SerializationFailure, UnableToSendCommand};
    matches!(kind, ClosedConnection | SerializationFailure | UnableToSendCommand)
        || passing(message)
}

/// Whether a message of the database tells of what passes by itself: Diesel has no kind for some of that.
pub(super) fn passing(message: &str) -> bool {
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
