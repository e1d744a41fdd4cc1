//! Vacancies of the state portal "Работа России": its API (<http://opendata.trudvsem.ru/api/v1/vacancies>) and its open
//! data, which name the same things in two ways. The region that it says is where the employer is registered, so where the
//! work is is read from the address alone.

use serde_json::{Value, json};

use super::said::{
    Translated, amount, count, day, items, parts, prose, record, reference, skills, text, title,
    word,
};

const EMPLOYMENT: [(&str, &str); 6] = [
    ("вахт", "rotation"),
    ("сезон", "seasonal"),
    ("времен", "temporary"),
    ("частич", "part_time"),
    ("неполн", "part_time"),
    ("полн", "full_time"),
];
const SCHEDULES: [(&str, &str); 4] =
    [("вахт", "rotation"), ("смен", "shifts"), ("гибк", "flexible"), ("ненормир", "flexible")];
const EDUCATION: [(&str, &str); 5] = [
    ("высшее", "higher"),
    ("средне-профессиональное", "vocational"),
    ("среднее профессиональное", "vocational"),
    ("среднее", "secondary"),
    ("основное", "basic"),
];

/// Translates a vacancy.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let theirs = theirs.get("vacancy").filter(|inner| inner.is_object()).unwrap_or(theirs);
    let name = text(theirs, &["/job-name", "/vacancyName", "/title"])?;
    let busy = text(theirs, &["/schedule", "/scheduleType"])
        .filter(|text| text.to_lowercase().contains("вахт"));
    let employment = busy.or_else(|| text(theirs, &["/employment", "/busyType"]));
    let location = text(
        theirs,
        &["/addresses/address/0/location", "/addresses/address/location", "/vacancyAddress"],
    );
    let asked = text(theirs, &["/requirement/qualification", "/positionRequirements"]);
    let named = items(theirs.get("skills"))
        .iter()
        .filter_map(|skill| skill.as_str().or_else(|| text(skill, &["/skill_name", "/name"])));
    let record = record(vec![
        ("external_ref", reference(theirs, &["/id", "/idVacancy"])),
        ("title", title(Some(name), "ru")),
        ("responsibilities", prose(text(theirs, &["/duty", "/positionResponsibilities"]), "ru")),
        ("qualifications", prose(asked, "ru")),
        ("skill_texts", skills(named.flat_map(parts))),
        (
            "background",
            record(vec![
                ("min_years", years(theirs)),
                (
                    "education",
                    word(text(theirs, &["/requirement/education", "/educationType"]), &EDUCATION),
                ),
            ]),
        ),
        ("employment_type", word(employment, &EMPLOYMENT)),
        (
            "work_hours",
            record(vec![(
                "schedule",
                word(text(theirs, &["/schedule", "/scheduleType"]), &SCHEDULES),
            )]),
        ),
        ("base_salary", salary(theirs)),
        (
            "total_job_openings",
            count(theirs.get("work_places").or_else(|| theirs.get("workPlaces"))),
        ),
        (
            "valid_through",
            day(text(theirs, &["/date_expire", "/vacancyDateExpire"]))
                .map_or(Value::Null, |day| json!(day)),
        ),
        (
            "workplace",
            record(vec![(
                "address",
                location
                    .map_or(Value::Null, |text| json!(text.chars().take(200).collect::<String>())),
            )]),
        ),
    ]);
    Some(Translated { record, place: location.map(str::to_owned) })
}

fn years(theirs: &Value) -> Value {
    let said =
        theirs.pointer("/requirement/experience").or_else(|| theirs.get("experienceRequirements"));
    let years = match said {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .ok(),
        _ => None,
    };
    years.filter(|years| (1..=60).contains(years)).map(Value::from).unwrap_or_default()
}

/// Pay, which the portal says by the month and before taxes.
fn salary(theirs: &Value) -> Value {
    let of = |one: &str, other: &str| amount(theirs.get(one).or_else(|| theirs.get(other)));
    let (min, max) = (of("salary_min", "salaryMin"), of("salary_max", "salaryMax"));
    if min.is_null() && max.is_null() {
        return Value::Null;
    }
    record(vec![
        ("currency", json!("RUB")),
        ("unit", json!("month")),
        ("min", min),
        ("max", max),
        ("gross", json!(true)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_say_it_are_translated() {
        let api = json!({"vacancy": {
            "id": "a1", "region": {"region_code": "7700000000000", "name": "г. Москва"}, "job-name": "Каменщик",
            "employment": "Полная занятость", "schedule": "Сменный график", "duty": "<p>Кладка</p>", "salary_min": 90000,
            "salary_max": 0, "currency": "«руб.»", "work_places": 5, "requirement": {"education": "Среднее", "experience": 1},
            "addresses": {"address": [{"location": "Республика Татарстан, г Казань, ул Баумана, 1"}]}, "contact_person": "И. И."
        }});
        let dump = json!({
            "id": "a1", "regionName": "г. Москва", "vacancyName": "Каменщик", "busyType": "Полная занятость",
            "scheduleType": "Сменный график", "positionResponsibilities": "Кладка", "salaryMin": "90000", "salaryMax": null,
            "workPlaces": "5", "educationType": "Среднее", "experienceRequirements": "от 1 года",
            "vacancyAddress": "Республика Татарстан, г Казань, ул Баумана, 1"
        });
        let translated = translate(&api).unwrap();
        assert_eq!(translated, translate(&dump).unwrap());
        assert_eq!(
            translated.place.as_deref(),
            Some("Республика Татарстан, г Казань, ул Баумана, 1")
        );
        assert_eq!(
            translated.record,
            json!({
                "external_ref": "a1", "title": {"ru": "Каменщик"}, "responsibilities": {"ru": "Кладка"},
                "background": {"min_years": 1, "education": "secondary"}, "employment_type": "full_time",
                "work_hours": {"schedule": "shifts"}, "total_job_openings": 5,
                "base_salary": {"currency": "RUB", "unit": "month", "min": 90000.0, "gross": true},
                "workplace": {"address": "Республика Татарстан, г Казань, ул Баумана, 1"}
            })
        );
    }

    #[test]
    fn the_region_of_the_employer_is_no_workplace() {
        let theirs = json!({"job-name": "Каменщик", "region": {"name": "Республика Татарстан"}});
        assert_eq!(translate(&theirs).unwrap().place, None);
        let rotation = json!({"job-name": "Каменщик", "schedule": "Вахтовый метод", "employment": "Полная занятость"});
        assert_eq!(translate(&rotation).unwrap().record["employment_type"], "rotation");
        assert_eq!(translate(&json!({"name": "x"})), None);
    }
}
