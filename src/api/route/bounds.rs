//! The bounds of parameters in the query and in headers: what the document says of them is what is held to.

use actix_web::http::header::HeaderMap;
use chrono::{DateTime, NaiveDate};
use regex::Regex;
use serde_json::{Value, json};
use utoipa::openapi::{RefOr, path::Operation};
use uuid::Uuid;

use crate::{
    api::{
        http::error::ApiError,
        route::headers::{Header, TAKEN},
    },
    domain::values::language::Lang,
};

/// The parameters that a route takes, with their bounds.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    query: Vec<Parameter>,
    headers: Vec<Parameter>,
}

/// A parameter, and how its value must be.
#[derive(Debug, Clone)]
struct Parameter {
    name: String,
    required: bool,
    /// How many values with commas between, if it is a list.
    most: Option<u64>,
    /// What each value must be.
    rules: Vec<Rule>,
}

/// Something that a value must be.
#[derive(Debug, Clone)]
enum Rule {
    /// So many characters.
    Length(u64, u64),
    /// A whole number between these.
    Number(i64, i64),
    /// One of these words.
    Word(Vec<String>),
    /// One of these languages, by any of its codes.
    Language(Vec<String>),
    /// Some of these words, with commas between.
    Words(Vec<String>),
    /// A text of this form, of which this is one.
    Form(Regex, Option<String>),
    /// A UUID.
    Id,
    /// A day.
    Day,
    /// A moment.
    Moment,
}

/// A right value of parameters whose form takes long to say.
const RIGHT: [(&str, &str); 19] = [
    ("action", "identity_read"),
    ("columns", "Оклад=base_salary.min"),
    ("cursor", "that in next, as it is"),
    ("employment_type", "full_time,rotation"),
    ("external_ref", "HR-2026-0042"),
    ("fields", "id,title"),
    ("home_region", "UZ-NW"),
    ("housing", "dormitory"),
    ("include", "labels"),
    ("isco08", "7112"),
    ("language", "uz"),
    ("municipality", "92701000"),
    ("near", "55.7887,49.1221"),
    ("occupation", "bricklayer"),
    ("region", "UZ-NW"),
    ("schedule", "six_one,shift"),
    ("skill", "con.lay_bricks"),
    ("uz_region", "UZ-NW"),
    ("weights", "30,20,10,20,10,10"),
];

impl Parameters {
    /// Those of an operation; parts of the path are read where they are used.
    pub(in crate::api) fn of(operation: &Operation) -> Self {
        let mut all = Self::default();
        for parameter in operation.parameters.iter().flatten() {
            match parameter {
                RefOr::Ref(reference) => all.headers.extend(header(&reference.ref_location)),
                RefOr::T(parameter) => {
                    let stated = json!(parameter);
                    if stated["in"] == "query" {
                        let required = stated["required"] == true;
                        let known = Parameter::new(&parameter.name, &stated["schema"]);
                        all.query.push(Parameter { required, ..known });
                    }
                }
            }
        }
        all
    }

    /// Refuses a request of which a parameter is unknown, missing, or out of its bounds.
    pub(in crate::api) fn check(&self, query: &str, headers: &HeaderMap) -> Result<(), ApiError> {
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let known = self.query.iter().find(|known| known.name == name);
            known.ok_or_else(|| self.unknown(&name))?.check(&value)?;
        }
        let sent =
            |name: &str| form_urlencoded::parse(query.as_bytes()).any(|(one, _)| one == name);
        if let Some(missing) = self.query.iter().find(|one| one.required && !sent(&one.name)) {
            return Err(missing.wrong("this parameter is required"));
        }
        for header in &self.headers {
            for value in headers.get_all(&header.name) {
                let text = value.to_str().map_err(|_| header.wrong("expected visible ASCII"))?;
                header.check(text)?;
            }
        }
        Ok(())
    }

    fn unknown(&self, name: &str) -> ApiError {
        let shown: String = name.chars().filter(char::is_ascii_graphic).take(40).collect();
        let known: Vec<&str> = self.query.iter().map(|one| one.name.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        ApiError::Malformed(format!("the query parameter {shown} is unknown; known here: {known}"))
    }
}

