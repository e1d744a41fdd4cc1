//! What a vacancy asks of a worker's past.

use crate::domain::recruitment::{background::Background, candidate::Education};

/// What a vacancy asks of the past; `None` asks nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Past {
    pub(super) years: Option<u8>,
    pub(super) grade: Option<u8>,
    pub(super) education: Option<Education>,
}

impl Past {
    /// What a vacancy asks, where its title tells this grade. Who trains people asks neither for years nor for a grade.
    pub(super) fn of(asked: &Background, in_title: Option<u8>) -> Self {
        let skilled = asked.will_train != Some(true);
        Self {
            years: asked.min_years.filter(|years| skilled && *years > 0).map(|years| years.min(60)),
            grade: asked.min_grade.or(in_title).filter(|_| skilled).map(|grade| grade.clamp(1, 8)),
            education: asked.education.filter(|least| *least > Education::Basic),
        }
    }
}
