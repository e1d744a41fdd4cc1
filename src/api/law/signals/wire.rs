//! Signals on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::law::signals::{Signal, SignalCount, SignalKind, SignalMove, SignalState},
};

/// Something to look into. It is a count, and never tells of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SignalView {
    /// What it is.
    kind: SignalKind,
    /// How many times it is there.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    count: i64,
    /// How many workers it concerns.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    workers: i64,
}

/// What operators look into.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SignalsView {
    /// The signals, one of each kind.
    #[schema(max_items = 20)]
    items: Vec<SignalView>,
}

impl From<Vec<SignalCount>> for SignalsView {
    fn from(signals: Vec<SignalCount>) -> Self {
        let view = |SignalCount { kind, count, workers }| SignalView { kind, count, workers };
        Self { items: signals.into_iter().map(view).collect() }
    }
}

/// What becomes of a signal.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SignalMoveInput {
    /// `reviewed`, or then `dismissed` or `case`.
    pub to: SignalState,
    /// Why. No name, and no number of a document.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the agency's own telephone was entered")]
    pub reason: String,
}

impl Exemplary for SignalMoveInput {
    fn example() -> Value {
        json!({"to": "reviewed", "reason": "the agency is asked"})
    }
}

/// What an operator did with a signal.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SignalMoveView {
    /// The state that it has entered.
    to: SignalState,
    /// Why.
    #[schema(max_length = 500)]
    reason: String,
    /// The operator's organisation.
    organisation_id: Uuid,
    /// When.
    #[schema(max_length = 35)]
    at: DateTime<Utc>,
}

impl From<SignalMove> for SignalMoveView {
    fn from(SignalMove { to, reason, organisation: organisation_id, at }: SignalMove) -> Self {
        Self { to, reason, organisation_id, at }
    }
}

/// Something that was noticed, and how far operators are. It never tells of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SignalReviewView {
    /// Its id.
    id: Uuid,
    /// What it is.
    kind: SignalKind,
    /// The agency whose workers' deadlines were missed, the employer at which work has ended, or the trip; `null` for numbers
    /// and contacts.
    #[schema(required)]
    record_id: Option<Uuid>,
    /// How many times it is there.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    count: i64,
    /// How many workers it concerns.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    workers: i64,
    /// How far operators are.
    status: SignalState,
    /// When it was noticed.
    #[schema(max_length = 35)]
    noticed_at: DateTime<Utc>,
    /// When the count last changed.
    #[schema(max_length = 35)]
    counted_at: DateTime<Utc>,
    /// What operators did, oldest first.
    #[schema(max_items = 2)]
    moves: Vec<SignalMoveView>,
    /// The states that may follow.
    #[schema(max_items = 2)]
    allowed_transitions: Vec<SignalState>,
}

impl From<Signal> for SignalReviewView {
    fn from(signal: Signal) -> Self {
        let counted = signal.counted;
        Self {
            id: signal.id,
            kind: counted.kind,
            record_id: counted.record,
            count: counted.count,
            workers: counted.workers,
            status: signal.state,
            noticed_at: signal.noticed_at,
            counted_at: signal.counted_at,
            moves: signal.moves.into_iter().map(Into::into).collect(),
            allowed_transitions: signal.state.next().to_vec(),
        }
    }
}
