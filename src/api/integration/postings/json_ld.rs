//! A vacancy as a `JobPosting` of <https://schema.org/JobPosting>, as JSON-LD. The guide has the table of what becomes what.

use askama::Template;
use serde_json::{Map, Value, json};

use crate::{
    api::integration::postings::posting::Posting,
    domain::{
        concepts::occupation::Occupation,
        recruitment::{
            candidate::Education,
            vacancy::{EmploymentType, VacancyBody},
            work_time::Rotation,
        },
        values::{
            money::{OfferedPay, PayUnit},
            moscow::moscow_day,
        },
    },
    taxonomy::Concept,
};

/// Texts as the paragraphs that readers of postings expect.
#[derive(Template)]
#[template(source = "{% for text in texts %}<p>{{ text }}</p>{% endfor %}", ext = "html")]
struct Description<'t> {
    texts: Vec<&'t str>,
}

/// The posting; what is not known is left out.
pub(super) fn job_posting(posting: Posting<'_>) -> askama::Result<Value> {
    let mut told = Map::new();
    for part in [frame(posting)?, offer(posting), asks(posting)] {
        if let Value::Object(members) = part {
            told.extend(members.into_iter().filter(|(_, value)| is_known(value)));
        }
    }
    Ok(Value::Object(told))
}

fn is_known(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|some| !some.is_empty())
}

/// What a posting must say, and where it is from.
fn frame(posting: Posting<'_>) -> askama::Result<Value> {
    let (vacancy, body) = (posting.vacancy, &posting.vacancy.body);
    let places = posting.places().map(|(municipality, street)| {
        let address = json!({
            "@type": "PostalAddress", "addressCountry": "RU", "addressRegion": "RU-TA",
            "addressLocality": municipality, "streetAddress": street,
        });
        json!({"@type": "Place", "address": known(address)})
    });
    let last = body.valid_through.map(|day| format!("{day}T23:59:59+03:00")); // Moscow's day
    Ok(json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "Koprik", "value": vacancy.id.to_string()},
        "url": posting.page(),
        "title": posting.title(),
        "description": description(posting)?,
        "datePosted": body.frame.date_posted.or_else(|| body.published_at.map(moscow_day)),
        "validThrough": last,
        "hiringOrganization": {"@type": "Organization", "name": posting.employer()},
        "jobLocation": places.collect::<Vec<_>>(),
        "directApply": false,
    }))
}

fn description(posting: Posting<'_>) -> askama::Result<String> {
    let mut texts: Vec<&str> = posting.texts().flat_map(|(_, text)| text.lines()).collect();
    texts.retain(|line| !line.trim().is_empty());
    if texts.is_empty() {
        texts = vec![posting.title(), posting.employer()];
    }
    Description { texts }.render()
}

/// What is offered.
fn offer(posting: Posting<'_>) -> Value {
    let body = &posting.vacancy.body;
    json!({
        "employmentType": body.employment_type.map(employment_type),
        "workHours": work_hours(body),
        "baseSalary": body.base_salary.as_ref().and_then(base_salary),
        "incentiveCompensation": body.base_salary.as_ref().and_then(|pay| pay.bonus.as_deref()),
        "jobBenefits": posting.text(body.job_benefits.as_ref()),
        "totalJobOpenings": body.openings.open(),
        "jobStartDate": body.job_start_date,
        "jobImmediateStart": body.job_start_date.is_none().then_some(true),
    })
}

/// What is asked for.
fn asks(posting: Posting<'_>) -> Value {
    let body = &posting.vacancy.body;
    let (edition, lang) = (&posting.teller.edition, posting.teller.lang);
    let unit = body.known_occupation().and_then(Occupation::unit);
    let category = unit.map(|unit| {
        let code = unit.as_str();
        let name = edition.isco(code).map(|group| group.label(lang));
        known(json!({"@type": "CategoryCode", "inCodeSet": "ISCO-08", "codeValue": code, "name": name}))
    });
    let regions = body.home_regions.iter().filter_map(|code| edition.home_region(code));
    let regions =
        regions.map(|place| json!({"@type": "AdministrativeArea", "name": place.label(lang)}));
    json!({
        "occupationalCategory": category,
        "responsibilities": posting.text(body.responsibilities.as_ref()),
        "qualifications": posting.text(body.qualifications.as_ref()),
        "skills": posting.skills(),
        "experienceRequirements": body.background.min_years.map(|years| json!({
            "@type": "OccupationalExperienceRequirements", "monthsOfExperience": u32::from(years) * 12,
        })),
        "educationRequirements": body.background.education.and_then(credential).map(|category| json!({
            "@type": "EducationalOccupationalCredential", "credentialCategory": category,
        })),
        "applicantLocationRequirements": regions.collect::<Vec<_>>(),
    })
}

/// The same without what is not known.
fn known(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| is_known(value));
    }
    object
}

/// The words of <https://developers.google.com/search/docs/appearance/structured-data/job-posting> (read 2026-11-29).
fn employment_type(kind: EmploymentType) -> &'static str {
    match kind {
        EmploymentType::FullTime => "FULL_TIME",
        EmploymentType::PartTime => "PART_TIME",
        EmploymentType::Temporary | EmploymentType::Seasonal => "TEMPORARY",
        EmploymentType::Rotation => "OTHER",
    }
}

/// The words of the same page.
fn credential(education: Education) -> Option<&'static str> {
    match education {
        Education::Basic => None,
        Education::Secondary => Some("high school"),
        Education::Vocational => Some("professional certificate"),
        Education::Higher => Some("bachelor degree"),
    }
}

fn rotation_days(rotation: Rotation) -> String {
    match rotation.days_off {
        Some(off) => format!("{}/{off} days", rotation.days_on),
        None => format!("{} days on", rotation.days_on),
    }
}

fn work_hours(body: &VacancyBody) -> Option<String> {
    let hours = &body.work_hours;
    let parts = [
        hours.hours_per_week.map(|hours| format!("{hours} h/week")),
        hours.hours_per_shift.map(|hours| format!("{hours} h/shift")),
        hours.schedule.map(|schedule| schedule.as_str().to_owned()),
        hours.rotation.map(rotation_days),
        hours.shift_clock.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Pay that names its amount, its currency and what it is for.
fn base_salary(pay: &OfferedPay) -> Option<Value> {
    let (currency, unit) = (pay.currency?, pay.unit?);
    let unit_text = match unit {
        PayUnit::Hour => "HOUR",
        PayUnit::Day => "DAY",
        PayUnit::Week => "WEEK",
        PayUnit::Month => "MONTH",
        PayUnit::Shift | PayUnit::Rotation | PayUnit::Piece => unit.as_str(),
    };
    let value = match (pay.min, pay.max) {
        (None, None) => return None,
        (Some(min), Some(max)) if min == max => json!({"value": min}),
        (min, max) => json!({"minValue": min, "maxValue": max}),
    };
    let mut value = known(value);
    value["@type"] = "QuantitativeValue".into();
    value["unitText"] = pay.unit_text.as_deref().unwrap_or(unit_text).into();
    Some(json!({"@type": "MonetaryAmount", "currency": currency, "value": value}))
}