/// The header that a reference of the document means.
fn header(reference: &str) -> Option<Parameter> {
    let named = |header: &&Header| reference.rsplit('/').next() == Some(header.component);
    let Header { name, pattern, max, example, .. } = TAKEN.iter().find(named)?;
    Some(Parameter::new(
        name,
        &json!({"type": "string", "pattern": pattern, "maxLength": max, "example": example}),
    ))
}

impl Parameter {
    fn new(name: &str, schema: &Value) -> Self {
        let is_list = schema["items"].is_object();
        let each = if is_list { &schema["items"] } else { schema };
        let most = is_list.then(|| schema["maxItems"].as_u64().unwrap_or(u64::MAX));
        Self { name: name.to_owned(), required: false, most, rules: rules(name, each) }
    }

    fn check(&self, text: &str) -> Result<(), ApiError> {
        let one = |value: &str| {
            let broken = self.rules.iter().find(|rule| !rule.holds(value));
            broken.map_or(Ok(()), |rule| Err(self.wrong(&rule.expected())))
        };
        let Some(most) = self.most else { return one(text) };
        if u64::try_from(text.split(',').count()).is_ok_and(|count| count > most) {
            return Err(self.wrong(&format!("expected at most {most} values")));
        }
        text.split(',').try_for_each(one)
    }

    fn wrong(&self, what: &str) -> ApiError {
        ApiError::Malformed(format!("{}: {what}", self.name))
    }
}

/// The parameter that says a language.
const LANGUAGE: &str = "lang";

/// What a schema says of a value that is sent as text.
fn rules(name: &str, schema: &Value) -> Vec<Rule> {
    let mut rules = Vec::new();
    if let Some(words) = schema["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        rules.push(one_of(name, words));
    }
    if schema["type"] == "boolean" {
        rules.push(Rule::Word(["false", "true"].map(str::to_owned).into()));
    }
    if schema["type"] == "integer" {
        let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
        rules.push(Rule::Number(least.unwrap_or(i64::MIN), most.unwrap_or(i64::MAX)));
    }
    match schema["format"].as_str() {
        Some("uuid") => rules.push(Rule::Id),
        Some("date") => rules.push(Rule::Day),
        Some("date-time") => rules.push(Rule::Moment),
        _ => {}
    }
    let (least, most) = (schema["minLength"].as_u64(), schema["maxLength"].as_u64());
    if (least.is_some() || most.is_some()) && name != LANGUAGE {
        rules.push(Rule::Length(least.unwrap_or(0), most.unwrap_or(u64::MAX)));
    }
    let right = RIGHT.iter().find(|(known, _)| *known == name).map(|(_, right)| *right);
    let right = right.or(schema["example"].as_str());
    rules.extend(schema["pattern"].as_str().and_then(|pattern| form(name, pattern, right)));
    rules
}

/// One of these words; a language may be said by another of its codes, as `rus` says `ru`.
fn one_of(name: &str, words: Vec<String>) -> Rule {
    if name == LANGUAGE { Rule::Language(words) } else { Rule::Word(words) }
}

/// What a pattern says: one of some words, a list of them, or a form, of which `right` is one.
fn form(name: &str, pattern: &str, right: Option<&str>) -> Option<Rule> {
    let (words, rest) = pattern.strip_prefix("^(").and_then(|rest| rest.split_once(')')).unzip();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '|');
    let words = words.filter(|words| words.chars().all(plain));
    let all = || words.into_iter().flat_map(|words| words.split('|')).map(str::to_owned).collect();
    match (words, rest) {
        (Some(_), Some("$")) => Some(one_of(name, all())),
        (Some(words), Some(rest)) if rest == format!("(,({words}))*$") => Some(Rule::Words(all())),
        _ => Some(Rule::Form(Regex::new(pattern).ok()?, right.map(str::to_owned))),
    }
}

