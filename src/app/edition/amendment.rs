//! What an installation changes of the built-in taxonomy: imported files, mapped texts and learned tables, in order. The
//! same amendments make the same taxonomy on every server.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::resource::format::Format,
    store::{StoreError, format, taxonomy::amendments as store},
    taxonomy::{
        ConceptKind, Learned, Mapping, Taxonomy,
        import::{self, Options},
    },
};

/// A file that an operator imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// The kind of rows that do not say theirs.
    pub kind: Option<ConceptKind>,
    /// The source of the names.
    pub source: String,
    /// The file.
    pub text: String,
}

impl Format for ImportedFile {}

impl Format for Mapping {}

impl Format for StoredAmendment {}

impl ImportedFile {
    pub(in crate::app) fn options(&self) -> Options {
        Options { kind: self.kind, source: self.source.clone() }
    }
}

/// A change of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Amendment {
    /// Concepts from a file.
    Import(ImportedFile),
    /// A text that names a concept.
    Mapping(Mapping),
    /// Tables that the pool has taught.
    Learned(Learned),
}

/// An amendment that has been stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::app) struct StoredAmendment {
    pub(in crate::app) id: Uuid,
    pub(in crate::app) number: i64,
    pub(in crate::app) version: String,
    pub(in crate::app) at: DateTime<Utc>,
}

impl Amendment {
    /// The kind of those that are mappings.
    pub(in crate::app) const MAPPING: &'static str = "mapping";

    /// Whether it only adds a synonym.
    fn is_mapping(&self) -> bool {
        matches!(self, Self::Mapping(_))
    }

    pub(in crate::app) fn kind(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::Mapping(_) => Self::MAPPING,
            Self::Learned(_) => "learned",
        }
    }

    pub(in crate::app) fn payload(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Import(file) => format::write(file),
            Self::Mapping(mapping) => format::write(mapping),
            Self::Learned(learned) => format::write(learned),
        }
    }

    /// Reads a stored amendment.
    pub(in crate::app) fn read(stored: &store::Amendment) -> Result<Self, StoreError> {
        let read = match stored.kind.as_str() {
            "import" => format::read(&stored.payload).map(Self::Import),
            Self::MAPPING => format::read(&stored.payload).map(Self::Mapping),
            "learned" => format::read(&stored.payload).map(Self::Learned),
            _ => {
                Err(serde::de::Error::custom("a kind of amendment that this release does not know"))
            }
        };
        read.map_err(|error| StoreError::CorruptRow {
            table: "amendments",
            id: stored.id,
            why: error.to_string(),
        })
    }
}

/// The taxonomy that amendments make. One that no longer fits, after an upgrade, is left out with a warning.
pub(in crate::app) fn amended(base: &Taxonomy, amendments: &[(i64, Amendment)]) -> Taxonomy {
    let mut taxonomy = Cow::Borrowed(base);
    for run in amendments.chunk_by(|one, next| one.1.is_mapping() && next.1.is_mapping()) {
        let next = match run {
            [(_, Amendment::Import(file)), ..] => imported(&taxonomy, file),
            [(_, Amendment::Learned(learned)), ..] => Some(taxonomy.with_learned(learned)),
            mappings => Some(with_synonyms(&taxonomy, mappings)),
        };
        if let Some(next) = next {
            taxonomy = Cow::Owned(next);
        }
    }
    taxonomy.into_owned()
}

fn imported(base: &Taxonomy, file: &ImportedFile) -> Option<Taxonomy> {
    import::import(base, &file.text, &file.options())
        .map(|(taxonomy, _)| taxonomy)
        .inspect_err(|error| tracing::warn!(%error, "an imported file is left out"))
        .ok()
}

fn with_synonyms(base: &Taxonomy, amendments: &[(i64, Amendment)]) -> Taxonomy {
    let mut mappings: Vec<Mapping> = amendments
        .iter()
        .filter_map(|(_, amendment)| match amendment {
            Amendment::Mapping(mapping) => Some(mapping.clone()),
            Amendment::Import(_) | Amendment::Learned(_) => None,
        })
        .collect();
    loop {
        match base.with_synonyms(&mappings) {
            Ok(taxonomy) => return taxonomy,
            Err(unknown) => {
                tracing::warn!(%unknown, "a mapping is left out");
                mappings.retain(|one| one.kind != unknown.kind || one.id != unknown.id);
            }
        }
    }
}
