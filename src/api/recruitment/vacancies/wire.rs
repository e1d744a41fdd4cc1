//! A vacancy on the wire, in the words of schema.org `JobPosting`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::{
        recruitment::vacancies::{
            background::{BackgroundBody, FrameBody},
            conditions::{
                ConditionsBody, HousingBody, InsuranceBody, MealsBody, ProvidedBody, TravelBody,
            },
            parts::{LanguageRequirementBody, RequirementBody, RequirementTextBody},
            pay::SalaryBody,
            work::{WorkHoursBody, WorkplaceBody},
        },
        wire::{
            text::{Texts, Title},
            values::{Errors, OccupationBody, duplicates},
            wording::{OccupationTextBody, blank},
        },
    },
    app::App,
    domain::{
        FieldError,
        concepts::skill::SkillId,
        recruitment::{
            openings::Openings,
            requirement::{Certificate, DrivingLicence},
            vacancy::{EmploymentType, VacancyBody},
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
    /// Title by language. Needed to publish. Where neither `occupation` nor `occupation_text` is sent, it is read like
    /// the latter.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Title>,
    /// What the worker does. Where neither `requirements` nor `skill_texts` says a skill, those that the parts of this text
    /// and of `qualifications` name are preferred, and stand in `resolutions`.
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
    /// The occupation; may be left out where `occupation_text` or the title names it.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<OccupationBody>,
    /// The occupation in words. Where `occupation` is left out, what the text names counts; while it names nothing
    /// known, the vacancy is matched by its skills and words, and `missing` says so.
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
    #[validate(length(max = 19))]
    #[schema(max_items = 19)]
    #[serde(default)]
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates that are needed, all of them.
    #[validate(length(max = 18))]
    #[schema(max_items = 18)]
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// What the worker must have done and learnt.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<BackgroundBody>,
    /// Where the work is. Its municipality is needed to publish.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workplace: Option<WorkplaceBody>,
    /// Further places of the same work: lists find them, and who would go to one of them is willing.
    #[validate(length(max = 20), nested)]
    #[schema(max_items = 20)]
    #[serde(default)]
    pub other_workplaces: Vec<WorkplaceBody>,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment_type: Option<EmploymentType>,
    /// Working time.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_hours: Option<WorkHoursBody>,
    /// Pay. A statement about it is needed to publish: an amount, words, or `{"by_agreement": true}`. Where nothing at all
    /// is said, publishing sets it to by agreement, as the answer then shows.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_salary: Option<SalaryBody>,
    /// All seats; at least one is taken to be open while the number is unknown.
    #[validate(range(min = 1, max = 10_000))]
    #[schema(minimum = 1, maximum = 10_000, example = 12)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_job_openings: Option<u32>,
    /// Seats that have been filled. Left out, the number known so far stays (0 in a new vacancy): sending the same
    /// advertisement again undoes no hiring.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(value_type = u32, minimum = 0, maximum = 10_000, example = 0)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filled_job_openings: Option<u32>,
    /// Seats that have been given up. Left out, the number known so far stays.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(value_type = u32, minimum = 0, maximum = 10_000, example = 0)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled_job_openings: Option<u32>,
    /// First day of work; at once if it is left out.
    #[schema(max_length = 10, example = "2027-03-01")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub job_start_date: Option<NaiveDate>,
    /// Days after it by which a candidate may still arrive.
    #[validate(range(min = 0, max = 365))]
    #[schema(minimum = 0, maximum = 365, default = 30, example = 30)]
    #[serde(default = "usual_grace")]
    pub start_grace_days: u16,
    /// Last day on which the vacancy stands; 60 days from publication if it is left out.
    #[schema(max_length = 10, example = "2027-02-15")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub valid_through: Option<NaiveDate>,
    /// Housing.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub housing: Option<HousingBody>,
    /// Meals.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meals: Option<MealsBody>,
    /// Travel.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<TravelBody>,
    /// Insurance.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurance: Option<InsuranceBody>,
    /// What else is provided.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provided: Option<ProvidedBody>,
    /// Where the vacancy comes from.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<FrameBody>,
}

impl VacancyInput {
    /// The body, checked. Codes are checked against the taxonomy by the use case.
    pub(in crate::api) fn accept(self, app: &App) -> Result<VacancyBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(self.contradictions(app.today()));
        let conditions = ConditionsBody {
            housing: self.housing,
            meals: self.meals,
            travel: self.travel,
            insurance: self.insurance,
            provided: self.provided,
        };
        let title = self.title.and_then(|title| errors.take(title.accept("/title")));
        let mut text = |texts: Option<Texts>, pointer| {
            texts.and_then(|texts| errors.take(texts.accept(pointer)))
        };
        let responsibilities = text(self.responsibilities, "/responsibilities");
        let qualifications = text(self.qualifications, "/qualifications");
        let job_benefits = text(self.job_benefits, "/job_benefits");
        let occupation =
            self.occupation.and_then(|one| errors.take(one.accept(app, "/occupation")));
        let background = self.background.unwrap_or_default().accept(app, &mut errors);
        errors.finish(Some(VacancyBody {
            title,
            responsibilities,
            qualifications,
            job_benefits,
            occupation,
            occupation_text: self.occupation_text.map(Into::into),
            occupation_in_title: None,
            grade_in_title: None,
            requirements: self.requirements.into_iter().map(Into::into).collect(),
            skill_texts: self.skill_texts.into_iter().map(Into::into).collect(),
            skills_in_prose: Vec::new(),
            replaced: Vec::new(),
            languages: self.languages.into_iter().map(Into::into).collect(),
            driving_licences: self.driving_licences,
            certificates: self.certificates,
            background,
            workplace: self.workplace.unwrap_or_default().into(),
            other_workplaces: self.other_workplaces.into_iter().map(Into::into).collect(),
            home_regions: self.home_regions,
            preferred_home_regions: self.preferred_home_regions,
            employment_type: self.employment_type,
            work_hours: self.work_hours.unwrap_or_default().into(),
            base_salary: self.base_salary.map(Into::into),
            openings: Openings {
                total: self.total_job_openings,
                filled: self.filled_job_openings.into(),
                cancelled: self.cancelled_job_openings.into(),
                reserved: 0,
            },
            job_start_date: self.job_start_date,
            start_grace_days: self.start_grace_days,
            valid_through: self.valid_through,
            conditions: conditions.into(),
            frame: self.frame.unwrap_or_default().into(),
            published_at: None,
        }))
    }

    fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let occupation = self.occupation_text.iter();
        let occupation = occupation.map(|one| ("/occupation_text/text".to_owned(), &*one.text));
        let skills = self.skill_texts.iter().enumerate();
        occupation.chain(skills.map(|(at, one)| (format!("/skill_texts/{at}/text"), &*one.text)))
    }

    fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
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
        if self.title.is_none() && self.occupation.is_none() && self.occupation_text.is_none() {
            let detail = "give title, occupation or occupation_text";
            errors.push(FieldError::new("/title", "required", detail));
        }
        errors.extend(self.base_salary.as_ref().and_then(SalaryBody::contradiction));
        errors.extend(self.frame.as_ref().and_then(|frame| frame.posted_later(today)));
        let taken: u32 =
            [self.filled_job_openings, self.cancelled_job_openings].into_iter().flatten().sum();
        if self.total_job_openings.is_some_and(|total| taken > total) {
            let detail =
                "must not be under filled_job_openings and cancelled_job_openings together";
            errors.push(FieldError::new("/total_job_openings", "contradiction", detail));
        }
        errors
    }
}
