//! Legal holds: while a court or an authority looks into a matter, nobody erases the candidate whom it is about.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    resource::format::Format,
    values::{text::ExternalRef, words::words},
};

words! {
    /// How a hold stands.
    LegalHoldState {
        /// It is open.
        Set = "set",
        /// It is over.
        Lifted = "lifted",
    }
}

/// How the hold of a matter stands, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHold {
    /// The matter, as its operator calls it.
    pub matter: ExternalRef,
    /// How it stands.
    pub state: LegalHoldState,
    /// Why it was set or lifted.
    pub reason: String,
}

/// An entry in the ledger of legal holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalHoldEntry {
    /// Its number in the ledger.
    pub n: i64,
    /// The candidate.
    pub candidate: Uuid,
    /// The hold.
    pub hold: LegalHold,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for LegalHoldEntry {}

impl LegalHold {
    /// Why this cannot follow on how the hold of the same matter stood, if it cannot.
    pub fn refusal(&self, before: Option<LegalHoldState>) -> Option<&'static str> {
        match (before, self.state) {
            (Some(LegalHoldState::Set), LegalHoldState::Set) => {
                Some("the hold of this matter is open already")
            }
            (None | Some(LegalHoldState::Lifted), LegalHoldState::Lifted) => {
                Some("no hold of this matter is open")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hold_is_set_and_lifted_in_turn() {
        let hold = |state| LegalHold { matter: "1".parse().unwrap(), state, reason: String::new() };
        let (set, lifted) = (hold(LegalHoldState::Set), hold(LegalHoldState::Lifted));
        for (before, after, may) in [
            (None, &set, true),
            (None, &lifted, false),
            (Some(LegalHoldState::Set), &set, false),
            (Some(LegalHoldState::Set), &lifted, true),
            (Some(LegalHoldState::Lifted), &set, true),
            (Some(LegalHoldState::Lifted), &lifted, false),
        ] {
            assert_eq!(after.refusal(before).is_none(), may, "{before:?} {after:?}");
        }
    }
}
