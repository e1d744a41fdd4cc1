//! What somebody is told of a change.

use chrono::{DateTime, Utc};
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

/// A change as somebody is told of it: thin, since what the record says is decided when it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldChange {
    /// Its number in the log.
    pub position: i64,
    /// Kind of the record.
    pub kind: RecordKind,
    /// The record.
    pub record: Uuid,
    /// The record's version after it.
    pub version: i64,
    /// What became of the record.
    pub event: ChangeEvent,
    /// The verb of the log, such as `create` or `published`, for those who may read the record's history.
    pub action: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}
