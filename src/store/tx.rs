//! The transaction that a job writes in.

use crate::store::{backend::DbConnection, changes::Change, trust::audit::Reading};

/// A transaction that a job writes in.
pub struct Tx<'c> {
    pub(super) conn: &'c mut DbConnection,
    pub(super) changes: Vec<Change>,
    pub(super) readings: Vec<Reading>,
}

impl Tx<'_> {
    /// The connection, to read what the job needs.
    pub fn conn(&mut self) -> &mut DbConnection {
        self.conn
    }

    /// Enters a change into the log, to be numbered when the batch commits.
    pub fn log(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Enters a reading into the audit, to be numbered when the batch commits.
    pub fn read(&mut self, reading: Reading) {
        self.readings.push(reading);
    }
}
