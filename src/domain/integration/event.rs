//! What somebody is told of a change.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{resource::RecordKind, values::words::words};

words! {
    /// What became of a record, for one who keeps a copy.
    ChangeEvent {
        /// It is new or another: read it.
        Changed = "changed",
        /// It is deleted: take it out.
        Deleted = "deleted",
        /// It is public no more: take it out.
        Withdrawn = "withdrawn",
    }
}

/// That a record has changed. It is thin, since what the record says is decided when it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ToldChange {
    /// Where the change stands in the feed: later ones have larger positions, not all of which are told to everybody.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    pub position: i64,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub id: Uuid,
    /// The record's version after it.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 3)]
    pub version: i64,
    /// What became of the record for you.
    pub event: ChangeEvent,
    /// What was done, as the record's history says it; `null` for those who may not read that.
    #[schema(required, max_length = 40, pattern = "^[a-z_]+$", example = "published")]
    pub action: Option<String>,
    /// When.
    #[schema(max_length = 35)]
    pub at: DateTime<Utc>,
}
