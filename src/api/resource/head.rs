//! What every reading of a record begins with.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{api::resource::viewed::Viewed, app::resource::visible::Visible};

/// What every reading of a record begins with.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Head<S> {
    /// Its id. That of a candidate is also the pseudonym that employers see.
    pub id: Uuid,
    /// Its state.
    pub status: S,
    /// The states that the caller may move it to.
    #[schema(max_items = 8)]
    pub allowed_transitions: Vec<S>,
    /// 1 when created, one more with each change.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    pub version: i64,
    /// When it was created.
    #[schema(max_length = 35)]
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    #[schema(max_length = 35)]
    pub updated_at: DateTime<Utc>,
}

impl<S: Copy> Head<S> {
    /// Of a record as its caller sees it.
    pub(in crate::api) fn of<R: Viewed<Status = S>>(seen: &Visible<R>) -> Self {
        let record = &seen.record;
        Self {
            id: record.id.0,
            status: record.status,
            allowed_transitions: seen.transitions.clone(),
            version: record.version,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
