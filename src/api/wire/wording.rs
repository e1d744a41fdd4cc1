//! Texts that stand for ids, and what was made of them, on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{
    FieldError,
    concepts::{
        occupation::Occupation,
        wording::{Replaced, Text, TextKind, TextOutcome, Worded},
    },
    folding::fold,
    resource::{Record, Resource},
    values::{clean::clean, language::Lang},
};

/// A text that names an occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct OccupationTextBody {
    /// The text, as somebody wrote it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "каменщик 4 разряда")]
    pub text: String,
    /// Its language; detected if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
}

impl From<OccupationTextBody> for Worded<Occupation> {
    fn from(body: OccupationTextBody) -> Self {
        Self::new(body.text, body.lang)
    }
}

impl From<&Worded<Occupation>> for OccupationTextBody {
    fn from(worded: &Worded<Occupation>) -> Self {
        Self { text: worded.text.clone(), lang: worded.lang }
    }
}

/// A text that names nothing known. An operator sees it in the queue of `/v1/taxonomy/unmapped`.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct UnmappedView {
    /// The text, as it was sent.
    #[schema(max_length = 300)]
    text: String,
    /// Its language, as sent or as detected; left out if neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    /// What it should name.
    kind: TextKind,
}

/// What was made of a text when the record was written.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TextResolutionView {
    /// What it should name.
    kind: TextKind,
    /// The text, as it was sent.
    #[schema(max_length = 300, example = "каменщик 4 разряда")]
    text: String,
    /// Its language, as sent or as detected; left out if neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    /// What became of it.
    outcome: TextOutcome,
    /// How sure the likeliest concept is.
    #[schema(minimum = 0, maximum = 1000, example = 1000)]
    confidence: u16,
    /// Id of the concept, if the text is resolved: it counts as if it had been sent.
    #[schema(max_length = 64, pattern = "^[a-z0-9._-]+$", example = "bricklayer")]
    #[serde(skip_serializing_if = "Option::is_none")]
    concept_id: Option<String>,
}

/// A retired concept that the record names.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReplacedView {
    /// What it is.
    kind: TextKind,
    /// Its id, as it was sent.
    #[schema(max_length = 64, pattern = "^[a-z0-9._-]+$")]
    id: String,
    /// Id of the concept that took its place: use it from now on. Matching already does.
    #[schema(max_length = 64, pattern = "^[a-z0-9._-]+$")]
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

/// What was made of the texts and of the retired ids of a record.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TextsView {
    /// What was made of each text.
    #[schema(max_items = 61)]
    resolutions: Vec<TextResolutionView>,
    /// The texts that name nothing known yet. They are kept, and count as soon as an operator maps them.
    #[schema(max_items = 61)]
    unmapped: Vec<UnmappedView>,
    /// The retired concepts among the ids that were sent.
    #[schema(max_items = 70)]
    replaced: Vec<ReplacedView>,
}

impl TextsView {
    /// What was made of the texts of a record, of which these ids are retired.
    pub(in crate::api) fn of<R: Resource>(record: &Record<R>, replaced: &[Replaced]) -> Self {
        let texts = record.body.texts();
        let unmapped = |text: &Text<'_>| UnmappedView {
            text: text.text.to_owned(),
            lang: text.lang,
            kind: text.kind,
        };
        let retired = |Replaced { kind, id, by }| ReplacedView { kind, id, replaced_by: by };
        Self {
            unmapped: texts.iter().filter(|text| text.is_unmapped()).map(unmapped).collect(),
            resolutions: texts.into_iter().map(Into::into).collect(),
            replaced: replaced.iter().cloned().map(retired).collect(),
        }
    }
}

impl From<Text<'_>> for TextResolutionView {
    fn from(text: Text<'_>) -> Self {
        let Text { kind, text, lang, outcome, confidence, id } = text;
        Self { kind, text: text.to_owned(), lang, outcome, confidence, concept_id: id }
    }
}

/// An error for each text without a letter or digit: nobody could map it.
pub(in crate::api) fn blank<'a>(
    texts: impl Iterator<Item = (String, &'a str)>,
) -> impl Iterator<Item = FieldError> {
    texts.filter(|(_, text)| fold(&clean(text)).is_empty()).map(|(pointer, _)| {
        FieldError::new(pointer, "value", "expected a text with letters or digits")
    })
}
