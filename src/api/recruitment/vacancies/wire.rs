//! A vacancy on the wire, in the words of schema.org `JobPosting`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        recruitment::vacancies::{
            conditions::{self, HousingBody, InsuranceBody, MealsBody, TravelBody},
            parts::{
                LanguageRequirementBody, RequirementBody, RequirementTextBody, WorkHoursBody,
                WorkplaceBody,
            },
        },
        wire::{
            text::{Texts, Title},
            values::{Errors, OccupationBody, SalaryBody, duplicates},
            wording::{OccupationTextBody, blank},
        },
    },
    app::App,
    domain::{
        FieldError,
        concepts::skill::SkillId,
        recruitment::{
            requirement::{Certificate, DrivingLicence},
            vacancy::{EmploymentType, Openings, VacancyBody, WorkHours, Workplace},
        },
        values::{place::HomeRegion, spoken::SpokenLanguage, text::ExternalRef},
    },
};

fn usual_grace() -> u16 {
    30
}

/// What an employer says of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct VacancyInput {
    /// The employer's own reference, unique among its vacancies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Title by language.
    #[validate(nested)]
    pub title: Title,
    /// What the worker does.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsibilities: Option<Texts>,
    /// What the worker needs, in words.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifications: Option<Texts>,
    /// What the job brings besides pay, in words.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_benefits: Option<Texts>,
    /// The occupation; may be left out beside `occupation_text`.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<OccupationBody>,
    /// The occupation in words. Where `occupation` is left out, what the text names counts; while it names nothing
    /// known, the vacancy is kept and cannot be published.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation_text: Option<OccupationTextBody>,
    /// Skills asked for.
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    #[serde(default)]
    pub requirements: Vec<RequirementBody>,
    /// Skills asked for in words. Those that name a known skill count as if its id had been sent, unless it was.
    #[validate(length(max = 30), nested)]
    #[schema(max_items = 30)]
    #[serde(default)]
    pub skill_texts: Vec<RequirementTextBody>,
    /// Languages asked for.
    #[validate(length(max = 8), nested)]
    #[schema(max_items = 8)]
    #[serde(default)]
    pub languages: Vec<LanguageRequirementBody>,
    /// Licence categories that are needed, all of them.
    #[validate(length(max = 12))]
    #[schema(max_items = 12)]
    #[serde(default)]
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates that are needed, all of them.
    #[validate(length(max = 16))]
    #[schema(max_items = 16)]
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// Where the work is.
    #[validate(nested)]
    pub workplace: WorkplaceBody,
    /// The only home regions accepted; empty accepts all.
    #[validate(length(max = 14))]
    #[schema(max_items = 14)]
    #[serde(default)]
    pub home_regions: Vec<HomeRegion>,
    /// Home regions that raise the score.
    #[validate(length(max = 14))]
    #[schema(max_items = 14)]
    #[serde(default)]
    pub preferred_home_regions: Vec<HomeRegion>,
    /// Kind of employment.
    pub employment_type: EmploymentType,
    /// Working time.
    #[validate(nested)]
    pub work_hours: WorkHoursBody,
    /// Pay.
    #[validate(nested)]
    pub base_salary: SalaryBody,
    /// All seats.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 12)]
    pub total_job_openings: u32,
    /// Seats that have been filled.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    #[serde(default)]
    pub filled_job_openings: u32,
    /// Seats that have been given up.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    #[serde(default)]
    pub cancelled_job_openings: u32,
    /// First day of work.
    #[schema(max_length = 10, example = "2027-03-01")]
    pub job_start_date: NaiveDate,
    /// Days after it by which a candidate may still arrive.
    #[validate(range(min = 0, max = 365))]
    #[schema(minimum = 0, maximum = 365, default = 30, example = 30)]
    #[serde(default = "usual_grace")]
    pub start_grace_days: u16,
    /// Last day on which the vacancy stands.
    #[schema(max_length = 10, example = "2027-02-15")]
    pub valid_through: NaiveDate,
    /// Housing.
    #[validate(nested)]
    #[serde(default)]
    pub housing: HousingBody,
    /// Meals.
    #[validate(nested)]
    #[serde(default)]
    pub meals: MealsBody,
    /// Travel.
    #[validate(nested)]
    #[serde(default)]
    pub travel: TravelBody,
    /// Insurance.
    #[validate(nested)]
    #[serde(default)]
    pub insurance: InsuranceBody,
}

