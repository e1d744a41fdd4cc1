//! How much a demo makes.

/// How many agencies there are, whatever the plan.
pub(super) const AGENCIES: usize = 25;
/// How many employers there are at most.
const MOST_EMPLOYERS: usize = 60;
/// How many applications of the past there are at most.
const MOST_APPLICATIONS: usize = 2_000;

/// How much to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Vacancies of all employers together.
    pub vacancies: usize,
    /// Candidates of all agencies together.
    pub candidates: usize,
    /// Another seed makes another corridor.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { vacancies: 300, candidates: 20_000, seed: 2026 }
    }
}

impl Plan {
    /// How many employers there are: one for each five vacancies, from 2 to 60.
    pub fn employers(&self) -> usize {
        (self.vacancies / 5).clamp(2, MOST_EMPLOYERS)
    }

    /// How many applications lie behind it at most: one for each ten candidates, up to 2,000; fewer where few match.
    pub fn applications(&self) -> usize {
        (self.candidates / 10).min(MOST_APPLICATIONS)
    }

    /// How many of the candidates were registered before these: more than were put forward.
    pub(super) fn early_candidates(&self) -> usize {
        self.applications() * 3 / 2
    }
}
