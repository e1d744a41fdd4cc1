//! How far the reading of waiting texts has come.

use uuid::Uuid;

/// How far the look through all records with waiting texts has come.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::app) struct ResolveProgress {
    /// The edition that it looks with, by number, and whether that was indexed; `None` before the first.
    pub(in crate::app) edition: Option<(i64, bool)>,
    /// The last record that it has seen; `None` at its end.
    pub(in crate::app) after: Option<Uuid>,
}
