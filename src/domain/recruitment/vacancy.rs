//! Vacancies: what an employer of Tatarstan offers and asks for, in the words of schema.org `JobPosting`.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::{
        occupation::Occupation,
        skill::SkillId,
        wording::{Replaced, Worded},
    },
    recruitment::{
        background::Background,
        conditions::Conditions,
        frame::Frame,
        openings::Openings,
        requirement::{
            Certificate, DrivingLicence, LanguageRequirement, Requirement, RequirementText,
        },
        work_time::{Schedule, WorkHours},
    },
    resource::{Record, id::Id},
    values::{
        language::Lang,
        money::OfferedPay,
        place::{HomeRegion, Municipality, Oktmo},
        text::LocalizedText,
        words::words,
    },
};

words! {
    /// The state of a vacancy.
    VacancyStatus {
        /// Being written; only its employer and operators see it.
        Draft = "draft",
        /// Public and matched.
        Published = "published",
        /// Taken down for now.
        Suspended = "suspended",
        /// Every opening is filled.
        Filled = "filled",
        /// Its last day has passed.
        Expired = "expired",
        /// Given up by the employer.
        Cancelled = "cancelled",
    }
}

words! {
    /// How a person is employed (schema.org `employmentType`).
    EmploymentType {
        /// Full time.
        FullTime = "full_time",
        /// Part time.
        PartTime = "part_time",
        /// For a fixed time.
        Temporary = "temporary",
        /// For a season.
        Seasonal = "seasonal",
        /// In rotation, living at the site (вахта).
        Rotation = "rotation",
    }
}

/// Where the work is, which need not be where the employer is registered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workplace {
    /// The municipality, if known. Only work in Tatarstan is published.
    pub oktmo: Option<Oktmo>,
    /// Street address, if known.
    pub address: Option<String>,
    /// Whether the municipality was read from the address, since nobody sent its code.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_read: bool,
}

impl Workplace {
    /// The municipality of Tatarstan.
    pub fn municipality(&self) -> Option<Municipality> {
        self.oktmo.as_ref().and_then(Oktmo::in_tatarstan)
    }
}

/// A vacancy: what is offered and what is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyBody {
    /// Title by language.
    pub title: Option<LocalizedText>,
    /// What the worker does.
    pub responsibilities: Option<LocalizedText>,
    /// What the worker needs, in words.
    pub qualifications: Option<LocalizedText>,
    /// What the job brings besides pay, in words.
    pub job_benefits: Option<LocalizedText>,
    /// The occupation as it was sent; [`VacancyBody::known_occupation`] is the one that counts.
    pub occupation: Option<Occupation>,
    /// The occupation in words.
    #[serde(default)]
    pub occupation_text: Option<Worded<Occupation>>,
    /// What the title names, where nothing else says the occupation.
    #[serde(default)]
    pub occupation_in_title: Option<Worded<Occupation>>,
    /// The least grade that the title tells, where nothing else says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_in_title: Option<u8>,
    /// Skills asked for, as they were sent; [`VacancyBody::skills_asked`] are those that count.
    pub requirements: Vec<Requirement>,
    /// Skills asked for in words.
    #[serde(default)]
    pub skill_texts: Vec<RequirementText>,
    /// The skills that its prose names, each once, where nobody says the skills otherwise: they are preferred, never asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills_in_prose: Vec<Worded<SkillId>>,
    /// The retired concepts among those that were sent.
    #[serde(default)]
    pub replaced: Vec<Replaced>,
    /// Languages asked for.
    pub languages: Vec<LanguageRequirement>,
    /// Licence categories that are needed, all of them.
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates that are needed, all of them.
    pub certificates: Vec<Certificate>,
    /// What the worker must have done and learnt.
    #[serde(default)]
    pub background: Background,
    /// Where the work is.
    #[serde(default)]
    pub workplace: Workplace,
    /// Further places of the same work: lists find them, and who would go to one of them is willing.
    #[serde(default)]
    pub other_workplaces: Vec<Workplace>,
    /// The only home regions accepted; empty accepts all.
    pub home_regions: Vec<HomeRegion>,
    /// Home regions that raise the score.
    pub preferred_home_regions: Vec<HomeRegion>,
    /// Kind of employment.
    pub employment_type: Option<EmploymentType>,
    /// Working time.
    #[serde(default)]
    pub work_hours: WorkHours,
    /// Pay; without it nothing is said of pay, and once it was published, something is.
    pub base_salary: Option<OfferedPay>,
    /// Seats.
    pub openings: Openings,
    /// First day of work; at once if it is not said.
    pub job_start_date: Option<NaiveDate>,
    /// Days after it by which a candidate may still arrive, 0 to 365.
    pub start_grace_days: u16,
    /// Last day on which the vacancy stands.
    pub valid_through: Option<NaiveDate>,
    /// Housing, meals, travel, insurance and the like.
    pub conditions: Conditions,
    /// Where the vacancy comes from.
    #[serde(default)]
    pub frame: Frame,
    /// When it was last published, if it ever was.
    #[serde(default, with = "chrono::serde::ts_microseconds_option")]
    pub published_at: Option<DateTime<Utc>>,
}

