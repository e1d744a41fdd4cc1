//! Merges on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::trust::merges::RegisteredDouble,
    domain::{
        FieldError,
        recruitment::candidate::CandidateStatus,
        trust::merge::{MergeEntry, MergeState, Merging},
    },
};

/// What an operator decides about two candidates.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MergeInput {
    /// Whether another candidate stands for this one from now on.
    state: MergeState,
    /// The candidate that stands for both. It is there with `merged`, and with nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    survivor_id: Option<Uuid>,
    /// Why. The candidate's agency reads it: no name, and nothing of another agency.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the same passport")]
    reason: String,
}

impl Exemplary for MergeInput {
    fn example() -> Value {
        json!({"state": "undone", "reason": "two persons of one name"})
    }
}

impl MergeInput {
    /// What is decided and why, checked.
    pub(super) fn accept(self) -> Result<(Merging, String), Vec<FieldError>> {
        let refused = |code, why| Err(vec![FieldError::new("/survivor_id", code, why)]);
        match (self.state, self.survivor_id) {
            (MergeState::Merged, Some(survivor)) => Ok((Merging::Into(survivor), self.reason)),
            (MergeState::Undone, None) => Ok((Merging::Undo, self.reason)),
            (MergeState::Merged, None) => {
                refused("required", "name the candidate that stands for both")
            }
            (MergeState::Undone, Some(_)) => {
                refused("contradiction", "a merge is undone as it was made: leave this out")
            }
        }
    }
}

/// An entry in the ledger of merges.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MergeView {
    /// Whether another candidate stands for this one.
    state: MergeState,
    /// The candidate that stands, or stood, for both; `null` to an agency whose it is not.
    #[schema(required)]
    survivor_id: Option<Uuid>,
    /// The state of the candidate when it was merged.
    status_before: CandidateStatus,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<MergeEntry> for MergeView {
    fn from(entry: MergeEntry) -> Self {
        let MergeEntry { survivor, state, status_before, reason, recorded_at, client, .. } = entry;
        Self { state, survivor_id: survivor, status_before, reason, recorded_at, client_id: client }
    }
}

/// A candidate under which the person of another is registered.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DoubleView {
    /// The candidate.
    candidate_id: Uuid,
    /// Its agency.
    agency_id: Uuid,
    /// When it was first found.
    #[schema(max_length = 35)]
    found_at: DateTime<Utc>,
}

impl From<RegisteredDouble> for DoubleView {
    fn from(RegisteredDouble { candidate, agency, found_at }: RegisteredDouble) -> Self {
        Self { candidate_id: candidate, agency_id: agency, found_at }
    }
}
