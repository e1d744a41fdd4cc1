//! Texts and the concepts that they name, on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::http::{decode::Exemplary, error::ApiError},
    app::taxonomy::naming::{Attribute, ConceptKind, Hit, Part, Resolution, Resolver, Suggestion},
    domain::{FieldError, values::language::Lang},
};

/// The letters of all texts of a request together, at most.
pub(in crate::api) const LETTERS: usize = 100_000;

/// A kind of concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::api) enum ConceptKindName {
    /// A trade.
    Occupation,
    /// A skill.
    Skill,
    /// A region of Uzbekistan.
    Region,
    /// A district or city of Uzbekistan.
    District,
    /// A municipality of Tatarstan.
    Municipality,
}

impl From<ConceptKindName> for ConceptKind {
    fn from(name: ConceptKindName) -> Self {
        match name {
            ConceptKindName::Occupation => Self::Occupation,
            ConceptKindName::Skill => Self::Skill,
            ConceptKindName::Region => Self::Region,
            ConceptKindName::District => Self::District,
            ConceptKindName::Municipality => Self::Municipality,
        }
    }
}

impl From<ConceptKind> for ConceptKindName {
    fn from(kind: ConceptKind) -> Self {
        match kind {
            ConceptKind::Occupation => Self::Occupation,
            ConceptKind::Skill => Self::Skill,
            ConceptKind::Region => Self::Region,
            ConceptKind::District => Self::District,
            ConceptKind::Municipality => Self::Municipality,
        }
    }
}

/// A text to resolve.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ResolveItem {
    /// The text, as somebody wrote it.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000, example = "электрогазосварщик 4 разряда")]
    pub text: String,
    /// Its language; detected if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// What it shall name.
    pub kind: ConceptKindName,
}

/// Texts to resolve.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ResolveInput {
    /// The texts.
    #[validate(length(min = 1, max = 1000), nested)]
    #[schema(min_items = 1, max_items = 1000)]
    pub items: Vec<ResolveItem>,
    /// How many concepts to answer for each text; 10 if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100, default = 10)]
    pub limit: Option<usize>,
    /// Only concepts that have a name of this scheme: the `source` of an import, such as `ESCO v1.2`, in any letter case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "Koprik")]
    pub scheme: Option<String>,
}

impl ResolveInput {
    /// What is wrong with the texts together, or with the scheme.
    pub(in crate::api) fn check(&self, resolver: &Resolver) -> Result<(), ApiError> {
        let letters: usize = self.items.iter().map(|item| item.text.chars().count()).sum();
        let mut errors = Vec::new();
        if letters > LETTERS {
            let detail =
                format!("all texts together have at most {LETTERS} letters: send fewer at once");
            errors.push(FieldError::new("/items", "length", detail));
        }
        let unknown = |scheme: &String| {
            self.items.iter().any(|item| !resolver.knows_scheme(item.kind.into(), scheme))
        };
        if self.scheme.as_ref().is_some_and(unknown) {
            let detail = "no names of the asked kinds come from this scheme";
            errors.push(FieldError::new("/scheme", "unknown_code", detail));
        }
        if errors.is_empty() { Ok(()) } else { Err(ApiError::Invalid(errors)) }
    }
}

impl Exemplary for ResolveInput {
    fn example() -> Value {
        json!({"items": [
            {"text": "электрогазосварщик 4 разряда", "kind": "occupation"},
            {"text": "g'isht terish", "lang": "uz-Latn", "kind": "skill"}
        ]})
    }
}

/// A concept that a text may name.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ConceptView {
    /// Id or code of the concept.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9._-]+$", example = "welder_gas")]
    id: String,
    /// How sure it is, 0 to 1000.
    #[schema(minimum = 0, maximum = 1000, example = 1000)]
    confidence: u16,
    /// What the text and the name have in common: `label`, `synonym`, `spelling` or `words`.
    #[schema(max_length = 10, pattern = "^[a-z]+$", example = "label")]
    matched: &'static str,
    /// The name.
    #[schema(max_length = 300, example = "электрогазосварщик")]
    name: String,
    /// Its language.
    lang: Lang,
}