impl VacancyInput {
    /// The body, checked. Codes are checked against the taxonomy by the use case.
    pub(in crate::api) fn accept(self, app: &App) -> Result<VacancyBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(self.contradictions());
        let conditions =
            conditions::accept(&self.housing, &self.meals, &self.travel, &self.insurance);
        let title = errors.take(self.title.accept("/title"));
        let mut text = |texts: Option<Texts>, pointer| {
            texts.and_then(|texts| errors.take(texts.accept(pointer)))
        };
        let responsibilities = text(self.responsibilities, "/responsibilities");
        let qualifications = text(self.qualifications, "/qualifications");
        let job_benefits = text(self.job_benefits, "/job_benefits");
        let occupation =
            self.occupation.and_then(|one| errors.take(one.accept(app, "/occupation")));
        let body = title.map(|title| VacancyBody {
            title,
            responsibilities,
            qualifications,
            job_benefits,
            occupation,
            occupation_text: self.occupation_text.map(Into::into),
            requirements: self.requirements.into_iter().map(Into::into).collect(),
            skill_texts: self.skill_texts.into_iter().map(Into::into).collect(),
            replaced: Vec::new(),
            languages: self.languages.into_iter().map(Into::into).collect(),
            driving_licences: self.driving_licences,
            certificates: self.certificates,
            workplace: Workplace { oktmo: self.workplace.oktmo, address: self.workplace.address },
            home_regions: self.home_regions,
            preferred_home_regions: self.preferred_home_regions,
            employment_type: self.employment_type,
            work_hours: WorkHours {
                hours_per_week: self.work_hours.hours_per_week,
                schedule: self.work_hours.schedule,
            },
            base_salary: self.base_salary.into(),
            openings: Openings {
                total: self.total_job_openings,
                filled: self.filled_job_openings,
                cancelled: self.cancelled_job_openings,
            },
            job_start_date: self.job_start_date,
            start_grace_days: self.start_grace_days,
            valid_through: self.valid_through,
            conditions,
        });
        errors.finish(body)
    }

    fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let occupation = self.occupation_text.iter();
        let occupation = occupation.map(|one| ("/occupation_text/text".to_owned(), &*one.text));
        let skills = self.skill_texts.iter().enumerate();
        occupation.chain(skills.map(|(at, one)| (format!("/skill_texts/{at}/text"), &*one.text)))
    }

    fn contradictions(&self) -> Vec<FieldError> {
        let skills: Vec<&SkillId> = self.requirements.iter().map(|asked| &asked.skill).collect();
        let languages: Vec<&SpokenLanguage> =
            self.languages.iter().map(|asked| &asked.language).collect();
        let mut errors = duplicates(&skills, |at| format!("/requirements/{at}/skill"));
        errors.extend(duplicates(&languages, |at| format!("/languages/{at}/language")));
        errors.extend(duplicates(&self.driving_licences, |at| format!("/driving_licences/{at}")));
        errors.extend(duplicates(&self.certificates, |at| format!("/certificates/{at}")));
        errors.extend(duplicates(&self.home_regions, |at| format!("/home_regions/{at}")));
        errors.extend(duplicates(&self.preferred_home_regions, |at| {
            format!("/preferred_home_regions/{at}")
        }));
        errors.extend(blank(self.texts()));
        if self.occupation.is_none() && self.occupation_text.is_none() {
            let detail = "give occupation, occupation_text or both";
            errors.push(FieldError::new("/occupation", "required", detail));
        }
        if self.base_salary.max < self.base_salary.min {
            errors.push(FieldError::new(
                "/base_salary/max",
                "contradiction",
                "must not be under min",
            ));
        }
        if self.filled_job_openings + self.cancelled_job_openings > self.total_job_openings {
            let detail =
                "must not be under filled_job_openings and cancelled_job_openings together";
            errors.push(FieldError::new("/total_job_openings", "contradiction", detail));
        }
        errors
    }
}
