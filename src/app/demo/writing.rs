//! Many records at a time through the one write path.

use chrono::{DateTime, Utc};

use crate::{
    app::{App, error::AppError, resource::checked::note},
    domain::{access::actor::Actor, resource::Record},
    store::{
        StoreError,
        records::{self, Document, NewRecord},
    },
};

/// Records in one job, measured: with more, SQLite walks a longer statement journal; with fewer, commits cost more.
const BATCH: usize = 100;

/// Where records go, the moment they are said to be made at, and who hears of it.
pub(super) struct Writing<'a> {
    pub(super) app: &'a App,
    pub(super) at: DateTime<Utc>,
    pub(super) progress: &'a dyn Fn(&str, usize, usize),
}

impl Writing<'_> {
    /// Makes and stores records `0..total` of a kind.
    pub(super) fn all<R: Document>(
        &self,
        what: &str,
        total: usize,
        make: impl Fn(usize) -> Record<R>,
    ) -> Result<(), AppError> {
        (self.progress)(what, 0, total);
        for first in (0..total).step_by(BATCH) {
            let end = total.min(first + BATCH);
            self.store(&(first..end).map(&make).collect::<Vec<_>>())?;
            (self.progress)(what, end, total);
        }
        Ok(())
    }

    fn store<R: Document>(&self, records: &[Record<R>]) -> Result<(), AppError> {
        let note = note(&Actor::System, "demo", None, self.at);
        let at = self.at;
        let dated =
            |record: &Record<R>| Record { created_at: at, updated_at: at, ..record.clone() };
        let fresh = records.iter().map(|record| NewRecord::of(&dated(record), note.clone()));
        let fresh = fresh.collect::<Result<Vec<NewRecord>, StoreError>>()?;
        self.app.writer.run(move |tx| Ok(records::insert(tx, fresh)?))
    }
}
