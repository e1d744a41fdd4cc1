//! Vacancies as `PositionOpening` of HR-XML 2.x (`http://ns.hr-xml.org/2007-04-15`) and of HR Open Standards 3.x
//! (`http://www.hr-xml.org/3`), as job boards and EURES exchange them. The two say the same in other places; both are looked at.

use serde_json::{Value, json};

use super::{
    element::{all, attribute, content, said},
    job_posting::{language, salary},
    said::{Translated, count, day, prose, record, skills, title, word, words},
};
use crate::domain::values::clean::clean;

/// The element that is a record.
pub(super) const RECORD: &str = "PositionOpening";

const CEFR: [&str; 6] = ["A1", "A2", "B1", "B2", "C1", "C2"];
const EMPLOYMENT: [(&str, &str); 4] = [
    ("temporary", "temporary"),
    ("season", "seasonal"),
    ("full", "full_time"),
    ("part", "part_time"),
];
const UNITS: [(&str, &str); 7] = [
    ("hour", "HOUR"),
    ("day", "DAY"),
    ("daily", "DAY"),
    ("week", "WEEK"),
    ("month", "MONTH"),
    ("year", "YEAR"),
    ("annual", "YEAR"),
];
/// What parts of a description are called, and which member they are; what is called like an advertisement is lost.
const PARTS: [(&str, Option<&str>); 12] = [
    ("headline", None),
    ("company", None),
    ("contact", None),
    ("url", None),
    ("qualif", Some(QUALIFICATIONS)),
    ("require", Some(QUALIFICATIONS)),
    ("experience", Some(QUALIFICATIONS)),
    ("benefit", Some(BENEFITS)),
    ("descri", Some(RESPONSIBILITIES)),
    ("task", Some(RESPONSIBILITIES)),
    ("responsib", Some(RESPONSIBILITIES)),
    ("dut", Some(RESPONSIBILITIES)),
];
const RESPONSIBILITIES: &str = "responsibilities";
const QUALIFICATIONS: &str = "qualifications";
const BENEFITS: &str = "job_benefits";

/// Translates a vacancy.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let name = said(
        theirs,
        &["PositionProfile/PositionDetail/PositionTitle", "PositionProfile/PositionTitle"],
    )?;
    let lang = said(theirs, &["PositionProfile/@lang", "PositionProfile/@languageCode"]);
    let lang = language(lang.map(str::to_lowercase).as_deref(), name);
    let date = |paths: &[&str]| day(said(theirs, paths)).map_or(Value::Null, |day| json!(day));
    let openings = said(
        theirs,
        &["NumberToFill", "PositionProfile/NumberToFill", "PositionProfile/PositionOpenQuantity"],
    );
    let place = place(theirs);
    let record = record(vec![
        ("external_ref", reference(theirs)),
        ("title", title(Some(name), lang)),
        (RESPONSIBILITIES, described(theirs, RESPONSIBILITIES, lang)),
        (QUALIFICATIONS, described(theirs, QUALIFICATIONS, lang)),
        (BENEFITS, described(theirs, BENEFITS, lang)),
        ("occupation_text", words(said(theirs, &["PositionProfile/JobCategoryCode/@name"]))),
        ("skill_texts", skills(skill_names(theirs))),
        ("languages", languages(theirs)),
        ("background", background(theirs)),
        ("employment_type", employment(theirs)),
        ("base_salary", pay(theirs)),
        ("total_job_openings", count(openings.map(|text| json!(text)).as_ref())),
        (
            "job_start_date",
            date(&[
                "PositionProfile/PositionDateInfo/StartDate",
                "PositionProfile/PositionPeriod/StartDate/FormattedDateTime",
                "PositionProfile/PositionPeriod/StartDate/DateText",
            ]),
        ),
        (
            "valid_through",
            date(&[
                "PositionRecordInfo/Status/@validTo",
                "PositionPostings/PositionPosting/Id/@validTo",
                "PositionProfile/ApplicationCloseDate",
            ]),
        ),
        ("workplace", record(vec![("address", place.address)])),
    ]);
    Some(Translated { record, place: place.town })
}

