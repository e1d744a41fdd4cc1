//! Narrowing a list of matches: what a filter keeps, in each direction.

use chrono::NaiveDate;

use crate::domain::{
    concepts::skill::Evidence,
    recruitment::{match_filter::MatchFilter, requirement::RequirementKind},
};

use super::{
    facts::{CandidateFacts, VacancyFacts, Wanted},
    knowledge::Knowledge,
    numbers::{PlaceNo, PlaceSet, RegionSet},
    rules::{accepted_places, is_stated, met, met_on},
    score::Score,
    trades::OccupationFacts,
};

/// A filter in small numbers.
#[derive(Debug, Clone)]
pub(super) struct CompiledFilter {
    min_score: u16,
    pub(super) regions: Option<RegionSet>,
    places: Option<PlaceSet>,
    units: Option<(u16, u16)>,
    evidence: Option<Evidence>,
    day: Option<NaiveDate>,
}

impl CompiledFilter {
    pub(super) fn new(k: &Knowledge, kept: &MatchFilter) -> Self {
        let regions = || kept.home_regions.iter().filter_map(|id| k.region_no(id)).collect();
        let places = || kept.municipalities.iter().filter_map(|id| k.place_no(id)).collect();
        Self {
            min_score: kept.min_score.unwrap_or(0),
            regions: (!kept.home_regions.is_empty()).then(regions),
            places: (!kept.municipalities.is_empty()).then(places),
            units: kept.isco08.as_deref().map(units),
            evidence: kept.min_evidence,
            day: kept.available_by,
        }
    }

    pub(super) fn min_score(&self) -> u16 {
        self.min_score
    }

    /// Whether it matters which places a candidate wishes.
    pub(super) fn asks_wishes(&self) -> bool {
        self.places.is_some()
    }

    /// Whether it matters in which unit groups the occupations of a candidate are.
    pub(super) fn asks_units(&self) -> bool {
        self.units.is_some()
    }

    /// Whether a scored pair stays in a list of candidates.
    pub(super) fn keeps_candidate(
        &self,
        v: &VacancyFacts,
        c: &CandidateFacts,
        score: &Score,
    ) -> bool {
        score.total >= self.min_score
            && self.regions.is_none_or(|set| set.holds(c.region))
            && self.places.is_none_or(|set| c.ranked.iter().any(|place| set.holds(*place)))
            && c.occupations_pass(|unit| self.keeps_unit(unit), self.units.is_none())
            && self.day.is_none_or(|day| c.available_from.is_some_and(|first| first <= day))
            && self.keeps_evidence(v, c)
    }

    /// Whether a scored pair stays in a list of vacancies.
    pub(super) fn keeps_vacancy(
        &self,
        v: &VacancyFacts,
        c: &CandidateFacts,
        score: &Score,
    ) -> bool {
        score.total >= self.min_score
            && accepted_places(v, c).any(|place| self.keeps_place(place))
            && self.keeps_occupation(&v.occupations)
            && self.day.is_none_or(|day| v.start <= day)
            && self.keeps_evidence(v, c)
    }

    /// Whether work at a place stays in a list of vacancies.
    pub(super) fn keeps_place(&self, place: PlaceNo) -> bool {
        self.places.is_none_or(|set| set.holds(place))
    }

    /// Whether work of one of these occupations stays in a list.
    fn keeps_occupation(&self, asked: &[OccupationFacts]) -> bool {
        self.units.is_none() || asked.iter().any(|one| self.keeps_unit(one.unit.0))
    }

    /// Whether an occupation of a unit group stays in a list.
    pub(super) fn keeps_unit(&self, unit: u16) -> bool {
        self.units.is_none_or(|(first, last)| (first..=last).contains(&unit))
    }

    fn keeps_evidence(&self, v: &VacancyFacts, c: &CandidateFacts) -> bool {
        self.evidence.is_none_or(|least| {
            v.wanted.iter().all(|one| !met_as_asked(one, c) || met_on(one, c, least))
        })
    }
}

/// Whether a requirement is met; a preferred one only by a skill that is stated.
fn met_as_asked(wanted: &Wanted, c: &CandidateFacts) -> bool {
    met(wanted, c) && (wanted.kind == RequirementKind::Must || is_stated(wanted, c))
}

impl CandidateFacts {
    fn occupations_pass(&self, keeps: impl Fn(u16) -> bool, all: bool) -> bool {
        all || self.occupations.iter().any(|one| keeps(one.occupation.unit.0))
    }
}

/// The unit groups under a prefix, first and last, without the one that stands for none; an empty range for what is no
/// prefix of four digits.
fn units(prefix: &str) -> (u16, u16) {
    let nothing = (1, 0);
    let digits = prefix.len() <= 4 && prefix.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return nothing;
    }
    let end = |fill: &str| format!("{prefix}{}", fill.repeat(4 - prefix.len())).parse();
    let begin = end("0").map(|first: u16| first.max(1));
    begin.ok().zip(end("9").ok()).unwrap_or(nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range_of_unit_groups() {
        let cases =
            [("7112", (7112, 7112)), ("71", (7100, 7199)), ("", (1, 9999)), ("0", (1, 999))];
        for (prefix, range) in cases {
            assert_eq!(units(prefix), range, "{prefix}");
        }
        for wrong in ["x", "71122", "7 ", "0000"] {
            let (first, last) = units(wrong);
            assert!(first > last, "{wrong}");
        }
    }
}
