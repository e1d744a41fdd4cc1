//! What there is to know of a reaction.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::error::AppError,
    domain::resource::RecordKind,
    store::{reactions::Cause, tx::Tx},
};

/// What follows when a record enters a state.
///
/// A new reaction begins with the first change of the log. So it asks how the record stands now, and does nothing that
/// has become out of place since.
pub(in crate::app) trait Reaction: Sync {
    /// Its name in the database, which stays as it is.
    fn name(&self) -> &'static str;
    /// The kind of record whose changes it follows.
    fn kind(&self) -> RecordKind;
    /// The states that something follows from.
    fn states(&self) -> Vec<String>;
    /// Brings about a part of it, for the records after `place`. Returns the last record of the part, or `None` when all
    /// is done.
    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError>;
}
