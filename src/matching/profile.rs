//! What a list of matches shows of a candidate: the pseudonymous profile, out of memory. Wishes, pay floor, age and
//! education stay with the agency.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::{
    concepts::{
        occupation::{Occupation, PractisedOccupation},
        skill::HeldSkill,
    },
    recruitment::requirement::{Certificate, DrivingLicence},
    values::{place::HomeRegion, spoken::SpokenSkill},
};

use super::{
    facts::{CandidateFacts, Held, Practised},
    knowledge::Knowledge,
    numbers::level_at,
};

/// A candidate as employers see one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateProfile {
    /// Home region, unless the taxonomy has no such region.
    pub home_region: Option<HomeRegion>,
    /// Occupations with years, longest first.
    pub occupations: Vec<PractisedOccupation>,
    /// Skills that the taxonomy has, in its order.
    pub skills: Vec<HeldSkill>,
    /// Languages.
    pub languages: Vec<SpokenSkill>,
    /// Licence categories held.
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates held.
    pub certificates: Vec<Certificate>,
    /// First day on which work could begin, if it is known.
    pub available_from: Option<NaiveDate>,
}

impl CandidateFacts {
    /// The profile, with the ids of the taxonomy.
    pub fn profile(&self, knowledge: &Knowledge) -> CandidateProfile {
        let licences = DrivingLicence::ALL.iter().copied();
        let certificates = Certificate::ALL.iter().copied();
        CandidateProfile {
            home_region: self.region.map(|region| knowledge.home_region(region).clone()),
            occupations: occupations(knowledge, &self.occupations),
            skills: self.skills.iter().map(|held| skill(knowledge, *held)).collect(),
            languages: self
                .tongues
                .iter()
                .filter_map(|(tongue, rung)| {
                    Some(SpokenSkill { language: (*tongue).into(), level: level_at(*rung)? })
                })
                .collect(),
            driving_licences: licences
                .filter(|one| self.licences >> *one as u32 & 1 == 1)
                .collect(),
            certificates: certificates
                .filter(|one| self.certificates >> *one as u32 & 1 == 1)
                .collect(),
            available_from: self.available_from,
        }
    }
}

fn occupations(knowledge: &Knowledge, practised: &[Practised]) -> Vec<PractisedOccupation> {
    let occupation = |one: &Practised| PractisedOccupation {
        occupation: Occupation {
            trade: one.occupation.trade.map(|trade| knowledge.trade_id(trade).clone()),
            isco08: one.occupation.unit.into(),
        },
        years: one.years,
        grade: one.grade,
    };
    let mut all: Vec<_> = practised.iter().map(occupation).collect();
    all.sort_by_key(|one| Reverse(one.years));
    all
}

fn skill(knowledge: &Knowledge, held: Held) -> HeldSkill {
    let Held { skill, level, years, evidence } = held;
    HeldSkill { skill: knowledge.skill_id(skill).clone(), level, years, evidence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::samples::{candidate, knowledge, practised};

    #[test]
    fn a_profile_says_what_was_entered() {
        let (knowledge, mut body) = (knowledge(), candidate());
        let welder = PractisedOccupation { grade: Some(8), ..practised(Some("welder"), "7212", 1) };
        let untold = PractisedOccupation { years: None, ..practised(None, "7123", 0) };
        body.occupations.extend([welder, untold]);
        let profile =
            CandidateFacts::of(&knowledge, uuid::Uuid::nil(), &body, true).profile(&knowledge);
        assert_eq!(profile.home_region, body.home_region);
        assert_eq!(profile.occupations, body.occupations);
        assert_eq!(profile.skills.len(), body.skills.len());
        assert!(body.skills.iter().all(|held| profile.skills.contains(held)));
        assert_eq!(profile.languages.len(), body.languages.len());
        assert!(body.languages.iter().all(|spoken| profile.languages.contains(spoken)));
        assert_eq!(profile.driving_licences, body.driving_licences);
        assert_eq!(profile.certificates, body.certificates);
        assert_eq!(profile.available_from, body.available_from);
    }
}
