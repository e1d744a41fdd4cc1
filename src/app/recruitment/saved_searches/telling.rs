//! Tells of what saved searches have found where that is due once a day or a week: once, however many servers there are.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::checked::{note, touched},
    },
    domain::{
        access::actor::Actor,
        recruitment::saved_search::{SavedSearchBody, SavedSearchStatus},
        resource::id::Id,
    },
    store::{records::Stored, recruitment::saved_search_matches, tx::Tx},
};

/// Saved searches that are told of in one transaction.
const PAGE: usize = 50;

impl App {
    /// Tells of some of the digests that are due. Returns whether there may be more.
    pub(in crate::app) fn tell_digests(&self) -> Result<bool, AppError> {
        let now = self.now();
        let due = self.store.read(|conn| saved_search_matches::untold(conn, now, PAGE))?;
        let more = due.len() == PAGE;
        if due.is_empty() {
            return Ok(false);
        }
        self.writer.run(move |tx| due.into_iter().try_for_each(|search| tell(tx, search, now)))?;
        Ok(more)
    }
}

fn tell(tx: &mut Tx<'_>, search: Uuid, now: DateTime<Utc>) -> Result<(), AppError> {
    let found = SavedSearchBody::find(tx.conn(), Actor::System.reach(), Id::new(search))?;
    let Some(search) = found.filter(|one| one.status == SavedSearchStatus::Active) else {
        return Ok(());
    };
    if saved_search_matches::tell(tx, search.id.0, now)? > 0 {
        tx.log(touched(&search, note(&Actor::System, "digest", None, now)));
    }
    Ok(())
}
