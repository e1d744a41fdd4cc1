//! What stands between a candidate and a vacancy, one gap for each failed question.

use chrono::NaiveDate;

use crate::domain::{
    concepts::skill::SkillId,
    recruitment::{
        candidate::Education,
        eligibility::Rule,
        requirement::{Certificate, DrivingLicence, RequirementKind::Must},
    },
    values::{
        money::PayFloor,
        place::{HomeRegion, Municipality},
        spoken::{Cefr, SpokenLanguage},
    },
};

use super::{
    background::{education, experience, grade},
    facts::{CandidateFacts, Held, VacancyFacts, Wanted},
    knowledge::Knowledge,
    numbers::level_at,
    rules::{
        answers, destination_accepted, in_time, met, pay_reaches, region_accepted, tongue_met,
    },
};

/// One reason why a pair is not eligible, in values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A `must` skill is missing, or too low, or too short.
    Skill {
        /// The asked skill.
        skill: SkillId,
        /// The least level and years.
        needed: (u8, u8),
        /// Level and years of the nearest skill that could count, if there is one.
        actual: Option<(u8, u8)>,
    },
    /// No municipality of the work is accepted.
    Destination {
        /// Where the work is, as far as the taxonomy has the places.
        municipalities: Vec<Municipality>,
        /// Whether the candidate has ruled all of them out, or only not named one.
        never: bool,
    },
    /// The home region is not among those accepted.
    HomeRegion {
        /// The regions accepted.
        accepted: Vec<HomeRegion>,
        /// The candidate's, unless the taxonomy has no such region.
        actual: Option<HomeRegion>,
    },
    /// A `must` language is missing or too low.
    Language {
        /// Which language.
        language: SpokenLanguage,
        /// The least level.
        needed: Cefr,
        /// The candidate's level, if any.
        actual: Option<Cefr>,
    },
    /// A licence category is missing.
    DrivingLicence(DrivingLicence),
    /// A certificate is missing.
    Certificate(Certificate),
    /// The years in the trade are known to be too few.
    Experience {
        /// The least years.
        needed: u8,
        /// The candidate's, unless they are withheld.
        actual: Option<u8>,
    },
    /// The grade in the trade is known to be too low.
    Grade {
        /// The least grade.
        needed: u8,
        /// The candidate's, unless it is withheld.
        actual: Option<u8>,
    },
    /// The education is known to be too low.
    Education {
        /// The least education.
        needed: Education,
        /// The candidate's, unless it is withheld.
        actual: Option<Education>,
    },
    /// The candidate can begin only after the last day for arrival.
    Availability {
        /// The last day for arrival.
        latest: NaiveDate,
        /// The candidate's first day.
        available_from: NaiveDate,
    },
    /// The pay is under the floor: the most that it can be, in the terms of the floor, and the floor, unless they are
    /// withheld.
    Pay(Option<(PayFloor, PayFloor)>),
    /// The vacancy is not published, or has no open seat.
    VacancyState,
    /// The candidate is not available, or has not consented.
    CandidateState,
}

impl Gap {
    /// The rule that fails.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Skill { .. } => Rule::Skill,
            Self::Destination { .. } => Rule::Destination,
            Self::HomeRegion { .. } => Rule::HomeRegion,
            Self::Language { .. } => Rule::Language,
            Self::DrivingLicence(_) => Rule::DrivingLicence,
            Self::Certificate(_) => Rule::Certificate,
            Self::Experience { .. } => Rule::Experience,
            Self::Grade { .. } => Rule::Grade,
            Self::Education { .. } => Rule::Education,
            Self::Availability { .. } => Rule::Availability,
            Self::Pay(_) => Rule::Pay,
            Self::VacancyState => Rule::VacancyState,
            Self::CandidateState => Rule::CandidateState,
        }
    }

    /// The same without what only the candidate's side may know: the pay floor and its unit, which places are ruled out, and how far the
    /// past falls short.
    #[must_use]
    pub(super) fn withheld(self) -> Self {
        match self {
            Self::Pay(_) => Self::Pay(None),
            Self::Destination { municipalities, .. } => {
                Self::Destination { municipalities, never: false }
            }
            Self::Experience { needed, .. } => Self::Experience { needed, actual: None },
            Self::Grade { needed, .. } => Self::Grade { needed, actual: None },
            Self::Education { needed, .. } => Self::Education { needed, actual: None },
            other => other,
        }
    }

    /// What the rule needs, as a short neutral text.
    pub fn needed(&self) -> String {
        match self {
            Self::Skill { skill, needed, .. } => format!("{skill} at {}", level_and_years(*needed)),
            Self::Destination { municipalities, .. } => match &municipalities[..] {
                [] => "unknown accepted".to_owned(),
                [one] => format!("{one} accepted"),
                all => format!("one of {} accepted", listed(all)),
            },
            Self::HomeRegion { accepted, .. } => format!("one of {}", listed(accepted)),
            Self::Language { language, needed, .. } => format!("{language} at {needed}"),
            Self::DrivingLicence(licence) => licence.to_string(),
            Self::Certificate(certificate) => certificate.to_string(),
            Self::Experience { needed, .. } => format!("{needed} years in the trade"),
            Self::Grade { needed, .. } => format!("grade {needed} in the trade"),
            Self::Education { needed, .. } => format!("{needed} education"),
            Self::Availability { latest, .. } => format!("available by {latest}"),
            Self::Pay(Some((_, floor))) => format!("at least {}", amount(*floor)),
            Self::Pay(None) => "pay that the candidate accepts".to_owned(),
            Self::VacancyState => "published with open seats".to_owned(),
            Self::CandidateState => "available with matching consent".to_owned(),
        }
    }

    /// What is there instead, as a short neutral text.
    pub fn actual(&self) -> String {
        match self {
            Self::Skill { actual, .. } => actual.map_or_else(none, level_and_years),
            Self::Destination { never: true, .. } => "ruled out".to_owned(),
            Self::Destination { never: false, .. } => "not among the destinations".to_owned(),
            Self::HomeRegion { actual, .. } => or_unknown(actual.as_ref()),
            Self::Language { actual, .. } => actual.map_or_else(none, |level| level.to_string()),
            Self::DrivingLicence(_) | Self::Certificate(_) => "not held".to_owned(),
            Self::Experience { actual, .. } => {
                actual.map_or_else(too_little, |years| format!("{years} years"))
            }
            Self::Grade { actual, .. } => {
                actual.map_or_else(too_little, |grade| format!("grade {grade}"))
            }
            Self::Education { actual, .. } => {
                actual.map_or_else(too_little, |education| education.to_string())
            }
            Self::Availability { available_from, .. } => format!("available from {available_from}"),
            Self::Pay(Some((offered, _))) => amount(*offered),
            Self::Pay(None) => "the pay offered".to_owned(),
            Self::VacancyState => "not open".to_owned(),
            Self::CandidateState => "not matchable".to_owned(),
        }
    }
}

