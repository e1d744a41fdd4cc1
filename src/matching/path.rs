//! The shortest way to eligibility: what the candidate would have to change, what the employer could, and what neither can.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::domain::{
    concepts::skill::SkillId,
    recruitment::{
        candidate::Education,
        eligibility::Rule,
        requirement::{Certificate, DrivingLicence},
    },
    values::{
        money::PayFloor,
        place::Municipality,
        spoken::{Cefr, SpokenLanguage},
    },
};

use super::{
    facts::{CandidateFacts, VacancyFacts, Wanted},
    gap::{Gap, unmet},
    knowledge::Knowledge,
    numbers::SkillNo,
};

/// One thing that would have to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Get better at a skill that is there.
    RaiseSkill {
        /// Which skill.
        skill: SkillId,
        /// The level now.
        from: u8,
        /// The level needed.
        to: u8,
    },
    /// Learn a skill that is not there.
    LearnSkill {
        /// Which skill.
        skill: SkillId,
        /// The level needed.
        to: u8,
    },
    /// Practise a skill for longer.
    GainYears {
        /// Which skill.
        skill: SkillId,
        /// The years now.
        from: u8,
        /// The years needed.
        to: u8,
    },
    /// Get better at a language.
    RaiseLanguage {
        /// Which language.
        language: SpokenLanguage,
        /// The level now, if any.
        from: Option<Cefr>,
        /// The level needed.
        to: Cefr,
    },
    /// Obtain a licence category.
    ObtainLicence {
        /// Which category.
        licence: DrivingLicence,
    },
    /// Obtain a certificate.
    ObtainCertificate {
        /// Which certificate.
        certificate: Certificate,
    },
    /// Work in the trade for longer.
    GainExperience {
        /// The years now, unless they are withheld.
        from: Option<u8>,
        /// The years needed.
        to: u8,
    },
    /// Qualify for a higher grade in the trade.
    RaiseGrade {
        /// The grade now, unless it is withheld.
        from: Option<u8>,
        /// The grade needed.
        to: u8,
    },
    /// Complete an education.
    CompleteEducation {
        /// The highest now, unless it is withheld.
        from: Option<Education>,
        /// The least needed.
        to: Education,
    },
    /// Accept to work in a municipality.
    AcceptMunicipality {
        /// Which municipality.
        municipality: Municipality,
    },
    /// Be ready to begin by a day.
    ArriveBy {
        /// The last such day.
        date: NaiveDate,
    },
    /// What the employer could do: offer more. Nobody is advised to accept less.
    OfferMore {
        /// What the candidate accepts, unless it is withheld.
        to: Option<PayFloor>,
    },
    /// Be available, with consent to matching.
    BecomeAvailable,
    /// A rule that fails whatever the candidate does.
    NotWithinCandidatesPower {
        /// Which rule.
        rule: Rule,
    },
}

impl Step {
    /// The same without what only the candidate's side may know.
    #[must_use]
    pub(super) fn withheld(self) -> Self {
        match self {
            Self::OfferMore { .. } => Self::OfferMore { to: None },
            Self::GainExperience { to, .. } => Self::GainExperience { from: None, to },
            Self::RaiseGrade { to, .. } => Self::RaiseGrade { from: None, to },
            Self::CompleteEducation { to, .. } => Self::CompleteEducation { from: None, to },
            other => other,
        }
    }
}

/// The steps that close every gap, in the order of the rules. One skill often closes several: each time the one that
/// closes most is taken, and among those the cheapest in levels and years.
pub(super) fn path(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts, gaps: &[Gap]) -> Vec<Step> {
    let mut steps = skill_steps(k, v, c);
    steps.extend(gaps.iter().filter_map(step));
    steps
}