impl Rule {
    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Length(least, most) => {
                let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                (*least..=*most).contains(&length)
            }
            Self::Number(least, most) => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                plain && text.parse().is_ok_and(|number| (*least..=*most).contains(&number))
            }
            Self::Word(words) => words.iter().any(|word| word == text),
            Self::Language(words) => {
                let said = text.parse::<Lang>().map_or(text, |lang| lang.as_str());
                words.iter().any(|word| word == said)
            }
            Self::Words(words) => text.split(',').all(|one| words.iter().any(|word| word == one)),
            Self::Form(form, _) => form.is_match(text),
            Self::Id => Uuid::parse_str(text).is_ok(),
            Self::Day => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
            Self::Moment => DateTime::parse_from_rfc3339(text).is_ok(),
        }
    }

    fn expected(&self) -> String {
        match self {
            Self::Length(0, most) => format!("expected at most {most} characters"),
            Self::Length(least, u64::MAX) => format!("expected at least {least} characters"),
            Self::Length(least, most) => format!("expected {least} to {most} characters"),
            Self::Number(least, i64::MAX) => format!("expected a whole number from {least}"),
            Self::Number(least, most) => format!("expected a whole number from {least} to {most}"),
            Self::Word(words) | Self::Language(words) => {
                format!("expected one of: {}", words.join(", "))
            }
            Self::Words(words) => {
                format!("expected some of, with commas between: {}", words.join(", "))
            }
            Self::Form(_, Some(right)) => format!("expected a value such as {right}"),
            Self::Form(form, None) => format!("expected a text of the form {form}"),
            Self::Id => "expected an id such as 0198c0de-0000-7000-8000-000000000000".to_owned(),
            Self::Day => "expected a day such as 2026-01-31".to_owned(),
            Self::Moment => "expected a moment such as 2026-01-31T08:00:00Z".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(schema: &Value, text: &str) -> Option<String> {
        let error = Parameter::new("x", schema).check(text).err();
        error.map(|error| error.to_string())
    }

    #[test]
    fn a_language_is_said_by_any_of_its_codes() {
        let schema = json!({"type": "string", "maxLength": 7, "pattern": "^(ru|uz-Cyrl)$"});
        let taken = |text| Parameter::new("lang", &schema).check(text).is_ok();
        assert!(["ru", "rus", "uz-Cyrl", "uzb-Cyrl"].into_iter().all(taken));
        assert!(!["tat", "uzb", "Rus", ""].into_iter().any(taken));
    }

    #[test]
    fn what_a_schema_says_is_asked_of_the_text() {
        let cases = [
            (json!({"type": "string", "maxLength": 3}), "абв", "абвг", "at most 3 characters"),
            (json!({"type": "string", "minLength": 1}), "a", "", "at least 1 characters"),
            (
                json!({"type": "string", "pattern": "^[a-z]+$"}),
                "a",
                "A",
                "a text of the form ^[a-z]+$",
            ),
            (
                json!({"type": "string", "pattern": "^(a|b)(,(a|b))*$"}),
                "b,a",
                "a,c",
                "some of, with commas between: a, b",
            ),
            (json!({"type": "string", "pattern": "^(a|b-c)$"}), "b-c", "c", "one of: a, b-c"),
            (json!({"type": "string", "enum": ["a", "b"]}), "b", "c", "one of: a, b"),
            (json!({"type": "integer", "minimum": 1, "maximum": 9}), "9", "10", "from 1 to 9"),
            (json!({"type": "integer", "minimum": 0}), "0", "+1", "from 0"),
            (json!({"type": "string", "format": "date"}), "2026-01-31", "2026-1-31", "a day"),
            (json!({"type": "array", "items": {"enum": ["a", "b"]}}), "a,b", "a,,b", "one of"),
        ];
        for (schema, right, wrong, told) in cases {
            assert_eq!(refused(&schema, right), None, "{schema}");
            let said = refused(&schema, wrong).unwrap_or_default();
            assert!(said.starts_with("x: expected ") && said.contains(told), "{schema}: {said}");
        }
    }
}
