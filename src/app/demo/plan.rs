//! How much a demo makes.

/// How many agencies there are, whatever the plan.
pub(super) const AGENCIES: usize = 25;
/// How many employers there are at most.
const MOST_EMPLOYERS: usize = 60;

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
}
