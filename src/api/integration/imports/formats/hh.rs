//! Vacancies of hh.ru, as `GET https://api.hh.ru/vacancies/{id}` answers them
//! (<https://github.com/hhru/api/blob/master/docs/vacancies.md>).

use serde_json::{Value, json};

use super::said::{
    Translated, amount, by_agreement, items, licences, prose, record, reference, skills, text,
    title, word,
};

const CURRENCIES: [(&str, &str); 6] = [
    ("rur", "RUB"),
    ("rub", "RUB"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("kzt", "KZT"),
    ("uzs", "UZS"),
];
const UNITS: [(&str, &str); 4] =
    [("month", "month"), ("shift", "shift"), ("hour", "hour"), ("fly_in_fly_out", "rotation")];
const EMPLOYMENT: [(&str, &str); 6] = [
    ("fly", "rotation"),
    ("full", "full_time"),
    ("part", "part_time"),
    ("side", "part_time"),
    ("project", "temporary"),
    ("probation", "temporary"),
];
const SCHEDULES: [(&str, &str); 8] = [
    ("five_on_two_off", "five_two"),
    ("six_on_one_off", "six_one"),
    ("two_on_two_off", "two_two"),
    ("three_on_three_off", "three_three"),
    ("flyinflyout", "rotation"),
    ("shift", "shifts"),
    ("flexible", "flexible"),
    ("fullday", "five_two"),
];
const YEARS: [(&str, u8); 3] = [("between1And3", 1), ("between3And6", 3), ("moreThan6", 6)];

/// Translates a vacancy.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let name = text(theirs, &["/name"])?;
    let rotates = text(theirs, &["/schedule/id"]) == Some("flyInFlyOut");
    let form = text(theirs, &["/employment_form/id", "/employment/id"]);
    let employment = if rotates { json!("rotation") } else { word(form, &EMPLOYMENT) };
    let schedule = text(theirs, &["/work_schedule_by_days/0/id", "/schedule/id"]);
    let skill_names =
        items(theirs.get("key_skills")).iter().filter_map(|skill| text(skill, &["/name"]));
    let driving = items(theirs.get("driver_license_types")).iter();
    let record = record(vec![
        ("external_ref", reference(theirs, &["/id"])),
        ("title", title(Some(name), "ru")),
        ("responsibilities", prose(text(theirs, &["/description"]), "ru")),
        ("skill_texts", skills(skill_names)),
        ("background", background(text(theirs, &["/experience/id"]))),
        ("employment_type", employment),
        (
            "work_hours",
            record(vec![
                ("schedule", word(schedule, &SCHEDULES)),
                (
                    "night_shifts",
                    theirs
                        .get("night_shifts")
                        .filter(|value| value.is_boolean())
                        .cloned()
                        .unwrap_or_default(),
                ),
            ]),
        ),
        ("base_salary", salary(theirs)),
        ("driving_licences", licences(driving.filter_map(|one| text(one, &["/id"])))),
        (
            "workplace",
            record(vec![(
                "address",
                address(theirs)
                    .map_or(Value::Null, |text| json!(text.chars().take(200).collect::<String>())),
            )]),
        ),
    ]);
    let place = text(theirs, &["/address/city", "/address/raw", "/area/name"]).map(str::to_owned);
    Some(Translated { record, place })
}

fn address(theirs: &Value) -> Option<&str> {
    text(theirs, &["/address/raw", "/address/street"])
}

fn background(experience: Option<&str>) -> Value {
    match experience {
        Some("noExperience") => json!({"min_years": 0, "will_train": true}),
        other => YEARS
            .iter()
            .find(|(id, _)| Some(*id) == other)
            .map_or(Value::Null, |(_, years)| json!({"min_years": years})),
    }
}

/// Pay; `salary_range` says it since 2025, `salary` before. Where a vacancy carries one of them without an
/// amount, its employer chose to name none: pay is by agreement.
fn salary(theirs: &Value) -> Value {
    let range = theirs.get("salary_range").filter(|range| range.is_object());
    let salary = range.or_else(|| theirs.get("salary").filter(|salary| salary.is_object()));
    let Some(salary) = salary else {
        let carried = theirs.get("salary").or_else(|| theirs.get("salary_range")).is_some();
        return if carried { by_agreement() } else { Value::Null };
    };
    let (min, max) = (amount(salary.get("from")), amount(salary.get("to")));
    if min.is_null() && max.is_null() {
        return by_agreement();
    }
    let unit = text(salary, &["/mode/id"]).unwrap_or("month");
    record(vec![
        ("currency", word(text(salary, &["/currency"]), &CURRENCIES)),
        ("unit", word(Some(unit), &UNITS)),
        ("min", min),
        ("max", max),
        (
            "gross",
            salary.get("gross").filter(|gross| gross.is_boolean()).cloned().unwrap_or_default(),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vacancy_is_translated() {
        let theirs = json!({
            "id": "104", "name": "Каменщик", "description": "<p>Кладка стен</p>", "area": {"id": "88", "name": "Казань"},
            "address": {"city": "Казань", "street": "Баумана", "building": "1", "raw": "Казань, Баумана, 1"},
            "salary": {"from": 1, "to": null, "currency": "USD", "gross": false},
            "salary_range": {"from": 5000, "to": null, "currency": "RUR", "gross": true, "mode": {"id": "SHIFT"}},
            "experience": {"id": "between1And3"}, "schedule": {"id": "flyInFlyOut"}, "employment": {"id": "full"},
            "work_schedule_by_days": [{"id": "SIX_ON_ONE_OFF"}], "night_shifts": false,
            "key_skills": [{"name": "Кладка кирпича"}, {"name": "кладка кирпича"}, {"name": " "}],
            "driver_license_types": [{"id": "B"}, {"id": "M"}],
            "contacts": {"name": "Иван Иванов", "phones": []}, "employer": {"name": "ООО"}
        });
        let Translated { record, place } = translate(&theirs).unwrap();
        assert_eq!(place.as_deref(), Some("Казань"));
        assert_eq!(
            record,
            json!({
                "external_ref": "104", "title": {"ru": "Каменщик"}, "responsibilities": {"ru": "Кладка стен"},
                "skill_texts": [{"text": "Кладка кирпича"}], "background": {"min_years": 1}, "employment_type": "rotation",
                "work_hours": {"schedule": "six_one", "night_shifts": false}, "driving_licences": ["B", "M"],
                "base_salary": {"currency": "RUB", "unit": "shift", "min": 5000.0, "gross": true},
                "workplace": {"address": "Казань, Баумана, 1"}
            })
        );
        for silent in [
            json!({"name": "x", "salary": null}),
            json!({"name": "x", "salary": {"from": null, "to": null}}),
        ] {
            let Translated { record, .. } = translate(&silent).unwrap();
            assert_eq!(record["base_salary"], json!({"by_agreement": true}));
        }
        assert_eq!(translate(&json!({"name": "x"})).unwrap().record.get("base_salary"), None);
        assert_eq!(translate(&json!({"title": "x"})), None);
        assert_eq!(translate(&json!([])), None);
    }
}