/// For how many days a vacancy stands whose last day nobody says.
pub const USUAL_DAYS: u64 = 60;

/// A stored vacancy.
pub type Vacancy = Record<VacancyBody>;
/// The id of a vacancy.
pub type VacancyId = Id<VacancyBody>;

impl VacancyBody {
    /// The occupation, as sent or as its words are understood; `None` while they name nothing known.
    pub fn known_occupation(&self) -> Option<&Occupation> {
        let worded = || self.occupation_words()?.meaning.concept.as_ref();
        self.occupation.as_ref().or_else(worded)
    }

    /// The types of employment by which it is found: the one that is said, and rotation where the working time says it.
    pub fn employment_types(&self) -> impl Iterator<Item = EmploymentType> {
        let rotates = self.work_hours.schedules().any(|one| one == Schedule::Rotation);
        self.employment_type.into_iter().chain(rotates.then_some(EmploymentType::Rotation))
    }

    /// The schedules by which it is found: those of its working time, and rotation where the employment is of that type.
    pub fn schedules(&self) -> impl Iterator<Item = Schedule> {
        let rotates = self.employment_type == Some(EmploymentType::Rotation);
        self.work_hours.schedules().chain(rotates.then_some(Schedule::Rotation))
    }

    /// Where nobody says anything of pay, it is by agreement.
    pub fn state_pay(&mut self) {
        if self.base_salary.as_ref().is_none_or(OfferedPay::is_silent) {
            self.base_salary = Some(OfferedPay::agreed_later());
        }
    }

    /// The words for the occupation: its text, or, without one, the title.
    pub fn occupation_words(&self) -> Option<&Worded<Occupation>> {
        self.occupation_text.as_ref().or(self.occupation_in_title.as_ref())
    }

    /// Every municipality of the work, the one of the workplace first.
    pub fn municipalities(&self) -> impl Iterator<Item = Municipality> {
        let places = std::iter::once(&self.workplace).chain(&self.other_workplaces);
        places.filter_map(Workplace::municipality)
    }

    /// Every occupation that would do: the one that counts, and the further ones.
    pub fn occupations_asked(&self) -> impl Iterator<Item = &Occupation> {
        self.known_occupation().into_iter().chain(&self.background.other_occupations)
    }

    /// What the worker does and needs, in words, by language.
    pub fn prose(&self) -> impl Iterator<Item = (Lang, &str)> {
        let texts = [&self.responsibilities, &self.qualifications].into_iter().flatten();
        let all = texts.flat_map(LocalizedText::all);
        all.map(|(lang, text)| (*lang, text.as_str()))
    }

    /// The skills asked for: those that were sent, and those that texts name and that were not sent.
    pub fn skills_asked(&self) -> Cow<'_, [Requirement]> {
        let mut all = Cow::Borrowed(&self.requirements[..]);
        let in_prose = self.skills_in_prose.iter().filter_map(Requirement::of_prose);
        for named in
            self.skill_texts.iter().filter_map(RequirementText::requirement).chain(in_prose)
        {
            if all.iter().all(|asked| asked.skill != named.skill) {
                all.to_mut().push(named);
            }
        }
        all
    }
}
