//! What a saved search has found.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::recruitment::saved_search::{Rhythm, SavedSearch};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundRecord {
    /// A candidate, for an employer.
    Candidate(Uuid),
    /// A vacancy, for an agency.
    Vacancy(Uuid),
}

/// Something that a saved search has found: once, whatever becomes of it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedSearchMatch {
    /// Its id: those found later have larger ones.
    pub id: Uuid,
    /// The search.
    pub search: Uuid,
    /// What it found.
    pub found: FoundRecord,
    /// The score when it was found, in basis points, 0 to 10,000.
    pub score: u16,
    /// When.
    pub found_at: DateTime<Utc>,
    /// From when it is told.
    pub due: DateTime<Utc>,
    /// When it was told, if it was.
    pub told_at: Option<DateTime<Utc>>,
}

impl SavedSearchMatch {
    /// What a search finds at a moment. Where it tells at once, this is told by that.
    pub fn new(search: &SavedSearch, found: FoundRecord, score: u16, now: DateTime<Utc>) -> Self {
        let told_at = (search.body.rhythm == Rhythm::AtOnce).then_some(now);
        let due = search.body.due(now);
        Self { id: Uuid::now_v7(), search: search.id.0, found, score, found_at: now, due, told_at }
    }
}
