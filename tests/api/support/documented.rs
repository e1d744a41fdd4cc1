//! Every answer that a test sees is what the document says: its status, its media type, and its body by the schema.

use std::{collections::HashMap, sync::LazyLock};

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use koprik::api::openapi;
use serde_json::Value;

use super::client::Answer;

/// Where the document stands for references.
const DOCUMENT: &str = "https://koprik.example/openapi.json";

/// What each media type of an answer holds; `None` where the document says nothing of it.
type Contents = HashMap<String, Option<SchemaIndex>>;

/// The schemas of the document, and those of each answer by its place in it.
struct Documented {
    schemas: Schemas,
    answers: HashMap<String, Contents>,
}

static DOCUMENTED: LazyLock<Documented> = LazyLock::new(Documented::compile);

impl Documented {
    fn compile() -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        compiler.set_default_draft(Draft::V2020_12);
        compiler.enable_format_assertions();
        compiler.add_resource(DOCUMENT, openapi::document().clone()).unwrap();
        let mut answers = HashMap::new();
        for pointer in answer_pointers() {
            let contents = openapi::document().pointer(&pointer).unwrap()["content"].as_object();
            let contents = contents.into_iter().flatten().map(|(media, content)| {
                let place = format!("{DOCUMENT}#{pointer}/content/{}/schema", escaped(media));
                let schema = content["schema"].is_object();
                let place = place.replace('{', "%7B").replace('}', "%7D");
                (media.clone(), schema.then(|| compiler.compile(&place, &mut schemas).unwrap()))
            });
            answers.insert(pointer.clone(), contents.collect());
        }
        Self { schemas, answers }
    }
}

/// Where the answers of all operations stand, references followed.
fn answer_pointers() -> Vec<String> {
    let paths = openapi::document()["paths"].as_object().unwrap();
    let mut pointers = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            for status in
                operation["responses"].as_object().into_iter().flatten().map(|(status, _)| status)
            {
                pointers.push(answer_pointer(path, method, status).unwrap());
            }
        }
    }
    pointers.sort();
    pointers.dedup();
    pointers
}

/// Where the answer of an operation with this status stands, if the document has it.
fn answer_pointer(path: &str, method: &str, status: &str) -> Option<String> {
    let pointer = format!("/paths/{}/{method}/responses/{status}", escaped(path));
    let answer = openapi::document().pointer(&pointer)?;
    let referred = answer["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    Some(referred.map_or(pointer, ToOwned::to_owned))
}

fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// Fails if the document has the operation, and not this answer. `fields` leaves out what bodies otherwise hold.
pub(super) fn check(method: &str, path: &str, answer: &Answer) {
    let path = path
        .split_once("://")
        .map_or(path, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let asked = if method == "HEAD" { "get".to_owned() } else { method.to_lowercase() };
    let Some(template) = template(&asked, path.split('?').next().unwrap()) else { return };
    let place = answer_pointer(template, &asked, &answer.status.to_string());
    let undocumented =
        format!("{method} {path} answers {}, which the document has not", answer.status);
    let contents = &DOCUMENTED.answers[&place.expect(&undocumented)];
    let is_whole = !path.contains("fields=") || answer.status >= 400;
    if is_whole && !answer.text.is_empty() {
        check_body(&format!("{method} {path}"), contents, answer);
    }
}

fn check_body(asked: &str, contents: &Contents, answer: &Answer) {
    let media = answer.header("content-type").split(';').next().unwrap().trim();
    let Some(schema) = contents.get(media) else {
        panic!("{asked} answers {} with {media}, of which the document has nothing", answer.status)
    };
    if let Some(schema) =
        schema.filter(|_| media.ends_with("json") && media != "application/x-ndjson")
    {
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        if let Err(wrong) = DOCUMENTED.schemas.validate(&body, schema) {
            panic!(
                "{asked} answers {} with another body than documented: {wrong:#}\n{body}",
                answer.status
            );
        }
    }
}

/// The operation's path in the document; one with fewer names in braces comes first.
fn template(method: &str, path: &str) -> Option<&'static str> {
    let templates = openapi::document()["paths"].as_object().unwrap();
    let fitting = templates
        .iter()
        .filter(|(template, item)| fits(template, path) && item[method].is_object());
    fitting
        .map(|(template, _)| template.as_str())
        .min_by_key(|template| template.matches('{').count())
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(wanted, there)| wanted == there || wanted.starts_with('{'))
}
