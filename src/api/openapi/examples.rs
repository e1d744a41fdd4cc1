//! Examples of ids: those of the demo, so that what the console proposes is there.

use serde_json::{Value, json};

use crate::{app::demo::first_id, domain::resource::RecordKind};

/// Where an id stands for which kind of record: how a path begins, and the name in it.
const IDS: [(&str, &str, RecordKind); 7] = [
    ("/v1/vacancies/", "id", RecordKind::Vacancy),
    ("/v1/vacancies/", "candidate_id", RecordKind::Candidate),
    ("/jobs/", "id", RecordKind::Vacancy),
    ("/v1/candidates/", "id", RecordKind::Candidate),
    ("/v1/employers/", "id", RecordKind::Employer),
    ("/v1/agencies/", "id", RecordKind::Agency),
    ("/v1/centres/", "id", RecordKind::Centre),
];
/// Other parts of paths.
const TEXTS: [(&str, &str, &str); 3] = [
    ("/v1/taxonomy/occupations/", "id", "bricklayer"),
    ("/v1/taxonomy/skills/", "id", "con.lay_bricks"),
    ("/problems/", "slug", "not-found"),
];

/// Gives the parameters in paths an example.
pub(super) fn add(paths: &mut Value) {
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
            for parameter in parameters.into_iter().flatten() {
                if let Some(example) = example(path, &parameter["name"]) {
                    parameter["example"] = json!(example);
                }
            }
        }
    }
}

fn example(path: &str, name: &Value) -> Option<String> {
    let is_here = |begin: &str, called: &str| path.starts_with(begin) && name == called;
    let id = IDS.iter().find(|(begin, called, _)| is_here(begin, called));
    let text = TEXTS.iter().find(|(begin, called, _)| is_here(begin, called));
    id.and_then(|(.., kind)| first_id(*kind))
        .map(|id| id.to_string())
        .or_else(|| text.map(|(.., text)| (*text).to_owned()))
}
