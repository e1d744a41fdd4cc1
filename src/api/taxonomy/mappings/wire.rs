//! The queue of texts that name nothing known, and mappings, on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, taxonomy::naming::wire::ConceptKindName},
    app::taxonomy::mappings::{Mapped, Mapping, Queued},
    domain::{FieldError, concepts::wording::TextKind, folding::fold, values::language::Lang},
};

/// A text on records that names nothing known.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct QueuedView {
    /// What it should name.
    kind: TextKind,
    /// The folded text: spellings with one key are mapped together.
    #[schema(max_length = 1200, example = "betonnoe kruevo")]
    key: String,
    /// One of its spellings, as it was sent.
    #[schema(max_length = 300, example = "бетонное кружево")]
    example: String,
    /// Its language, as sent or as detected; left out if neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<Lang>,
    /// On how many open records it stands.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 17)]
    records: i64,
    /// When it was first seen on one of them.
    #[schema(max_length = 35)]
    first_seen: DateTime<Utc>,
    /// When it was last seen on another.
    #[schema(max_length = 35)]
    last_seen: DateTime<Utc>,
}

impl From<Queued> for QueuedView {
    fn from(queued: Queued) -> Self {
        let Queued { place, text, first_seen, last_seen } = queued;
        Self {
            kind: place.kind,
            key: place.key,
            example: text,
            lang: place.lang,
            records: place.records,
            first_seen,
            last_seen,
        }
    }
}

/// A text, and the concept that it shall name from now on.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MappingInput {
    /// The text, in any of its spellings.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "бетонное кружево")]
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// The kind of the concept.
    pub kind: ConceptKindName,
    /// Id or code of the concept.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "con.concrete")]
    pub concept_id: String,
}

impl Exemplary for MappingInput {
    fn example() -> Value {
        json!({"text": "бетонное кружево", "lang": "ru", "kind": "skill", "concept_id": "con.concrete"})
    }
}

impl MappingInput {
    /// The mapping, checked but for the concept.
    pub(in crate::api) fn accept(self) -> Result<Mapping, Vec<FieldError>> {
        let Self { text, lang, kind, concept_id } = self;
        if fold(&text).is_empty() {
            let detail = "expected a text with letters or digits";
            return Err(vec![FieldError::new("/text", "value", detail)]);
        }
        Ok(Mapping { kind: kind.into(), id: concept_id, lang, text: text.trim().to_owned() })
    }
}

/// A mapping: a synonym that an operator made.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MappingView {
    /// Its id.
    id: Uuid,
    /// The text.
    #[schema(max_length = 300, example = "бетонное кружево")]
    text: String,
    /// Its language.
    lang: Lang,
    /// The kind of the concept.
    kind: ConceptKindName,
    /// Id or code of the concept.
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9._-]+$", example = "con.concrete")]
    concept_id: String,
    /// The version of the taxonomy that it made.
    #[schema(max_length = 60, pattern = "^[a-z0-9.-]+$", example = "2026.1-4a08a487683a")]
    taxonomy_version: String,
    /// When it was made.
    #[schema(max_length = 35)]
    created_at: DateTime<Utc>,
}

impl From<Mapped> for MappingView {
    fn from(mapped: Mapped) -> Self {
        let Mapped { id, mapping, version, at, .. } = mapped;
        let Mapping { kind, id: concept_id, lang, text } = mapping;
        Self {
            id,
            text,
            lang,
            kind: kind.into(),
            concept_id,
            taxonomy_version: version,
            created_at: at,
        }
    }
}
