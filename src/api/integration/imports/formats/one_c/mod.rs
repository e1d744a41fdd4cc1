//! Vacancies and candidates as 1C exchanges them: a document of our own definition with names that a developer of 1C expects
//! (the guide has all of it). Like a body of a request it is closed: an element that is not known stays under its own name, so that
//! the row is refused and tells of it; what it says is not kept.

mod values;

use serde_json::{Value, json};

use self::values::{
    Member, codes, currency, day, flag, kind, list, number, object, one_of, texts, word,
};
use super::{element::said, said::Translated};
use crate::domain::integration::import::ImportSubject;

/// The element that holds everything, and its version.
pub(super) const ROOT: (&str, &str) = ("КоприкОбмен", "1.0");

const VACANCY: [Member; 20] = [
    ("Ид", "external_ref", word),
    ("Наименование", "title", texts),
    ("Обязанности", "responsibilities", texts),
    ("Требования", "qualifications", texts),
    ("Условия", "job_benefits", texts),
    ("Профессия", "occupation_text", |theirs| object(theirs, &[("#text", "text", word)])),
    ("КодПрофессии", "occupation", |theirs| match word(theirs) {
        Value::Null => Value::Null,
        trade => json!({"trade": trade}),
    }),
    ("Навыки", "skill_texts", |theirs| {
        list(theirs, "Навык", |one| object(one, &SKILL_ASKED))
    }),
    ("Языки", "languages", |theirs| list(theirs, "Язык", language_asked)),
    ("КатегорииПрав", "driving_licences", |theirs| list(theirs, "Категория", word)),
    ("Подготовка", "background", |theirs| object(theirs, &BACKGROUND)),
    ("МестоРаботы", "workplace", |theirs| object(theirs, &WORKPLACE)),
    ("ВидЗанятости", "employment_type", |theirs| one_of(theirs, &EMPLOYMENT)),
    ("РабочееВремя", "work_hours", |theirs| object(theirs, &WORK_HOURS)),
    ("Оплата", "base_salary", |theirs| object(theirs, &PAY)),
    ("КоличествоМест", "total_job_openings", number),
    ("ЗанятоМест", "filled_job_openings", number),
    ("ДатаНачалаРаботы", "job_start_date", day),
    ("ДействуетДо", "valid_through", day),
    ("РегионыНабора", "home_regions", |theirs| list(theirs, "Регион", word)),
];
const SKILL_ASKED: [Member; 5] = [
    ("#text", "text", word),
    ("@Обязательный", "kind", kind),
    ("@Уровень", "min_level", number),
    ("@Стаж", "min_years", number),
    ("@Вес", "weight", number),
];
const LANGUAGE_ASKED: [Member; 3] =
    [("@Код", "language", word), ("@Уровень", "level", word), ("@Обязательный", "kind", kind)];
const BACKGROUND: [Member; 4] = [
    ("СтажЛет", "min_years", number),
    ("Образование", "education", |theirs| one_of(theirs, &EDUCATION)),
    ("Разряд", "min_grade", number),
    ("Обучение", "will_train", flag),
];
const WORKPLACE: [Member; 2] = [("ОКТМО", "oktmo", word), ("Адрес", "address", word)];
const WORK_HOURS: [Member; 4] = [
    ("График", "schedule", |theirs| one_of(theirs, &SCHEDULES)),
    ("ЧасовВНеделю", "hours_per_week", number),
    ("ЧасовВСмену", "hours_per_shift", number),
    ("НочныеСмены", "night_shifts", flag),
];
const PAY: [Member; 6] = [
    ("Валюта", "currency", currency),
    ("Период", "unit", |theirs| one_of(theirs, &UNITS)),
    ("От", "min", number),
    ("До", "max", number),
    ("ДоВычетаНалога", "gross", flag),
    ("ПоДоговоренности", "by_agreement", flag),
];

const CANDIDATE: [Member; 14] = [
    ("Ид", "external_ref", word),
    ("РегионПроживания", "home_region", word),
    ("Совершеннолетний", "of_age", flag),
    ("Профессия", "occupation_text", |theirs| object(theirs, &PRACTISED_TEXT)),
    ("Профессии", "occupations", |theirs| {
        list(theirs, "Профессия", |one| object(one, &PRACTISED))
    }),
    ("Навыки", "skill_texts", |theirs| {
        list(theirs, "Навык", |one| object(one, &SKILL_HELD))
    }),
    ("Языки", "languages", |theirs| {
        list(theirs, "Язык", |one| object(one, &LANGUAGE_SPOKEN))
    }),
    ("Образование", "education", |theirs| one_of(theirs, &EDUCATION)),
    ("КатегорииПрав", "driving_licences", |theirs| list(theirs, "Категория", word)),
    ("Направления", "destinations", |theirs| object(theirs, &DESTINATIONS)),
    ("МинимальнаяОплата", "pay_floor", |theirs| object(theirs, &PAY_FLOOR)),
    ("ДоступенС", "available_from", day),
    ("Готовность", "readiness", |theirs| one_of(theirs, &READINESS)),
    ("СогласиеНаПодбор", "matching_consent", |theirs| object(theirs, &CONSENT)),
];
const PRACTISED_TEXT: [Member; 3] =
    [("#text", "text", word), ("@Стаж", "years", number), ("@Разряд", "grade", number)];