impl From<Hit> for ConceptView {
    fn from(hit: Hit) -> Self {
        let Hit { id, confidence, matched, name, lang } = hit;
        Self { id, confidence, matched: matched.as_str(), name, lang }
    }
}

/// Something that a text says beside the name.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AttributeView {
    /// What it is about.
    #[schema(max_length = 20, pattern = "^[a-z]+$", example = "grade")]
    name: &'static str,
    /// What is said.
    #[schema(max_length = 2000, example = "4")]
    value: String,
}

impl From<Attribute> for AttributeView {
    fn from(Attribute { name, value }: Attribute) -> Self {
        Self { name, value }
    }
}

/// What was made of a text.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ResolutionView {
    /// `resolved`, `ambiguous` or `unknown`.
    #[schema(max_length = 10, pattern = "^(resolved|ambiguous|unknown)$", example = "resolved")]
    outcome: &'static str,
    /// The folded text without what became attributes.
    #[schema(max_length = 4000, example = "elektrogazosvarshik")]
    normalised: String,
    /// Its language, as given or as detected.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    /// What it says beside the name.
    #[schema(max_items = 100)]
    attributes: Vec<AttributeView>,
    /// The concepts that it may name, the surest first.
    #[schema(max_items = 100)]
    concepts: Vec<ConceptView>,
    /// What each part names, if the text names several concepts one after another, such as `каменщик, плиточник`. Absent
    /// otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    parts: Vec<PartView>,
}

/// One of several things that a text names.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PartView {
    /// The words of the part, in lower case.
    #[schema(max_length = 2000, example = "каменщик")]
    text: String,
    /// `resolved`, `ambiguous` or `unknown`.
    #[schema(max_length = 10, pattern = "^(resolved|ambiguous|unknown)$", example = "resolved")]
    outcome: &'static str,
    /// The concepts that it may name, the surest first.
    #[schema(max_items = 100)]
    concepts: Vec<ConceptView>,
}

impl PartView {
    fn new(part: Part, limit: usize) -> Self {
        let Part { text, outcome, concepts } = part;
        Self { text, outcome: outcome.as_str(), concepts: views(concepts, limit) }
    }
}

/// The surest concepts, so many.
fn views(concepts: Vec<Hit>, limit: usize) -> Vec<ConceptView> {
    concepts.into_iter().take(limit).map(Into::into).collect()
}

impl ResolutionView {
    /// Shows at most so many concepts, of the text and of each part.
    pub(in crate::api) fn new(resolution: Resolution, limit: usize) -> Self {
        let Resolution { outcome, normalised, attributes, language, concepts, parts, .. } =
            resolution;
        Self {
            outcome: outcome.as_str(),
            normalised,
            lang: language,
            attributes: attributes.into_iter().map(Into::into).collect(),
            concepts: views(concepts, limit),
            parts: parts.into_iter().map(|part| PartView::new(part, limit)).collect(),
        }
    }
}

/// What was made of the texts.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ResolveView {
    /// In the order of the texts.
    #[schema(max_items = 1000)]
    pub items: Vec<ResolutionView>,
    /// The confidence from which a text is resolved, if nothing else comes near.
    #[schema(minimum = 0, maximum = 1000, example = 850)]
    pub resolved_from: u16,
    /// Version of the taxonomy.
    #[schema(max_length = 60, pattern = "^[a-z0-9.-]+$", example = "2026.1-4a08a487683a")]
    pub taxonomy_version: String,
}

/// A name that begins with what was typed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SuggestionView {
    /// The kind of concept.
    kind: ConceptKindName,
    /// Id or code of the concept.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9._-]+$", example = "bricklayer")]
    id: String,
    /// The name.
    #[schema(max_length = 300, example = "gʻisht teruvchi")]
    name: String,
    /// Its language.
    lang: Lang,
}

impl From<&Suggestion> for SuggestionView {
    fn from(suggestion: &Suggestion) -> Self {
        let Suggestion { kind, id, name, lang, .. } = suggestion.clone();
        Self { kind: kind.into(), id, name, lang }
    }
}

/// Names that begin with what was typed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SuggestionsView {
    /// The best first.
    #[schema(max_items = 100)]
    pub items: Vec<SuggestionView>,
}
