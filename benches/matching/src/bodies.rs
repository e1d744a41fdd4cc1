//! Made candidates and vacancies as the bodies of the domain, read by the engine like any other.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{Days, NaiveDate};
use koprik::{
    domain::{
        concepts::{
            occupation::{Occupation, PractisedOccupation},
            skill::{Evidence, HeldSkill},
        },
        recruitment::{
            background::Background,
            candidate::{CandidateBody, Destinations, Education, Readiness},
            conditions::{
                Conditions, Housing, HousingKind, Insurance, Meals, MealsKind, Provided, Travel,
                TravelOffer,
            },
            frame::Frame,
            requirement::{
                Certificate, DrivingLicence, LanguageRequirement, Requirement, RequirementKind,
            },
            openings::Openings,
        vacancy::{EmploymentType, VacancyBody, Workplace},
            work_time::WorkHours,
        },
        values::{
            language::Lang,
            money::{Amount, Currency, OfferedPay, PayFloor, PayUnit},
            spoken::{Cefr, SpokenSkill},
            text::LocalizedText,
        },
    },
    matching::{CandidateFacts, VacancyFacts},
};

use crate::{
    people::{Job, Person, id},
    world::World,
};

/// What the engine holds of a person.
pub fn candidate(world: &World, person: &Person) -> CandidateFacts {
    let body = candidate_body(world, person);
    CandidateFacts::of(&world.knowledge, id(person.number), &body, person.matchable)
}

/// What the engine holds of a job.
pub fn vacancy(world: &World, job: &Job) -> anyhow::Result<VacancyFacts> {
    let body = vacancy_body(world, job)?;
    Ok(VacancyFacts::of(&world.knowledge, id(job.number), &body, true))
}

/// A day of 2027 by its number.
pub fn day(number: u16) -> NaiveDate {
    NaiveDate::default().checked_add_days(Days::new(20_819 + u64::from(number))).unwrap_or_default()
}

fn kind(must: bool) -> RequirementKind {
    if must { RequirementKind::Must } else { RequirementKind::Preferred }
}

fn occupation(world: &World, trade: u16) -> Occupation {
    let trade = &world.trades[usize::from(trade)];
    Occupation { trade: Some(trade.id.clone()), isco08: trade.isco08.clone() }
}

fn bits<T: Copy>(all: &[T], set: u32) -> Vec<T> {
    all.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, one)| *one).collect()
}

fn candidate_body(world: &World, person: &Person) -> CandidateBody {
    let places =
        |list: &[u8]| list.iter().map(|no| world.places[usize::from(*no)].clone()).collect();
    let spoken = person.rungs.iter().zip(&world.languages).filter(|(rung, _)| **rung > 0);
    CandidateBody {
        home_region: Some(world.regions[usize::from(person.region)].clone()),
        home_district: None,
        of_age: true,
        occupations: person
            .occupations
            .iter()
            .map(|one| PractisedOccupation::new(occupation(world, one.trade), one.years))
            .collect(),
        occupation_text: None,
        skills: person
            .skills
            .iter()
            .map(|held| HeldSkill {
                skill: world.skills[usize::from(held.skill)].clone(),
                level: held.level,
                years: held.years,
                evidence: Evidence::ALL[usize::from(held.evidence)],
            })
            .collect(),
        skill_texts: Vec::new(),
        replaced: Vec::new(),
        languages: spoken
            .map(|(rung, language)| SpokenSkill {
                language: language.clone(),
                level: Cefr::ALL[usize::from(*rung) - 1],
            })
            .collect(),
        education: Some(Education::Vocational),
        driving_licences: bits(DrivingLicence::ALL, person.licences.into()),
        certificates: bits(Certificate::ALL, person.certificates),
        destinations: Destinations {
            ranked: places(&person.ranked),
            equal: false,
            never: places(&person.never),
            elsewhere: Some(person.elsewhere),
        },
        pay_floor: person.floor.map(|amount| PayFloor {
            currency: Currency::Rub,
            unit: if person.hourly { PayUnit::Hour } else { PayUnit::Month },
            amount,
        }),
        available_from: Some(day(person.from_day)),
        readiness: Some(Readiness::Ready),
        matching_consent: None,
        proofs: Vec::new(),
        superseded: false,
    }
}

fn vacancy_body(world: &World, job: &Job) -> anyhow::Result<VacancyBody> {
    let regions =
        |list: &[u8]| list.iter().map(|no| world.regions[usize::from(*no)].clone()).collect();
    let title = BTreeMap::from([(Lang::En, "Made for a bench".to_owned())]);
    Ok(VacancyBody {
        title: Some(LocalizedText::try_from(title).ok().context("a title in one language")?),
        responsibilities: None,
        qualifications: None,
        job_benefits: None,
        occupation: Some(occupation(world, job.trade)),
        occupation_text: None,
        occupation_in_title: None,
            grade_in_title: None,
        skill_texts: Vec::new(),
        skills_in_prose: Vec::new(),
        replaced: Vec::new(),
        requirements: job
            .wanted
            .iter()
            .map(|one| Requirement {
                skill: world.skills[usize::from(one.skill)].clone(),
                kind: kind(one.must),
                min_level: one.level,
                min_years: one.years,
                weight: one.weight,
            })
            .collect(),
        languages: job
            .tongues
            .iter()
            .map(|(language, rung, must)| LanguageRequirement {
                language: world.languages[usize::from(*language)].clone(),
                level: Cefr::ALL[usize::from(*rung) - 1],
                kind: kind(*must),
            })
            .collect(),
        driving_licences: bits(DrivingLicence::ALL, job.licences.into()),
        certificates: bits(Certificate::ALL, job.certificates),
        background: Background::default(),
        frame: Frame::default(),
        published_at: None,
        other_workplaces: Vec::new(),
        workplace: Workplace {
            oktmo: Some(world.places[usize::from(job.place)].clone().into()),
            address: None,
            is_read: false,
        },
        home_regions: regions(&job.regions),
        preferred_home_regions: regions(&job.preferred_regions),
        employment_type: Some(EmploymentType::FullTime),
        work_hours: WorkHours { hours_per_week: Some(40), ..WorkHours::default() },
        base_salary: Some(OfferedPay {
            currency: Some(Currency::Rub),
            unit: Some(PayUnit::Month),
            min: Some(Amount::whole(job.pay)),
            max: Some(Amount::whole(job.pay + 20_000)),
            gross: Some(true),
            ..OfferedPay::default()
        }),
        openings: Openings { total: Some(5), filled: 0.into(), cancelled: 0.into(), reserved: 0 },
        job_start_date: Some(day(job.start_day)),
        start_grace_days: job.grace,
        valid_through: Some(day(job.start_day + 365)),
        conditions: conditions(),
    })
}

fn conditions() -> Conditions {
    Conditions {
        housing: Some(Housing {
            kind: HousingKind::Dormitory,
            monthly_cost: Some(0),
            people_per_room: Some(4),
        }),
        meals: Some(Meals { kind: MealsKind::Canteen, per_day: Some(2) }),
        travel: Some(Travel {
            outbound: TravelOffer::Employer,
            homeward: TravelOffer::Employer,
            daily_transport: Some(true),
        }),
        insurance: Some(Insurance { medical: true, accident: false }),
        provided: Provided::default(),
    }
}
