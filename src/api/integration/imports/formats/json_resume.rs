//! Candidates as JSON Resume (<https://jsonresume.org/schema>). Who they are and how they are reached is not taken over: the
//! identity has a place of its own. The format has no reference, so `external_ref` is expected beside its members.

use serde_json::{Value, json};

use super::said::{Translated, day, items, record, reference, skills, text, word, words};

/// Languages by how the format names them, in the languages that such files are written in.
const LANGUAGES: [(&str, &str); 14] = [
    ("russ", "ru"),
    ("русск", "ru"),
    ("rus", "ru"),
    ("uzbek", "uz"),
    ("узбек", "uz"),
    ("o'zbek", "uz"),
    ("oʻzbek", "uz"),
    ("tatar", "tt"),
    ("татар", "tt"),
    ("engl", "en"),
    ("англ", "en"),
    ("tajik", "tg"),
    ("таджик", "tg"),
    ("kazakh", "kk"),
];
const LEVELS: [(&str, &str); 13] = [
    ("native", "native"),
    ("родной", "native"),
    ("a1", "A1"),
    ("a2", "A2"),
    ("b1", "B1"),
    ("b2", "B2"),
    ("c1", "C1"),
    ("c2", "C2"),
    ("fluent", "C1"),
    ("advanced", "C1"),
    ("intermediate", "B1"),
    ("elementary", "A2"),
    ("beginner", "A1"),
];
const EDUCATION: [(&str, &str); 7] = [
    ("bachelor", "higher"),
    ("master", "higher"),
    ("phd", "higher"),
    ("бакалавр", "higher"),
    ("магистр", "higher"),
    ("vocational", "vocational"),
    ("college", "vocational"),
];
const DAYS_OF_A_YEAR: i64 = 365;

/// Translates a candidate.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let known = ["basics", "work", "skills", "education"];
    known.iter().any(|name| theirs.get(name).is_some()).then_some(())?;
    let label = text(theirs, &["/basics/label", "/work/0/position"]);
    let skill_names = items(theirs.get("skills")).iter().flat_map(|skill| {
        let words = items(skill.get("keywords")).iter().filter_map(Value::as_str);
        text(skill, &["/name"]).into_iter().chain(words)
    });
    let studied = items(theirs.get("education")).iter();
    let studied = studied.map(|one| word(text(one, &["/studyType"]), &EDUCATION));
    let record = record(vec![
        ("external_ref", reference(theirs, &["/external_ref", "/meta/external_ref"])),
        ("occupation_text", practised(label, years(theirs))),
        ("skill_texts", skills(skill_names)),
        ("languages", languages(theirs)),
        ("education", studied.into_iter().find(|word| !word.is_null()).unwrap_or_default()),
    ]);
    Some(Translated { record, place: None })
}

fn practised(label: Option<&str>, years: Option<i64>) -> Value {
    let mut said = words(label);
    if let (Some(years), Value::Object(members)) = (years, &mut said) {
        members.insert("years".to_owned(), json!(years));
    }
    said
}

/// Whole years of work that has ended; work at the same time counts twice.
fn years(theirs: &Value) -> Option<i64> {
    let spans = items(theirs.get("work")).iter().filter_map(|work| {
        let (start, end) = (day(text(work, &["/startDate"]))?, day(text(work, &["/endDate"]))?);
        Some((end - start).num_days().max(0))
    });
    let days: i64 = spans.sum();
    Some((days / DAYS_OF_A_YEAR).min(60)).filter(|years| *years > 0)
}

/// Languages whose name and level are known; each once.
fn languages(theirs: &Value) -> Value {
    let mut found: Vec<Value> = Vec::new();
    for said in items(theirs.get("languages")) {
        let language = word(text(said, &["/language"]), &LANGUAGES);
        let level = word(text(said, &["/fluency"]), &LEVELS);
        let again = found.iter().any(|past| past["language"] == language);
        if !language.is_null() && !level.is_null() && !again {
            found.push(json!({"language": language, "level": level}));
        }
    }
    found.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resume_is_translated_and_nobody_is_named() {
        let theirs = json!({
            "external_ref": "C-1",
            "basics": {"name": "Иван Иванов", "email": "i@example.org", "phone": "1", "label": "Каменщик", "location": {"city": "Ташкент"}},
            "work": [
                {"name": "СМУ", "position": "каменщик", "startDate": "2020-01-01", "endDate": "2023-06-01"},
                {"position": "каменщик", "startDate": "2024-01-01"}
            ],
            "skills": [{"name": "Кладка", "level": "Master", "keywords": ["кирпич", "блок"]}],
            "languages": [{"language": "Russian", "fluency": "B1"}, {"language": "Узбекский", "fluency": "Native speaker"}, {"language": "Klingon", "fluency": "Fluent"}],
            "education": [{"studyType": "Bachelor"}]
        });
        assert_eq!(
            translate(&theirs).unwrap().record,
            json!({
                "external_ref": "C-1", "occupation_text": {"text": "Каменщик", "years": 3},
                "skill_texts": [{"text": "Кладка"}, {"text": "кирпич"}, {"text": "блок"}],
                "languages": [{"language": "ru", "level": "B1"}, {"language": "uz", "level": "native"}], "education": "higher"
            })
        );
        assert_eq!(translate(&json!({"title": "x"})), None);
    }
}
