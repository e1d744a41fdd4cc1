//! Forgets jobs that ended long ago, and removes what was deleted.

use chrono::Duration;

use crate::{
    app::{App, error::AppError},
    domain::{access::actor::Actor, job::JobKind},
    store::jobs::{purge, records},
};

/// Jobs of a kind that one sweep deletes at most.
const SWEPT: i64 = 1_000;

impl App {
    /// Deletes the jobs of a kind that ended long ago. Returns how many.
    pub(super) fn forget_jobs<J: JobKind>(&self) -> Result<usize, AppError> {
        let before = self.now() - Duration::days(J::DAYS_KEPT);
        let old = self.store.read(|conn| records::ended_before::<J>(conn, before, SWEPT))?;
        let count = old.len();
        for job in old {
            match self.delete_job(&Actor::System, job) {
                Ok(()) | Err(AppError::Outdated) => {} // another server swept it
                Err(error) => return Err(error),
            }
        }
        Ok(count)
    }

    /// Removes a slice of a job that was deleted. `false` if nothing is left of any.
    pub(in crate::app) fn purge_jobs(&self) -> Result<bool, AppError> {
        if !self.store.read(purge::is_due)? {
            return Ok(false);
        }
        self.writer.run(|tx| Ok::<_, AppError>(purge::purge(tx)? > 0))
    }
}
