//! What a vacancy asks of a worker's past beside what a candidate has told of it: years in the trade, grade, education.
//!
//! Only a shortfall that is known is refused. What has not been told is no refusal and no agreement, and is named.

use crate::domain::recruitment::candidate::Education;

use super::{
    facts::{CandidateFacts, Practised, VacancyFacts},
    knowledge::Knowledge,
    past::Past,
    trades::VERY_NEAR,
};

/// How what has been told stands to what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing<T> {
    /// It is enough, or nothing is asked.
    Enough,
    /// It may be enough: not all has been told.
    Untold,
    /// It is too little; the best that has been told.
    Short(T),
}

impl<T: Copy + Ord> Standing<T> {
    /// Compares the best of what has been told. Of nothing at all, nothing has been told.
    pub(super) fn of(asked: Option<T>, told: impl Iterator<Item = Option<T>>) -> Self {
        let Some(asked) = asked else { return Self::Enough };
        let (mut best, mut all_told) = (None, true);
        for one in told {
            all_told &= one.is_some();
            best = one.max(best);
        }
        match best {
            Some(best) if best >= asked => Self::Enough,
            Some(best) if all_told => Self::Short(best),
            _ => Self::Untold,
        }
    }

    /// The best that has been told, if it is too little.
    pub(super) fn short(self) -> Option<T> {
        match self {
            Self::Short(best) => Some(best),
            Self::Enough | Self::Untold => None,
        }
    }
}

/// Years in the trade, beside those that are asked.
pub(super) fn experience(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Standing<u8> {
    Standing::of(v.past.years, in_the_trade(k, v, c).map(|one| one.years))
}

/// The grade in the trade, beside the one that is asked.
pub(super) fn grade(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Standing<u8> {
    Standing::of(v.past.grade, in_the_trade(k, v, c).map(|one| one.grade))
}

/// Education, beside the least that is asked.
pub(super) fn education(v: &VacancyFacts, c: &CandidateFacts) -> Standing<Education> {
    Standing::of(v.past.education, std::iter::once(c.education))
}

/// The occupations of a candidate that are as good as the one that is asked for.
fn in_the_trade<'a>(
    k: &'a Knowledge,
    v: &'a VacancyFacts,
    c: &'a CandidateFacts,
) -> impl Iterator<Item = &'a Practised> {
    let near = |one: &&Practised| k.trades().nearest(&v.occupations, one.occupation) >= VERY_NEAR;
    c.occupations.iter().filter(near)
}

/// Whether nothing of the past is known to fall short.
pub(super) fn suffices(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> bool {
    v.past == Past::default()
        || education(v, c).short().is_none()
            && experience(k, v, c).short().is_none()
            && grade(k, v, c).short().is_none()
}

#[cfg(test)]
#[path = "background_tests.rs"]
mod tests;
