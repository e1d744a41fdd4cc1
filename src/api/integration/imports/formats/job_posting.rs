//! Vacancies as schema.org `JobPosting` in JSON-LD (<https://schema.org/JobPosting>).

use serde_json::{Value, json};

use super::said::{
    Translated, amount, count, day, items, number, parts, prose, record, reference, skills, text,
    title, word,
};

const UNITS: [(&str, &str); 4] =
    [("hour", "hour"), ("day", "day"), ("week", "week"), ("month", "month")];
const EMPLOYMENT: [(&str, &str); 4] = [
    ("full", "full_time"),
    ("part", "part_time"),
    ("temporary", "temporary"),
    ("seasonal", "seasonal"),
];
/// Months of a year, for pay that is told by the year.
const MONTHS: f64 = 12.0;

/// Translates a vacancy.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let graph = items(theirs.get("@graph")).iter();
    let theirs = items(Some(theirs)).iter().chain(graph).find(|one| is_posting(one))?;
    let name = text(theirs, &["/title", "/name"])?;
    let lang = language(text(theirs, &["/inLanguage"]), name);
    let of = |name: &str| prose(text(theirs, &[name]), lang);
    let skill_names = items(theirs.get("skills")).iter();
    let skill_names = skill_names.filter_map(|one| one.as_str().or_else(|| text(one, &["/name"])));
    let employment = items(theirs.get("employmentType")).iter().filter_map(Value::as_str);
    let employment =
        employment.map(|text| word(Some(text), &EMPLOYMENT)).find(|word| !word.is_null());
    let location = items(theirs.get("jobLocation")).first();
    let responsibilities = match of("/responsibilities") {
        Value::Null => of("/description"),
        said => said,
    };
    let (street, town) = match location {
        None => (None, None),
        Some(place) => (
            text(place, &["/address/streetAddress", "/streetAddress"]),
            text(place, &["/address/addressLocality", "/addressLocality", "/address"]),
        ),
    };
    let whole: Vec<&str> = [town, street].into_iter().flatten().collect();
    let address: String = whole.join(", ").chars().take(200).collect();
    let date = |name: &str| day(text(theirs, &[name])).map_or(Value::Null, |day| json!(day));
    let record = record(vec![
        ("external_ref", reference(theirs, &["/identifier/value", "/identifier", "/@id", "/url"])),
        ("title", title(Some(name), lang)),
        ("responsibilities", responsibilities),
        ("qualifications", of("/qualifications")),
        ("job_benefits", of("/jobBenefits")),
        ("skill_texts", skills(skill_names.flat_map(parts))),
        ("background", background(theirs)),
        ("employment_type", employment.unwrap_or_default()),
        ("base_salary", salary(theirs.get("baseSalary"))),
        ("total_job_openings", count(theirs.get("totalJobOpenings"))),
        ("job_start_date", date("/jobStartDate")),
        ("valid_through", date("/validThrough")),
        (
            "workplace",
            record(vec![(
                "address",
                if address.is_empty() { Value::Null } else { json!(address) },
            )]),
        ),
    ]);
    Some(Translated { record, place: town.map(str::to_owned) })
}

fn is_posting(one: &Value) -> bool {
    items(one.get("@type"))
        .iter()
        .any(|kind| kind == "JobPosting" || kind == "https://schema.org/JobPosting")
}

/// The language that is named, or that the letters of the title tell.
pub(super) fn language(named: Option<&str>, title: &str) -> &'static str {
    match named.map(|tag| tag.split(['-', '_']).next().unwrap_or_default()) {
        Some("ru") => "ru",
        Some("tt") => "tt",
        Some("uz") if title.chars().any(is_cyrillic) => "uz-Cyrl",
        Some("uz") => "uz-Latn",
        Some("en") => "en",
        _ if title.chars().any(is_cyrillic) => "ru",
        _ => "en",
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

fn background(theirs: &Value) -> Value {
    let months = number(theirs.pointer("/experienceRequirements/monthsOfExperience"));
    let years =
        months.map(|months| (months / MONTHS).ceil()).filter(|years| (1.0..=60.0).contains(years));
    years.map_or(Value::Null, |years| json!({"min_years": count(Some(&json!(years)))}))
}

/// Pay; a year is 12 months.
pub(super) fn salary(salary: Option<&Value>) -> Value {
    let Some(salary) = salary.filter(|salary| salary.is_object()) else { return Value::Null };
    let value = salary.get("value").unwrap_or(salary);
    let least = value
        .get("minValue")
        .or_else(|| value.get("value"))
        .or_else(|| Some(value).filter(|value| value.is_number()));
    let most = value.get("maxValue").or_else(|| value.get("value"));
    let unit = text(value, &["/unitText"]).or_else(|| text(salary, &["/unitText"]));
    let yearly = unit.is_some_and(|unit| unit.eq_ignore_ascii_case("year"));
    let by_month = |said: Value| match said.as_f64() {
        Some(amount) if yearly => json!((amount / MONTHS).floor()),
        _ => said,
    };
    let (min, max) = (by_month(amount(least)), by_month(amount(most)));
    if min.is_null() && max.is_null() {
        return Value::Null;
    }
    let currency =
        text(salary, &["/currency"]).map_or(Value::Null, |code| json!(code.to_uppercase()));
    let unit = match word(unit, &UNITS) {
        _ if yearly => json!("month"),
        Value::Null => json!(unit), // another word, which is kept
        known => known,
    };
    record(vec![("currency", currency), ("unit", unit), ("min", min), ("max", max)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_is_translated() {
        let theirs = json!({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {
            "@type": ["JobPosting"], "title": "Каменщик", "identifier": {"@type": "PropertyValue", "value": 42},
            "description": "<p>Кладка</p>", "employmentType": ["FULL_TIME"], "datePosted": "2026-11-01",
            "validThrough": "2027-02-15T00:00:00Z", "skills": "кладка, штукатурка", "totalJobOpenings": "3",
            "jobLocation": {"@type": "Place", "address": {"addressLocality": "Казань", "streetAddress": "Баумана, 1"}},
            "experienceRequirements": {"monthsOfExperience": 18},
            "baseSalary": {"currency": "rub", "value": {"minValue": 1_080_000, "maxValue": 1_200_000, "unitText": "YEAR"}}
        }]});
        let Translated { record, place } = translate(&theirs).unwrap();
        assert_eq!(place.as_deref(), Some("Казань"));
        assert_eq!(
            record,
            json!({
                "external_ref": "42", "title": {"ru": "Каменщик"}, "responsibilities": {"ru": "Кладка"},
                "skill_texts": [{"text": "кладка"}, {"text": "штукатурка"}], "background": {"min_years": 2},
                "employment_type": "full_time", "total_job_openings": 3, "valid_through": "2027-02-15",
                "base_salary": {"currency": "RUB", "unit": "month", "min": 90000.0, "max": 100_000.0},
                "workplace": {"address": "Казань, Баумана, 1"}
            })
        );
        assert_eq!(translate(&json!({"@type": "Person", "title": "x"})), None);
    }

    #[test]
    fn one_figure_is_both_bounds() {
        let pay = json!({"currency": "RUB", "value": {"value": 700, "unitText": "HOUR"}});
        let expected = json!({"currency": "RUB", "unit": "hour", "min": 700.0, "max": 700.0});
        assert_eq!(salary(Some(&pay)), expected);
        let pay = json!({"currency": "RUB", "value": {"value": 700, "unitText": "SHIFT OR TRIP"}});
        assert_eq!(salary(Some(&pay))["unit"], "SHIFT OR TRIP");
    }
}
