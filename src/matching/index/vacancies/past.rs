//! What a vacancy asks of the past, in two bytes, and how near a candidate is to each occupation.

use crate::matching::{
    facts::{CandidateFacts, Practised},
    numbers::FULL,
    past::Past,
    score::years_worth,
    trades::VERY_NEAR,
};

/// The least years with the least education above them, and the least grade; 0 where nothing is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked([u8; 2]);

/// How near a candidate is to an occupation that is asked for, and how far they may have come in it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nearness {
    /// How near the nearest of their occupations is.
    pub(super) near: u16,
    /// What the years in one are worth.
    pub(super) worth: u16,
    /// In those that are very near.
    years: u8,
    grade: u8,
}

/// The highest education that a candidate may have.
pub(super) fn education(c: &CandidateFacts) -> u8 {
    c.education.map_or(u8::MAX, |education| education as u8)
}

impl Asked {
    pub(super) fn of(past: Past) -> Self {
        let education = past.education.map_or(0, |education| education as u8);
        Self([past.years.unwrap_or(0) | education << 6, past.grade.unwrap_or(0)])
    }

    /// Whether nothing is known to fall short.
    pub(super) fn within(self, come: Nearness, education: u8) -> bool {
        let [years, grade] = self.0;
        let elsewhere = come.near < VERY_NEAR;
        years >> 6 <= education && (elsewhere || years & 63 <= come.years && grade <= come.grade)
    }
}

impl Nearness {
    /// With a further occupation that is as near as can be, whatever has been told of it.
    pub(super) fn at_best(self, one: &Practised) -> Self {
        let most = Practised { years: None, grade: None, ..*one };
        Self { worth: self.worth.max(years_worth(FULL, one.long())), ..self.and(FULL, &most) }
    }

    /// With a further occupation that is so near.
    pub(super) fn and(self, near: u16, one: &Practised) -> Self {
        let come = |told: Option<u8>| if near < VERY_NEAR { 0 } else { told.unwrap_or(u8::MAX) };
        Self {
            near: near.max(self.near),
            worth: years_worth(near, one.long()).max(self.worth),
            years: come(one.years).max(self.years),
            grade: come(one.grade).max(self.grade),
        }
    }
}