fn reference(theirs: &Value) -> Value {
    let found = said(
        theirs,
        &[
            "PositionRecordInfo/Id/IdValue",
            "PositionPostings/PositionPosting/Id/IdValue",
            "DocumentID",
            "AlternateDocumentID",
            "PositionProfile/PositionID",
        ],
    );
    found.map_or(Value::Null, |text| json!(text))
}

/// The parts of the description that say this member, each once.
fn described(theirs: &Value, member: &str, lang: &str) -> Value {
    let parts = [
        ("PositionProfile/FormattedPositionDescription", "Value"),
        ("PositionProfile/PositionFormattedDescription", "Content"),
    ];
    let mut texts: Vec<&str> = Vec::new();
    for (path, text) in parts {
        for part in all(theirs, path) {
            let says = said(part, &["Name"]).map_or(Some(RESPONSIBILITIES), part_called);
            let text = said(part, &[text]).filter(|_| says == Some(member));
            texts.extend(text.filter(|text| !texts.contains(text)));
        }
    }
    prose(Some(&texts.join("\n")), lang)
}

fn part_called(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    PARTS.iter().find(|(word, _)| name.contains(word)).and_then(|(_, member)| *member)
}

/// Skills by their names; identifiers of other taxonomies are no words.
fn skill_names(theirs: &Value) -> impl Iterator<Item = &str> {
    let old = all(theirs, "PositionProfile/PositionDetail/Competency").into_iter();
    let old = old.filter(|one| !is_language(one)).filter_map(|one| attribute(one, "name"));
    let new = all(theirs, "PositionProfile/PositionQualifications/PositionCompetency").into_iter();
    let new = new.filter(|one| !is_language(one));
    old.chain(new.filter_map(|one| said(one, &["CompetencyName"])))
}

fn is_language(competency: &Value) -> bool {
    let of = attribute(competency, "name").or_else(|| said(competency, &["TaxonomyID"]));
    of.is_some_and(|of| of.eq_ignore_ascii_case("language"))
}

/// Languages that have a level.
fn languages(theirs: &Value) -> Value {
    let asked = all(theirs, "PositionProfile/PositionQualifications/PositionCompetency");
    let read = |one: &&Value| {
        let code = said(one, &["CompetencyID"])?.to_lowercase();
        let level = said(one, &["RequiredProficiencyLevel/ScoreText"])?.to_uppercase();
        let known = code.len() == 2 && CEFR.contains(&level.as_str());
        known.then(|| json!({"language": code, "level": level, "kind": "must"}))
    };
    asked.iter().filter(|one| is_language(one)).filter_map(read).collect()
}

/// The longest experience that is asked for, in whole years.
fn background(theirs: &Value) -> Value {
    let path =
        "PositionProfile/PositionQualifications/ExperienceSummary/ExperienceCategory/Measure";
    let years = all(theirs, path).into_iter().filter_map(|measure| {
        let said: u32 = content(measure)?.parse().ok()?;
        let by_month = attribute(measure, "unitCode")
            .is_some_and(|unit| unit.to_lowercase().contains("month"));
        Some(if by_month { said.div_ceil(12) } else { said })
    });
    let most = years.filter(|years| (1..=60).contains(years)).max();
    most.map_or(Value::Null, |years| json!({"min_years": years}))
}

fn employment(theirs: &Value) -> Value {
    let said = [
        "PositionProfile/PositionDetail/PositionClassification",
        "PositionProfile/PositionOfferingTypeCode",
        "PositionProfile/PositionDetail/PositionSchedule",
        "PositionProfile/PositionScheduleTypeCode",
    ];
    let texts = said.iter().flat_map(|path| all(theirs, path)).map(content);
    texts.map(|text| word(text, &EMPLOYMENT)).find(|word| !word.is_null()).unwrap_or_default()
}

