//! The change feed on the wire.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::domain::{integration::event::ToldChange, resource::RecordKind};

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

/// Some of the feed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChangePage {
    /// The changes, oldest first.
    #[schema(max_items = 100)]
    pub(super) items: Vec<ToldChange>,
    /// The position up to which you have been told everything: keep it, and ask for what follows it.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 4711)]
    pub(super) position: i64,
    /// Whether there is more already. A page can be empty and have more behind it.
    pub(super) more: bool,
    /// The address of what follows, always there.
    #[schema(max_length = 9000, format = "uri")]
    pub(super) next: String,
}
