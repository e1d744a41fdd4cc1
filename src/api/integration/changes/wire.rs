//! The change feed on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::{
    integration::event::{ChangeEvent, ToldChange},
    resource::RecordKind,
};

/// What of the feed to read.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListChangesQuery {
    /// Only what follows this position; 0 is the beginning.
    #[param(minimum = 0, maximum = 9_007_199_254_740_991_i64, default = 0)]
    pub(super) after: Option<i64>,
    /// Only records of these kinds, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 20, value_type = Option<Vec<RecordKind>>)]
    pub(super) kind: Option<String>,
    /// Changes on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub(super) limit: Option<usize>,
    /// Seconds to wait for something to tell, where there is nothing yet.
    #[param(minimum = 0, maximum = 30, default = 0)]
    pub(super) wait: Option<u64>,
}

/// That a record has changed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ChangeView {
    /// Where the change stands in the feed: later ones have larger positions, not all of which are told to everybody.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    position: i64,
    /// Kind of the record.
    kind: RecordKind,
    /// The record.
    id: Uuid,
    /// The record's version after it.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 3)]
    version: i64,
    /// What became of the record for you.
    event: ChangeEvent,
    /// What was done, as the record's history says it; `null` for those who may not read that.
    #[schema(required, max_length = 40, pattern = "^[a-z_]+$", example = "published")]
    action: Option<String>,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<ToldChange> for ChangeView {
    fn from(told: ToldChange) -> Self {
        let ToldChange { position, kind, record, version, event, action, at } = told;
        Self { position, kind, id: record, version, event, action, at }
    }
}

/// Some of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChangePage {
    /// The changes, oldest first.
    #[schema(max_items = 100)]
    pub(super) items: Vec<ChangeView>,
    /// The position up to which you have been told everything: keep it, and ask for what follows it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    pub(super) position: i64,
    /// Whether there is more already. A page can be empty and have more behind it.
    pub(super) more: bool,
    /// The address of what follows, always there.
    #[schema(max_length = 9000, format = "uri")]
    pub(super) next: String,
}