/// Pay, as schema.org says it.
fn pay(theirs: &Value) -> Value {
    let old = all(theirs, "PositionProfile/PositionDetail/RemunerationPackage/BasePay");
    let new = all(theirs, "PositionProfile/OfferedRemunerationPackage/RemunerationRange");
    let Some(range) = old.into_iter().chain(new).next() else { return Value::Null };
    let least = ["BasePayAmountMin", "RemunerationMinimumAmount", "MinimumAmount"];
    let most = ["BasePayAmountMax", "RemunerationMaximumAmount", "MaximumAmount"];
    let currency = [
        "RemunerationMinimumAmount/@currencyID",
        "RemunerationMaximumAmount/@currencyID",
        "MinimumAmount/@currencyID",
        "MaximumAmount/@currencyID",
    ];
    let currency = attribute(range, "currencyCode").or_else(|| said(range, &currency));
    let unit = attribute(range, "baseInterval")
        .or_else(|| said(range, &["RemunerationIntervalCode", "IntervalCode"]));
    let unit = match word(unit, &UNITS) {
        Value::Null => unit.map_or(Value::Null, |unit| json!(unit)),
        known => known,
    };
    let value = record(vec![
        ("minValue", said(range, &least).map_or(Value::Null, |text| json!(text))),
        ("maxValue", said(range, &most).map_or(Value::Null, |text| json!(text))),
        ("unitText", unit),
    ]);
    salary(Some(&json!({"currency": currency, "value": value})))
}

/// Where the work is: as an address, and the town in it.
struct Place {
    address: Value,
    town: Option<String>,
}