const PRACTISED: [Member; 3] =
    [("@Код", "trade", word), ("@Стаж", "years", number), ("@Разряд", "grade", number)];
const SKILL_HELD: [Member; 3] =
    [("#text", "text", word), ("@Уровень", "level", number), ("@Стаж", "years", number)];
const LANGUAGE_SPOKEN: [Member; 2] = [("@Код", "language", word), ("@Уровень", "level", level)];
const DESTINATIONS: [Member; 2] = [("ОКТМО", "ranked", codes), ("@Прочие", "elsewhere", flag)];
const PAY_FLOOR: [Member; 3] = [
    ("Валюта", "currency", currency),
    ("Период", "unit", |theirs| one_of(theirs, &UNITS)),
    ("Сумма", "amount", number),
];
const CONSENT: [Member; 4] = [
    ("ВерсияТекста", "text_version", word),
    ("Язык", "language", word),
    ("ДатаВремя", "given_at", word),
    ("Отозвано", "withdrawn_at", word),
];

const EMPLOYMENT: [(&str, &str); 5] = [
    ("полная", "full_time"),
    ("частичная", "part_time"),
    ("временная", "temporary"),
    ("сезонная", "seasonal"),
    ("вахта", "rotation"),
];
const SCHEDULES: [(&str, &str); 7] = [
    ("пятидневка", "five_two"),
    ("шестидневка", "six_one"),
    ("двачерездва", "two_two"),
    ("тричерезтри", "three_three"),
    ("сменный", "shifts"),
    ("вахта", "rotation"),
    ("гибкий", "flexible"),
];
const UNITS: [(&str, &str); 5] = [
    ("час", "hour"),
    ("день", "day"),
    ("смена", "shift"),
    ("месяц", "month"),
    ("вахта", "rotation"),
];
const EDUCATION: [(&str, &str); 4] = [
    ("основное", "basic"),
    ("среднее", "secondary"),
    ("среднеепрофессиональное", "vocational"),
    ("высшее", "higher"),
];
const READINESS: [(&str, &str); 3] =
    [("интересуется", "exploring"), ("готовится", "preparing"), ("готов", "ready")];

/// The element that is a record.
pub(super) fn record_of(subject: ImportSubject) -> &'static str {
    match subject {
        ImportSubject::Vacancies => "Вакансия",
        ImportSubject::Candidates => "Кандидат",
    }
}

/// Translates a record.
pub(super) fn translate(subject: ImportSubject, theirs: &Value) -> Option<Translated> {
    theirs.is_object().then(|| match subject {
        ImportSubject::Vacancies => Translated {
            record: object(theirs, &VACANCY),
            place: said(theirs, &["МестоРаботы/Адрес"]).map(str::to_owned),
        },
        ImportSubject::Candidates => Translated { record: object(theirs, &CANDIDATE), place: None },
    })
}

/// A language that must be spoken, unless it is said that it need not.
fn language_asked(theirs: &Value) -> Value {
    let mut asked = object(theirs, &LANGUAGE_ASKED);
    if let Value::Object(members) = &mut asked {
        members.entry("kind").or_insert_with(|| json!("must"));
    }
    asked
}

fn level(theirs: &Value) -> Value {
    one_of(theirs, &[("родной", "native")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_stays_to_be_refused_and_says_nothing() {
        let theirs = json!({
            "Ид": "1", "ФИО": "Canary", "Оплата": {"От": "90 000,00", "Валюта": "643", "Аванс": "1"},
            "Навыки": {"Навык": ["сварка", {"@Обязательный": "true", "#text": "резка"}], "Прочее": "x"},
            "ДействуетДо": "0001-01-01T00:00:00", "ДатаНачалаРаботы": "2027-03-01T00:00:00", "ВидЗанятости": "Полная",
            "КоличествоМест": "много", "Условия": ""
        });
        assert_eq!(
            translate(ImportSubject::Vacancies, &theirs).unwrap().record,
            json!({
                "external_ref": "1", "ФИО": true, "base_salary": {"min": 90000, "currency": "RUB", "Аванс": true},
                "skill_texts": [{"text": "сварка"}, {"text": "резка", "kind": "must"}, {"Прочее": true}],
                "job_start_date": "2027-03-01", "employment_type": "full_time", "total_job_openings": "много"
            })
        );
        assert_eq!(translate(ImportSubject::Candidates, &json!("")), None);
    }

    #[test]
    fn each_member_is_named_once() {
        for table in [&VACANCY[..], &CANDIDATE, &PAY, &SKILL_ASKED, &WORK_HOURS, &CONSENT] {
            for (at, (theirs, ours, _)) in table.iter().enumerate() {
                let before = &table[..at];
                assert!(
                    !before.iter().any(|past| past.0 == *theirs || past.1 == *ours),
                    "{theirs}"
                );
            }
        }
    }
}