fn step(gap: &Gap) -> Option<Step> {
    Some(match gap {
        Gap::Skill { .. } => return None,
        Gap::Destination { municipalities, .. } => match municipalities.first() {
            Some(first) => Step::AcceptMunicipality { municipality: first.clone() },
            None => Step::NotWithinCandidatesPower { rule: gap.rule() },
        },
        Gap::Language { language, needed, actual } => {
            Step::RaiseLanguage { language: language.clone(), from: *actual, to: *needed }
        }
        Gap::DrivingLicence(licence) => Step::ObtainLicence { licence: *licence },
        Gap::Certificate(certificate) => Step::ObtainCertificate { certificate: *certificate },
        Gap::Experience { needed, actual } => Step::GainExperience { from: *actual, to: *needed },
        Gap::Grade { needed, actual } => Step::RaiseGrade { from: *actual, to: *needed },
        Gap::Education { needed, actual } => Step::CompleteEducation { from: *actual, to: *needed },
        Gap::Availability { latest, .. } => Step::ArriveBy { date: *latest },
        Gap::Pay(known) => Step::OfferMore { to: known.map(|(_, floor)| floor) },
        Gap::CandidateState => Step::BecomeAvailable,
        Gap::HomeRegion { .. } | Gap::VacancyState => {
            Step::NotWithinCandidatesPower { rule: gap.rule() }
        }
    })
}

fn skill_steps(k: &Knowledge, v: &VacancyFacts, c: &CandidateFacts) -> Vec<Step> {
    let (mut open, retired): (Vec<_>, Vec<_>) =
        unmet(v, c).partition(|wanted| wanted.skill.is_ok());
    let mut steps = Vec::new();
    while let Some(best) = options(&open, c).min_by_key(Reach::rank) {
        open.retain(|wanted| !answered_by(wanted, best.skill));
        steps.extend(best.steps(k));
    }
    if !retired.is_empty() {
        steps.push(Step::NotWithinCandidatesPower { rule: Rule::Skill });
    }
    steps
}

/// A skill brought to a level and a number of years.
struct Reach {
    skill: SkillNo,
    closes: usize,
    level: (u8, u8),
    years: (u8, u8),
}

/// The ways forward: each asked skill itself, and each skill at hand that could count for one.
fn options<'a>(open: &'a [&Wanted], c: &'a CandidateFacts) -> impl Iterator<Item = Reach> + 'a {
    let asked = open.iter().filter_map(|wanted| wanted.skill.ok());
    let held = c.skills.iter().map(|held| held.skill);
    asked.chain(held).map(|skill| reach(open, c, skill)).filter(|reach| reach.closes > 0)
}

fn reach(open: &[&Wanted], c: &CandidateFacts, skill: SkillNo) -> Reach {
    let held = c
        .skills
        .iter()
        .filter(|held| held.skill == skill)
        .max_by_key(|held| (held.level, held.years));
    let (level, years) = held.map_or((0, 0), |held| (held.level, held.years));
    let start = Reach { skill, closes: 0, level: (level, level), years: (years, years) };
    open.iter().filter(|wanted| answered_by(wanted, skill)).fold(start, |reach, wanted| Reach {
        closes: reach.closes + 1,
        level: (level, reach.level.1.max(wanted.min_level)),
        years: (years, reach.years.1.max(wanted.min_years)),
        ..reach
    })
}

fn answered_by(wanted: &Wanted, skill: SkillNo) -> bool {
    wanted.accepts.iter().any(|(no, relation)| *no == skill && relation.meets())
}

impl Reach {
    /// Closes most, then in fewest steps, then by least effort, then by number.
    fn rank(&self) -> (Reverse<usize>, usize, u8, SkillNo) {
        let (levels, years) = (self.level.1 - self.level.0, self.years.1 - self.years.0);
        let steps = usize::from(levels > 0) + usize::from(years > 0);
        (Reverse(self.closes), steps, levels + years, self.skill)
    }

    fn steps(&self, k: &Knowledge) -> impl Iterator<Item = Step> {
        let skill = k.skill_id(self.skill).clone();
        let ((from, to), (years_from, years_to)) = (self.level, self.years);
        let level = match from {
            0 => Step::LearnSkill { skill: skill.clone(), to },
            from => Step::RaiseSkill { skill: skill.clone(), from, to },
        };
        let years = Step::GainYears { skill, from: years_from, to: years_to };
        [(to > from).then_some(level), (years_to > years_from).then_some(years)]
            .into_iter()
            .flatten()
    }
}
