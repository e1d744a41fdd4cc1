//! What can be said of a record, member by member, as its schema says: so a column of a table finds its member, and a cell
//! the kind of value that the member takes.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use utoipa::{PartialSchema, ToSchema};

use crate::api::resource::{shown::members, viewed::Wire};

/// The most items of a list that columns can name.
const MOST_ITEMS: usize = 100;

/// What a member takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// A text or a word of a list.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// Some texts.
    Texts,
    /// Something that has members of its own.
    Object,
}

/// The members of a kind of record.
pub(super) struct Members {
    root: Value,
    named: HashMap<String, Value>,
    /// What answers have and requests have not: an export can be sent back as it is.
    pub(super) answered_only: BTreeSet<String>,
}

impl Members {
    /// The members of a kind.
    pub(super) fn of<R: Wire>() -> Self {
        let mut schemas = Vec::new();
        R::Input::schemas(&mut schemas);
        let json = |schema| serde_json::to_value(schema).unwrap_or_default();
        let named = schemas.into_iter().map(|(name, schema)| (name, json(schema))).collect();
        let sent = members::<R::Input>();
        let answered =
            members::<R::View>().into_iter().chain(["deleted", "reason", "at"].map(str::to_owned));
        let answered_only = answered.filter(|name| !sent.contains(name)).collect();
        Self { root: json(R::Input::schema()), named, answered_only }
    }

    /// What the member at this path takes; `None` if there is no such member.
    pub(super) fn takes(&self, path: &str) -> Option<Takes> {
        let mut here = self.meant(&self.root);
        for part in path.split('.') {
            let found: Vec<&Value> =
                here.iter().filter_map(|schema| member(schema, part)).collect();
            here = found.into_iter().flat_map(|schema| self.meant(schema)).collect();
        }
        here.iter().find_map(|schema| self.kind(schema))
    }

    /// The schemas that a schema stands for.
    fn meant<'m>(&'m self, schema: &'m Value) -> Vec<&'m Value> {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.named.get(name).map_or_else(Vec::new, |schema| self.meant(schema));
        }
        let parts =
            ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|name| schema[name].as_array());
        let parts: Vec<&Value> = parts.flatten().flat_map(|part| self.meant(part)).collect();
        if parts.is_empty() { vec![schema] } else { parts }
    }

    fn kind(&self, schema: &Value) -> Option<Takes> {
        let is = |name: &str| match &schema["type"] {
            Value::String(one) => one == name,
            Value::Array(some) => some.iter().any(|one| one == name),
            _ => false,
        };
        if is("object") || schema["properties"].is_object() {
            Some(Takes::Object)
        } else if is("array") {
            let items = self.meant(&schema["items"]);
            let texts = items.iter().all(|item| self.kind(item) == Some(Takes::Text));
            Some(if texts { Takes::Texts } else { Takes::Object })
        } else if is("boolean") {
            Some(Takes::Truth)
        } else if is("integer") {
            Some(Takes::Whole)
        } else if is("number") {
            Some(Takes::Number)
        } else if is("string") {
            Some(if schema["format"] == "date" { Takes::Day } else { Takes::Text })
        } else {
            None
        }
    }
}

fn member<'s>(schema: &'s Value, name: &str) -> Option<&'s Value> {
    match name.parse::<usize>() {
        Ok(at) => Some(&schema["items"]).filter(|items| at < MOST_ITEMS && items.is_object()),
        Err(_) => schema["properties"].get(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recruitment::{candidate::CandidateBody, vacancy::VacancyBody};

    #[test]
    fn a_member_takes_what_its_schema_says() {
        let (vacancies, candidates) =
            (Members::of::<VacancyBody>(), Members::of::<CandidateBody>());
        for (path, takes) in [
            ("external_ref", Some(Takes::Text)),
            ("title", Some(Takes::Object)),
            ("title.ru", Some(Takes::Text)),
            ("workplace.oktmo", Some(Takes::Text)),
            ("total_job_openings", Some(Takes::Whole)),
            ("base_salary.min", Some(Takes::Number)),
            ("base_salary.gross", Some(Takes::Truth)),
            ("job_start_date", Some(Takes::Day)),
            ("home_regions", Some(Takes::Texts)),
            ("skill_texts", Some(Takes::Object)),
            ("skill_texts.0.text", Some(Takes::Text)),
            ("requirements.1.min_level", Some(Takes::Whole)),
            ("skill_texts.100.text", None),
            ("id", None),
            ("title.xx", None),
        ] {
            assert_eq!(vacancies.takes(path), takes, "{path}");
        }
        assert_eq!(candidates.takes("of_age"), Some(Takes::Truth));
        assert_eq!(candidates.takes("destinations.ranked"), Some(Takes::Texts));
        assert!(vacancies.answered_only.contains("id"));
        assert!(!vacancies.answered_only.contains("external_ref"));
    }
}
