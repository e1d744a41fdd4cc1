//! Narrowing a list of matches.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::skill::Evidence,
    values::place::{HomeRegion, Municipality},
};

/// What to keep of a list of matches. An empty list and `None` keep everything; an id that the taxonomy does not have
/// keeps nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchFilter {
    /// The least total, in basis points.
    pub min_score: Option<u16>,
    /// Of candidates: those from one of these regions. Not asked of vacancies.
    pub home_regions: Vec<HomeRegion>,
    /// Of candidates: those who list one of these among their wishes. Of vacancies: those with the work there.
    pub municipalities: Vec<Municipality>,
    /// The leading digits of an ISCO-08 group. Of candidates: any of their occupations. Of vacancies: the occupation.
    pub isco08: Option<String>,
    /// Every requirement that is met must be met by a skill that rests on this evidence or better.
    pub min_evidence: Option<Evidence>,
    /// Of candidates: those who can begin by this day. Of vacancies: those that begin by this day.
    pub available_by: Option<NaiveDate>,
}
