//! What an installation changes of the built-in taxonomy: imported files and mapped texts, in order. The same
//! amendments make the same taxonomy on every server.

use std::{borrow::Cow, sync::Arc};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::{
        App, IdempotencyKey,
        edition::Edition,
        error::AppError,
        index::follower::Standing,
        resource::{Once, note},
    },
    domain::access::actor::Actor,
    store::{StoreError, taxonomy::amendments as store},
    taxonomy::{
        Kind, Mapping, Taxonomy,
        import::{self, Options, Report},
    },
};

/// The most concepts of one kind: the engine numbers them in 16 bits.
const MOST_CONCEPTS: usize = 60_000;
/// How often an amendment is made anew when another server was faster.
const TRIES: usize = 5;

/// A file that an operator imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// The kind of rows that do not say theirs.
    pub kind: Option<Kind>,
    /// The source of the names.
    pub source: String,
    /// The file.
    pub text: String,
}

impl ImportedFile {
    fn options(&self) -> Options {
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
}

/// An amendment that has been stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::app) struct Made {
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

    fn kind(&self) -> &'static str {
        match self {
            Self::Import(_) => "import",
            Self::Mapping(_) => Self::MAPPING,
        }
    }

    fn payload(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Import(file) => serde_json::to_string(file),
            Self::Mapping(mapping) => serde_json::to_string(mapping),
        }
    }

    /// Reads a stored amendment.
    pub(in crate::app) fn read(stored: &store::Amendment) -> Result<Self, StoreError> {
        let read = match stored.kind.as_str() {
            "import" => serde_json::from_str(&stored.payload).map(Self::Import),
            Self::MAPPING => serde_json::from_str(&stored.payload).map(Self::Mapping),
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
            Amendment::Import(_) => None,
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

impl App {
    /// Follows what other servers have amended, and reads the texts again that wait. Returns how many records changed.
    pub fn follow_taxonomy(&self) -> Result<usize, AppError> {
        if self.follower.standing() == Standing::Loading {
            return Ok(0); // loading brings it up to date
        }
        self.follower.renew_if_told()?;
        self.resolve_waiting()
    }

    /// Indexes the names that mappings have added, if there are any: slow, so nothing else may wait for it.
    pub fn index_added_names(&self) {
        self.follower.index_added();
    }

    /// The taxonomy as it now is. Whoever holds it keeps this version, whatever comes after it.
    pub fn taxonomy(&self) -> Arc<Edition> {
        self.follower.edition()
    }

    /// Imports a file of concepts and tells what that did; `store` is false for a dry run.
    pub fn import_taxonomy(&self, file: &ImportedFile, store: bool) -> Result<Report, AppError> {
        let mut report = Report::default();
        let plan = |edition: &Edition| {
            let read = import::import(edition, &file.text, &file.options());
            let (next, told) = read.map_err(|error| AppError::Unreadable(chain(&error)))?;
            if next.skills().len().max(next.trades().len()) > MOST_CONCEPTS {
                let detail =
                    format!("more than {MOST_CONCEPTS} concepts of a kind are not possible");
                return Err(AppError::Conflict(detail));
            }
            report = told;
            Ok(next)
        };
        if store {
            self.amend(&Actor::System, &Amendment::Import(file.clone()), None, plan)?;
        } else {
            let mut plan = plan;
            self.follower.renew()?;
            plan(&self.taxonomy())?;
        }
        Ok(report)
    }

    /// Stores an amendment whose taxonomy `plan` makes, unless that is equal to the present one; then this server has it.
    pub(in crate::app) fn amend(
        &self,
        actor: &Actor,
        amendment: &Amendment,
        key: Option<&IdempotencyKey>,
        mut plan: impl FnMut(&Edition) -> Result<Taxonomy, AppError>,
    ) -> Result<Option<Once<Made>>, AppError> {
        for _ in 0..TRIES {
            self.follower.renew()?;
            if let Some(past) = self.past(key)? {
                return Ok(Some(past)); // also that of a request which has run meanwhile
            }
            let present = self.taxonomy();
            let next = plan(&present)?;
            if next.version() == present.version() {
                return Ok(None);
            }
            let stored = self.stored(actor, amendment, present.number() + 1, next.version())?;
            match self.store_amendment(actor, stored, key.cloned()) {
                Err(AppError::Outdated) => {}
                Err(error) => return Err(error),
                Ok(made) => {
                    self.follower.adopt(next, made.value.number, amendment.clone())?;
                    return Ok(Some(made));
                }
            }
        }
        Err(AppError::Unavailable("the taxonomy is being changed by others".to_owned()))
    }

    fn stored(
        &self,
        actor: &Actor,
        amendment: &Amendment,
        n: i64,
        version: &str,
    ) -> Result<store::Amendment, AppError> {
        let id = Uuid::now_v7();
        Ok(store::Amendment {
            n,
            id,
            kind: amendment.kind().to_owned(),
            payload: amendment.payload().map_err(|_| AppError::CorruptSnapshot(id))?,
            version: version.to_owned(),
            actor: actor.client().map(|client| client.id),
            at: self.now(),
        })
    }

    fn store_amendment(
        &self,
        actor: &Actor,
        stored: store::Amendment,
        key: Option<IdempotencyKey>,
    ) -> Result<Once<Made>, AppError> {
        let note = note(actor, &stored.kind, None, stored.at);
        self.once(key, move |tx| {
            if !store::insert(tx, &stored, note)? {
                return Err(AppError::Outdated);
            }
            let store::Amendment { n: number, id, version, at, .. } = stored;
            Ok((id, Made { id, number, version, at }))
        })
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
