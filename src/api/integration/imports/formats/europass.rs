//! Candidates as Europass JSON (`SkillsPassport`, <https://europass.cedefop.europa.eu>). Who they are is not taken over. The
//! format has no reference, so `external_ref` is expected beside its members.

use serde_json::{Value, json};

use super::said::{Translated, items, licences, record, reference, skills, text, words};

const CEFR: [&str; 6] = ["A1", "A2", "B1", "B2", "C1", "C2"];

/// Translates a candidate.
pub(super) fn translate(theirs: &Value) -> Option<Translated> {
    let learner =
        theirs.pointer("/SkillsPassport/LearnerInfo").or_else(|| theirs.get("LearnerInfo"))?;
    let label = text(learner, &["/Headline/Description/Label", "/WorkExperience/0/Position/Label"]);
    let driving =
        items(learner.pointer("/Skills/Driving/Description")).iter().filter_map(Value::as_str);
    let skill_names = ["JobRelated", "Computer", "Organisational", "Other"];
    let skill_names = skill_names
        .iter()
        .filter_map(|kind| text(learner, &[&format!("/Skills/{kind}/Description")]).map(plain));
    let skill_names: Vec<String> = skill_names.collect();
    let record = record(vec![
        ("external_ref", reference(theirs, &["/external_ref"])),
        ("occupation_text", words(label)),
        ("skill_texts", skills(skill_names.iter().flat_map(|text| super::said::parts(text)))),
        ("languages", languages(learner)),
        ("driving_licences", licences(driving)),
    ]);
    Some(Translated { record, place: None })
}

/// A description without its tags: each of its lines is one skill.
fn plain(text: &str) -> String {
    crate::domain::values::clean::clean(text).into_owned()
}

/// Mother tongues, and of foreign languages the lowest of what is told of speaking and listening.
fn languages(learner: &Value) -> Value {
    let code = |said: &Value| {
        let code = text(said, &["/Description/Code"])?.to_lowercase();
        (code.len() == 2).then_some(code)
    };
    let own = items(learner.pointer("/Skills/Linguistic/MotherTongue")).iter();
    let own = own.filter_map(|said| Some(json!({"language": code(said)?, "level": "native"})));
    let foreign = items(learner.pointer("/Skills/Linguistic/ForeignLanguage")).iter();
    let foreign =
        foreign.filter_map(|said| Some(json!({"language": code(said)?, "level": level(said)?})));
    let mut found: Vec<Value> = Vec::new();
    for one in own.chain(foreign) {
        if !found.iter().any(|past| past["language"] == one["language"]) {
            found.push(one);
        }
    }
    found.into()
}

fn level(said: &Value) -> Option<&'static str> {
    let of = |name: &str| {
        let level = text(said, &[&format!("/ProficiencyLevel/{name}")])?.to_uppercase();
        CEFR.iter().position(|known| *known == level)
    };
    ["Listening", "SpokenInteraction"].into_iter().filter_map(of).min().map(|at| CEFR[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passport_is_translated_and_nobody_is_named() {
        let theirs = json!({"external_ref": "C-1", "SkillsPassport": {"LearnerInfo": {
            "Identification": {"PersonName": {"FirstName": "Ivan"}},
            "Headline": {"Description": {"Label": "Bricklayer"}},
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Code": "uz", "Label": "Uzbek"}}],
                    "ForeignLanguage": [{"Description": {"Code": "ru"}, "ProficiencyLevel": {"Listening": "B2", "SpokenInteraction": "B1"}}]
                },
                "JobRelated": {"Description": "<ul><li>laying bricks</li><li>plastering</li></ul>"},
                "Driving": {"Description": ["B", "C"]}
            }
        }}});
        assert_eq!(
            translate(&theirs).unwrap().record,
            json!({
                "external_ref": "C-1", "occupation_text": {"text": "Bricklayer"},
                "skill_texts": [{"text": "laying bricks"}, {"text": "plastering"}],
                "languages": [{"language": "uz", "level": "native"}, {"language": "ru", "level": "B1"}],
                "driving_licences": ["B", "C"]
            })
        );
        assert_eq!(translate(&json!({"basics": {}})), None);
    }
}
