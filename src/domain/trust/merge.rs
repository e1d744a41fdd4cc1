//! Merges: an operator finds that two candidates are one person. One of them stands for both from then on, and the other rests
//! until the merge is undone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    recruitment::candidate::CandidateStatus, resource::format::Format, values::words::words,
};

words! {
    /// How a merge stands.
    MergeState {
        /// Another candidate stands for this one.
        Merged = "merged",
        /// Each stands for itself again.
        Undone = "undone",
    }
}

/// What an operator decides about a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merging {
    /// This candidate stands for both.
    Into(Uuid),
    /// Each stands for itself again.
    Undo,
}

/// An entry in the ledger of merges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeEntry {
    /// Its number in the ledger.
    pub n: i64,
    /// The candidate that another stands for.
    pub candidate: Uuid,
    /// The candidate that stands for both; `None` to whoever may not know of it.
    pub survivor: Option<Uuid>,
    /// How the merge stands.
    pub state: MergeState,
    /// The state of the candidate when it was merged, to which undoing returns it.
    pub status_before: CandidateStatus,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for MergeEntry {}

/// How the candidates of a wanted merge stand to others.
#[derive(Debug, Clone, Copy, Default)]
pub struct Merged {
    /// Another candidate stands for this one.
    pub is_merged: bool,
    /// This one stands for another.
    pub stands_for_another: bool,
    /// Another candidate stands for the one that is to stand for both.
    pub survivor_is_merged: bool,
}

impl Merging {
    /// Why this cannot be done to the candidate, if it cannot. No merge follows on another, so that undoing one leaves all
    /// others as they are.
    pub fn refusal(&self, candidate: Uuid, now: Merged) -> Option<&'static str> {
        match self {
            Self::Undo => (!now.is_merged).then_some("no other candidate stands for this one"),
            Self::Into(survivor) if *survivor == candidate => {
                Some("a candidate cannot be merged into itself: name the other one")
            }
            Self::Into(_) if now.is_merged => {
                Some("another candidate stands for this one already: undo that merge first")
            }
            Self::Into(_) if now.stands_for_another => {
                Some("this candidate stands for another: undo that merge first")
            }
            Self::Into(_) if now.survivor_is_merged => {
                Some("another candidate stands for the one to merge into: merge into that one")
            }
            Self::Into(_) => None,
        }
    }
}

/// The state of a candidate that has just been merged.
pub fn status_when_merged(before: CandidateStatus) -> CandidateStatus {
    match before {
        CandidateStatus::Available => CandidateStatus::Paused,
        other => other,
    }
}

/// The state of a candidate whose merge has just been undone: as before it, if nobody has moved it meanwhile and its agency
/// may put it forward.
pub fn status_when_undone(
    now: CandidateStatus,
    before: CandidateStatus,
    may_be_put_forward: bool,
) -> CandidateStatus {
    if now == status_when_merged(before) && may_be_put_forward { before } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_make_no_chain_and_are_undone_in_turn() {
        let [one, other] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        for bits in 0..8_u8 {
            let now = Merged {
                is_merged: bits & 1 > 0,
                stands_for_another: bits & 2 > 0,
                survivor_is_merged: bits & 4 > 0,
            };
            assert_eq!(Merging::Into(other).refusal(one, now).is_none(), bits == 0, "{now:?}");
            assert_eq!(Merging::Undo.refusal(one, now).is_none(), now.is_merged, "{now:?}");
            assert!(Merging::Into(one).refusal(one, now).is_some(), "{now:?}");
        }
    }

    #[test]
    fn undoing_returns_what_merging_took() {
        for before in CandidateStatus::ALL.iter().copied() {
            let merged = status_when_merged(before);
            assert_ne!(merged, CandidateStatus::Available);
            assert_eq!(status_when_undone(merged, before, true), before);
            assert_eq!(status_when_undone(merged, before, false), merged);
            let withdrawn = CandidateStatus::Withdrawn;
            assert_eq!(status_when_undone(withdrawn, before, true), withdrawn);
        }
    }
}