fn place(theirs: &Value) -> Place {
    let places =
        ["PositionProfile/PositionDetail/PhysicalLocation", "PositionProfile/PositionLocation"];
    let Some(place) = places.iter().flat_map(|path| all(theirs, path)).next() else {
        return Place { address: Value::Null, town: None };
    };
    let area = all(place, "Area").into_iter().find(|area| {
        attribute(area, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("municipality"))
    });
    let town = said(place, &["PostalAddress/Municipality", "Address/CityName", "Summary", "Name"]);
    let town = town.or_else(|| said(area?, &["Value"])).or_else(|| said(place, &["LocationName"]));
    let street = said(
        place,
        &[
            "PostalAddress/DeliveryAddress/StreetName",
            "PostalAddress/DeliveryAddress/AddressLine",
            "Address/StreetName",
            "Address/AddressLine",
        ],
    );
    let house =
        said(place, &["PostalAddress/DeliveryAddress/BuildingNumber", "Address/BuildingNumber"]);
    let parts: Vec<&str> = [town, street, house].into_iter().flatten().collect();
    let address: String = clean(&parts.join(", ")).chars().take(200).collect();
    let address = if address.is_empty() { Value::Null } else { json!(address) };
    Place { address, town: town.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_of_either_version_is_translated() {
        let old = json!({
            "PositionRecordInfo": {"Id": {"@idOwner": "ACME", "IdValue": "42"}, "Status": {"@validTo": "2027-02-15", "#text": "Active"}},
            "PositionProfile": {
                "@lang": "RU", "PositionDateInfo": {"StartDate": "2027-03-01"},
                "PositionDetail": {
                    "PositionTitle": "Каменщик", "PositionSchedule": ["Full Time", "x:Day Work"],
                    "PhysicalLocation": [{"PostalAddress": {"CountryCode": "RU", "Municipality": "Казань",
                        "DeliveryAddress": {"StreetName": "Баумана", "BuildingNumber": "1"}}}, {"PostalAddress": {"Municipality": "Уфа"}}],
                    "Competency": [{"@name": "Кладка кирпича"}, {"@name": "Language", "CompetencyId": {"@id": "ru"}}],
                    "RemunerationPackage": {"BasePay": {"@currencyCode": "RUB", "@baseInterval": "Yearly",
                        "BasePayAmountMin": "1080000.0", "BasePayAmountMax": "1200000"}}
                },
                "FormattedPositionDescription": [
                    {"Name": "CompanyDescription", "Value": "Мы лучшие"}, {"Name": "Tasks", "Value": "<p>Кладка</p>"},
                    {"Name": "Description", "Value": "<p>Кладка</p>"}, {"Name": "Qualifications", "Value": "Опыт"},
                    {"Name": "Benefits", "Value": "Общежитие"}, {"Name": "Contact", "Value": "Иван"}, {"Name": "Mode", "Value": "premium"}
                ],
                "HowToApply": {"PersonName": {"FamilyName": "Иванов"}}
            },
            "NumberToFill": "4"
        });
        let expected = json!({
            "external_ref": "42", "title": {"ru": "Каменщик"}, "responsibilities": {"ru": "Кладка"},
            "qualifications": {"ru": "Опыт"}, "job_benefits": {"ru": "Общежитие"}, "employment_type": "full_time",
            "skill_texts": [{"text": "Кладка кирпича"}], "total_job_openings": 4, "job_start_date": "2027-03-01",
            "valid_through": "2027-02-15", "workplace": {"address": "Казань, Баумана, 1"},
            "base_salary": {"currency": "RUB", "unit": "month", "min": 90000.0, "max": 100_000.0}
        });
        let Translated { record, place } = translate(&old).unwrap();
        assert_eq!((record, place.as_deref()), (expected, Some("Казань")));
        assert_eq!(translate(&json!({"PositionProfile": {"PositionDetail": {}}})), None);
    }

    #[test]
    fn an_opening_of_the_new_version_is_translated() {
        let new = json!({
            "DocumentID": {"@schemeVersionID": "1.3", "#text": "N-1"}, "PositionOpeningStatusCode": "Active",
            "PositionProfile": {
                "@languageCode": "ru", "PositionTitle": "Сварщик", "PositionOpenQuantity": "2",
                "PositionLocation": {"Address": {"CityName": "Казань", "CountryCode": "RU"}},
                "PositionQualifications": {
                    "PositionCompetency": [
                        {"CompetencyID": "http://data.europa.eu/esco/skill/1", "TaxonomyID": "other"},
                        {"CompetencyID": "1", "CompetencyName": "Ручная сварка"},
                        {"CompetencyID": "ru", "TaxonomyID": "language", "RequiredProficiencyLevel": {"ScoreText": {"@maximumScoreText": "C2", "#text": "B1"}}}
                    ],
                    "ExperienceSummary": {"ExperienceCategory": {"Measure": {"@unitCode": "month", "#text": "18"}}}
                },
                "PositionFormattedDescription": {"Content": "Сварка труб"}, "PositionScheduleTypeCode": "PartTime",
                "PositionOfferingTypeCode": "DirectHire", "ApplicationCloseDate": "2027-02-15",
                "OfferedRemunerationPackage": {"RemunerationRange": {"RemunerationMinimumAmount": {"@currencyID": "RUB", "#text": "700"}, "RemunerationIntervalCode": "Hourly"}}
            }
        });
        let expected = json!({
            "external_ref": "N-1", "title": {"ru": "Сварщик"}, "responsibilities": {"ru": "Сварка труб"},
            "skill_texts": [{"text": "Ручная сварка"}], "languages": [{"language": "ru", "level": "B1", "kind": "must"}],
            "background": {"min_years": 2}, "employment_type": "part_time", "total_job_openings": 2, "valid_through": "2027-02-15",
            "base_salary": {"currency": "RUB", "unit": "hour", "min": 700.0}, "workplace": {"address": "Казань"}
        });
        assert_eq!(translate(&new).unwrap().record, expected);
    }
}
