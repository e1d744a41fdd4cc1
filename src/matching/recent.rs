//! The last changes of what the engine holds, for whoever has seen all but them.

use std::collections::VecDeque;

use uuid::Uuid;

use super::facts::{CandidateFacts, VacancyFacts};

/// Changes that are remembered: to judge more takes about as long as to ask anew.
const MOST: usize = 512;

/// A change of what the engine holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new candidate, or a new version of one.
    Candidate(CandidateFacts),
    /// A candidate is gone.
    RemoveCandidate(Uuid),
    /// A new vacancy, or a new version of one.
    Vacancy(VacancyFacts),
    /// A vacancy is gone.
    RemoveVacancy(Uuid),
}

impl Change {
    /// Of which record it is.
    pub(super) fn id(&self) -> Uuid {
        match self {
            Self::Candidate(one) => one.id,
            Self::Vacancy(one) => one.id,
            Self::RemoveCandidate(id) | Self::RemoveVacancy(id) => *id,
        }
    }
}

/// How many changes there have been, and the last of them.
#[derive(Debug, Default)]
pub(super) struct Recent {
    seen: u64,
    last: VecDeque<Change>,
}

impl Recent {
    /// Those of some changes that would be remembered.
    pub(super) fn worth_noting(changes: &[Change]) -> &[Change] {
        &changes[changes.len().saturating_sub(MOST)..]
    }

    /// Notes so many changes, of which the last are told.
    pub(super) fn note(&mut self, count: usize, last: Vec<Change>) {
        if last.len() < count {
            self.last.clear();
        }
        self.seen += count as u64;
        self.last.extend(last);
        self.last.drain(..self.last.len().saturating_sub(MOST));
    }

    /// Notes that everything may have changed.
    pub(super) fn forget(&mut self) {
        self.seen += 1;
        self.last.clear();
    }

    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// The changes since so many were seen; `None` if some of them are not remembered.
    pub(super) fn since(&self, seen: u64) -> Option<impl Iterator<Item = &Change>> {
        let missed = usize::try_from(self.seen.checked_sub(seen)?).ok()?;
        let known = self.last.len().checked_sub(missed)?;
        Some(self.last.range(known..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn removal(number: u128) -> Change {
        Change::RemoveCandidate(Uuid::from_u128(number))
    }

    fn ids(recent: &Recent, seen: u64) -> Option<Vec<u128>> {
        recent.since(seen).map(|all| all.map(|change| change.id().as_u128()).collect())
    }

    #[test]
    fn what_was_missed_is_told_as_long_as_it_is_remembered() {
        let mut recent = Recent::default();
        recent.note(3, (0..3).map(removal).collect());
        assert_eq!(ids(&recent, 3), Some(vec![]));
        assert_eq!(ids(&recent, 1), Some(vec![1, 2]));
        assert_eq!(ids(&recent, 4), None, "it was seen elsewhere");
        recent.note(MOST - 1, (3..).take(MOST - 1).map(removal).collect());
        assert_eq!(ids(&recent, 2).map(|all| all.len()), Some(MOST));
        assert_eq!(ids(&recent, 1), None);
        let many: Vec<_> = (0..).take(MOST + 1).map(removal).collect();
        recent.note(many.len(), Recent::worth_noting(&many).to_vec());
        let before = recent.seen() - MOST as u64;
        assert_eq!(ids(&recent, before).map(|all| all[0]), Some(1));
        assert_eq!(ids(&recent, before - 1), None);
        recent.forget();
        assert_eq!(ids(&recent, recent.seen() - 1), None);
    }
}