/// Every gap between the two, in the order of [`Rule::ALL`]; empty for an eligible pair.
pub(super) fn gaps(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = unmet(v, c).map(|wanted| skill_gap(k, v, c, wanted)).collect();
    gaps.extend((!destination_accepted(v, c)).then(|| destination_gap(k, v, c)));
    gaps.extend((!region_accepted(v, c)).then(|| region_gap(k, v, c)));
    gaps.extend(v.tongues.iter().filter(|wanted| !tongue_met(**wanted, c)).filter_map(|wanted| {
        let (needed, actual) = (level_at(wanted.rung)?, level_at(c.rung(wanted.tongue)));
        Some(Gap::Language { language: wanted.tongue.into(), needed, actual })
    }));
    let lacks_licence = |one: &DrivingLicence| v.licences & !c.licences & 1 << *one as u32 != 0;
    gaps.extend(DrivingLicence::ALL.iter().copied().filter(lacks_licence).map(Gap::DrivingLicence));
    let lacks = |one: &Certificate| v.certificates & !c.certificates & 1 << *one as u32 != 0;
    gaps.extend(Certificate::ALL.iter().copied().filter(lacks).map(Gap::Certificate));
    gaps.extend(past_gaps(k, v, c).into_iter().flatten());
    let late = c.available_from.filter(|_| !in_time(v, c));
    gaps.extend(late.map(|available_from| Gap::Availability { latest: v.latest, available_from }));
    gaps.extend(pay_gap(v, c));
    gaps.extend((!v.matchable).then_some(Gap::VacancyState));
    gaps.extend((!c.matchable).then_some(Gap::CandidateState));
    gaps
}

/// The `must` requirements that are not met.
pub(super) fn unmet<'a>(
    v: &'a VacancyFacts,
    c: &'a CandidateFacts,
) -> impl Iterator<Item = &'a Wanted> {
    v.wanted.iter().filter(|wanted| wanted.kind == Must && !met(wanted, c))
}

fn skill_gap(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts, wanted: &Wanted) -> Gap {
    let lacking = |held: Held| {
        let level = wanted.min_level.saturating_sub(held.level);
        (level + wanted.min_years.saturating_sub(held.years), held.skill)
    };
    let could_count = answers(wanted, c).filter(|(_, relation)| relation.is_stated());
    let nearest = could_count.map(|(held, _)| held).min_by_key(|held| lacking(*held));
    Gap::Skill {
        skill: v.skill_id(k, wanted).clone(),
        needed: (wanted.min_level, wanted.min_years),
        actual: nearest.map(|held| (held.level, held.years)),
    }
}

fn destination_gap(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Gap {
    Gap::Destination {
        municipalities: v.places.iter().map(|place| k.municipality(*place).clone()).collect(),
        never: !v.places.is_empty() && v.places.iter().all(|place| c.never.holds(*place)),
    }
}

fn region_gap(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Gap {
    Gap::HomeRegion {
        accepted: v.regions.map_or_else(Vec::new, |set| k.home_regions(set).cloned().collect()),
        actual: c.region.map(|region| k.home_region(region).clone()),
    }
}

fn past_gaps(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> [Option<Gap>; 3] {
    let years = v.past.years.zip(experience(k, v, c).short());
    let grade = v.past.grade.zip(grade(k, v, c).short());
    let education = v.past.education.zip(education(v, c).short());
    [
        years.map(|(needed, actual)| Gap::Experience { needed, actual: Some(actual) }),
        grade.map(|(needed, actual)| Gap::Grade { needed, actual: Some(actual) }),
        education.map(|(needed, actual)| Gap::Education { needed, actual: Some(actual) }),
    ]
}

fn pay_gap(v: &VacancyFacts, c: &CandidateFacts) -> Option<Gap> {
    let (terms, floor) = c.floor.filter(|_| !pay_reaches(v, c))?;
    let floor = terms.floor(floor);
    Some(Gap::Pay(Some((v.pay.at_most(floor), floor))))
}

fn level_and_years((level, years): (u8, u8)) -> String {
    match years {
        0 => format!("level {level}"),
        years => format!("level {level}, {years} years"),
    }
}

fn amount(pay: PayFloor) -> String {
    format!("{} {} per {}", pay.amount, pay.currency, pay.unit)
}

fn listed<T: ToString>(all: &[T]) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn or_unknown<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "unknown".to_owned(), T::to_string)
}

fn too_little() -> String {
    "not enough".to_owned()
}

fn none() -> String {
    "none".to_owned()
}
