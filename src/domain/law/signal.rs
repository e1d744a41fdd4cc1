//! What operators look into against illegal migration. A signal is a count, never tells of a person, and nothing follows from
//! one by itself.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::values::words::words;

words! {
    /// What a signal is about.
    SignalKind {
        /// Documents of several workers bear the same number.
        SharedDocumentNumber = "shared_document_number",
        /// The last legal day passed before somebody told that it was done.
        MissedDeadline = "missed_deadline",
        /// Several workers are reached in the same way.
        SharedContact = "shared_contact",
        /// The work of many at one employer has ended within some days.
        EndsAtEmployer = "ends_at_employer",
        /// Who boarded a trip that has arrived is not known to have arrived.
        NotArrived = "not_arrived",
        /// Many workers are registered at one address.
        SharedAddress = "shared_address",
        /// Workers of one employer have entered without a job order.
        EntryWithoutOrder = "entry_without_order",
    }
}

impl SignalKind {
    /// From how many on it is noticed.
    pub const fn least(self) -> i64 {
        match self {
            Self::SharedDocumentNumber => 2,
            Self::SharedContact
            | Self::MissedDeadline
            | Self::EndsAtEmployer
            | Self::EntryWithoutOrder => 3,
            Self::SharedAddress => 10,
            Self::NotArrived => 1,
        }
    }
}

words! {
    /// How far operators have looked into a signal.
    SignalState {
        /// Nobody has.
        New = "new",
        /// Somebody has, and has not yet decided.
        Reviewed = "reviewed",
        /// There is nothing to it.
        Dismissed = "dismissed",
        /// A case is made of it.
        Case = "case",
    }
}

impl SignalState {
    /// The states that may follow.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::New => &[Self::Reviewed],
            Self::Reviewed => &[Self::Dismissed, Self::Case],
            Self::Dismissed | Self::Case => &[],
        }
    }

    /// Whether nobody has decided on it.
    pub const fn is_open(self) -> bool {
        !self.next().is_empty()
    }
}

/// What is counted now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is about.
    pub kind: SignalKind,
    /// What tells one of a kind from another: an id, or a keyed hash.
    pub subject: String,
    /// The employer, the agency or the trip, if it is about one.
    pub record: Option<Uuid>,
    /// How many times it is there.
    pub count: i64,
    /// How many workers it concerns.
    pub workers: i64,
}

/// Something that was noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Its id.
    pub id: Uuid,
    /// What was counted last.
    pub counted: Counted,
    /// How far operators are.
    pub state: SignalState,
    /// When it was noticed.
    pub noticed_at: DateTime<Utc>,
    /// When it was counted last.
    pub counted_at: DateTime<Utc>,
    /// What operators did, oldest first.
    pub moves: Vec<SignalMove>,
}

/// What an operator did with a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalMove {
    /// The state that it has entered.
    pub to: SignalState,
    /// Why.
    pub reason: String,
    /// The operator's organisation.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is to be kept of what is counted now, beside what was noticed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noticed {
    /// It is new.
    New,
    /// It is this one, counted anew.
    Again(Uuid),
    /// It stays as it is: there is no more of it than when operators decided.
    Decided,
}

/// What a count is beside those of the same subject that were noticed before.
pub fn noticed(now: &Counted, before: &[Signal]) -> Noticed {
    if let Some(open) = before.iter().find(|one| one.state.is_open()) {
        return Noticed::Again(open.id);
    }
    let known = before.iter().map(|one| one.counted.count).max();
    if known.is_none_or(|known| known < now.count) { Noticed::New } else { Noticed::Decided }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(count: i64) -> Counted {
        let kind = SignalKind::SharedContact;
        Counted { kind, subject: "telephone x".to_owned(), record: None, count, workers: count }
    }

    fn signal(state: SignalState, count: i64) -> Signal {
        let at = "2026-11-24T08:00:00Z".parse().unwrap();
        let counted = counted(count);
        let id = Uuid::nil();
        Signal { id, counted, state, noticed_at: at, counted_at: at, moves: Vec::new() }
    }

    #[test]
    fn what_was_decided_is_noticed_again_only_when_there_is_more_of_it() {
        use SignalState::{Case, Dismissed, New, Reviewed};
        for (before, count, expected) in [
            (vec![], 2, Noticed::New),
            (vec![signal(New, 2)], 12, Noticed::Again(Uuid::nil())),
            (vec![signal(Dismissed, 2), signal(Reviewed, 3)], 3, Noticed::Again(Uuid::nil())),
            (vec![signal(Dismissed, 2)], 2, Noticed::Decided),
            (vec![signal(Dismissed, 2), signal(Case, 10)], 3, Noticed::Decided),
            (vec![signal(Dismissed, 2), signal(Case, 10)], 12, Noticed::New),
        ] {
            assert_eq!(noticed(&counted(count), &before), expected, "{count} beside {before:?}");
        }
    }
}
