//! What a list of matches shows of what it found, so that nobody has to ask again for each.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        recruitment::candidates::parts::{HeldSkillBody, PractisedOccupationBody, SpokenSkillBody},
        recruitment::vacancies::pay::SalaryBody,
        wire::{text::Title, values::OccupationBody},
    },
    app::recruitment::matches::{CandidateProfile, MatchSubject},
    domain::{
        concepts::facet::{Facet, FacetKind},
        recruitment::{
            requirement::{Certificate, DrivingLicence},
            vacancy::Vacancy,
        },
        resource::Resource,
        values::place::{HomeRegion, Municipality},
    },
};

/// A candidate as employers see one: pseudonymous, without wishes, pay floor, age and education.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ProfileView {
    /// Home region of Uzbekistan; left out if the taxonomy has it no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_region: Option<HomeRegion>,
    /// Occupations, longest first.
    #[schema(max_items = 10)]
    occupations: Vec<PractisedOccupationBody>,
    /// Skills.
    #[schema(max_items = 60)]
    skills: Vec<HeldSkillBody>,
    /// Languages.
    #[schema(max_items = 10)]
    languages: Vec<SpokenSkillBody>,
    /// Licence categories held.
    #[schema(max_items = 19)]
    driving_licences: Vec<DrivingLicence>,
    /// Certificates held.
    #[schema(max_items = 18)]
    certificates: Vec<Certificate>,
    /// First day on which work could begin, if it is known.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(skip_serializing_if = "Option::is_none")]
    available_from: Option<NaiveDate>,
}

impl From<CandidateProfile> for ProfileView {
    fn from(profile: CandidateProfile) -> Self {
        Self {
            home_region: profile.home_region,
            occupations: profile.occupations.into_iter().map(Into::into).collect(),
            skills: profile.skills.into_iter().map(Into::into).collect(),
            languages: profile.languages.into_iter().map(Into::into).collect(),
            driving_licences: profile.driving_licences,
            certificates: profile.certificates,
            available_from: profile.available_from,
        }
    }
}

/// What a vacancy offers, in short; the whole is at `/v1/vacancies/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OfferView {
    /// The employer.
    employer_id: Uuid,
    /// Title by language.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Title>,
    /// The occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    occupation: Option<OccupationBody>,
    /// Municipality of the work (ОКТМО).
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<Municipality>,
    /// Pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    base_salary: Option<SalaryBody>,
    /// Seats still to fill, if the number is known.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    #[serde(skip_serializing_if = "Option::is_none")]
    open_job_openings: Option<u32>,
    /// First day of work; at once if it is not said.
    #[schema(max_length = 10, example = "2027-03-01")]
    #[serde(skip_serializing_if = "Option::is_none")]
    job_start_date: Option<NaiveDate>,
}

impl From<&Vacancy> for OfferView {
    fn from(vacancy: &Vacancy) -> Self {
        let body = &vacancy.body;
        Self {
            employer_id: vacancy.owner,
            title: body.title.as_ref().map(Into::into),
            occupation: body.known_occupation().map(Into::into),
            municipality: body.workplace.municipality(),
            base_salary: body.base_salary.as_ref().map(Into::into),
            open_job_openings: body.openings.open(),
            job_start_date: body.job_start_date,
        }
    }
}

/// The facets of what was found, for the names of its concepts.
pub(in crate::api) fn facets(found: &MatchSubject) -> Vec<Facet> {
    match found {
        MatchSubject::Vacancy(offer) => {
            offer.as_ref().map(|vacancy| vacancy.body.facets()).unwrap_or_default()
        }
        MatchSubject::Candidate(profile) => {
            let region = profile.home_region.iter();
            let region = region.map(|region| Facet::new(FacetKind::HomeRegion, region));
            let occupations = profile.occupations.iter().flat_map(|one| one.occupation.facets());
            let skills =
                profile.skills.iter().map(|held| Facet::new(FacetKind::Skill, &held.skill));
            region.chain(occupations).chain(skills).collect()
        }
    }
}

/// Whose it is, if it is an employer's; nil otherwise.
pub(in crate::api) fn owner(found: &MatchSubject) -> Uuid {
    match found {
        MatchSubject::Vacancy(Some(vacancy)) => vacancy.owner,
        MatchSubject::Vacancy(None) | MatchSubject::Candidate(_) => Uuid::nil(),
    }
}
