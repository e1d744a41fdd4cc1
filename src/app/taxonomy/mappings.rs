//! The queue of texts that name nothing known, and the mappings by which operators empty it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App, IdempotencyKey,
        edition::{
            Edition,
            amendment::{Amendment, StoredAmendment},
        },
        error::AppError,
        resource::idempotent::Idempotent,
        taxonomy::texts,
    },
    domain::{
        FieldError,
        access::{actor::Actor, scope::Scope},
        concepts::wording::TextKind,
        folding::fold,
        resource::RecordKind,
    },
    store::taxonomy::{amendments, unresolved_texts},
    taxonomy::{Concept, ConceptKind, Lifecycle, Table, Taxonomy},
};
pub use crate::{
    store::taxonomy::unresolved_texts::{CursorPosition, Queued},
    taxonomy::Mapping,
};

/// A mapping that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// Its id.
    pub id: Uuid,
    /// Its number among all amendments.
    pub number: i64,
    /// What it says.
    pub mapping: Mapping,
    /// The version of the taxonomy that it made.
    pub version: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Mapped {
    fn of(mapping: Mapping, made: StoredAmendment) -> Self {
        let StoredAmendment { id, number, version, at } = made;
        Self { id, number, mapping, version, at }
    }
}

impl App {
    /// The texts that wait, those on many records first.
    pub fn unmapped(
        &self,
        actor: &Actor,
        kind: Option<TextKind>,
        after: Option<&CursorPosition>,
        limit: usize,
    ) -> Result<Vec<Queued>, AppError> {
        actor.require(Scope::TaxonomyWrite)?;
        Ok(self.store.read(|conn| unresolved_texts::queue(conn, kind, after, limit))?)
    }

    /// The mappings before a number, newest first.
    pub fn mappings(
        &self,
        actor: &Actor,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Mapped>, AppError> {
        actor.require(Scope::TaxonomyWrite)?;
        let before = before.unwrap_or(i64::MAX);
        let stored =
            self.store.read(|conn| amendments::list(conn, Amendment::MAPPING, before, limit))?;
        stored.iter().map(mapped).collect()
    }

    /// Makes a text a synonym of a concept in a new version of the taxonomy, and reads the records again that wait for it.
    pub fn map_text(
        &self,
        actor: &Actor,
        mapping: Mapping,
        key: Option<&IdempotencyKey>,
    ) -> Result<Idempotent<Mapped>, AppError> {
        actor.require(Scope::TaxonomyWrite)?;
        let amendment = Amendment::Mapping(mapping.clone());
        let made = self.amend(actor, &amendment, key, |edition| with_synonym(edition, &mapping))?;
        let Idempotent { value, replayed } = made.ok_or_else(|| {
            AppError::Conflict(format!("the text is a name of `{}` already", mapping.id))
        })?;
        let kind = TextKind::ALL.iter().find(|kind| texts::kind_of(**kind) == mapping.kind);
        if let Some(kind) = kind.filter(|_| !replayed) {
            self.resolve_text(&self.taxonomy(), *kind, &fold(&mapping.text))?;
        }
        Ok(Idempotent { value: Mapped::of(mapping, value), replayed })
    }
}

fn mapped(stored: &amendments::Amendment) -> Result<Mapped, AppError> {
    let Amendment::Mapping(mapping) = Amendment::read(stored)? else {
        return Err(AppError::NoSuch(RecordKind::Taxonomy));
    };
    let amendments::Amendment { id, n: number, version, at, .. } = stored.clone();
    Ok(Mapped { id, number, mapping, version, at })
}

/// The taxonomy with the text as a synonym, if the concept is in use and no other has that name.
fn with_synonym(edition: &Edition, mapping: &Mapping) -> Result<Taxonomy, AppError> {
    match mapping.kind {
        ConceptKind::Occupation => not_retired(edition.trades(), mapping)?,
        ConceptKind::Skill => not_retired(edition.skills(), mapping)?,
        ConceptKind::Region | ConceptKind::District | ConceptKind::Municipality => {}
    }
    let mut named = edition.resolver().named(&mapping.text, mapping.kind);
    if let Some(other) = named.find(|id| *id != mapping.id) {
        return Err(AppError::Conflict(format!(
            "the text is a name of `{other}`, and a name of two concepts names neither"
        )));
    }
    edition
        .with_synonyms(std::slice::from_ref(mapping))
        .map_err(|unknown| wrong_concept(format!("{unknown}; see /v1/taxonomy")))
}

fn not_retired<T: Concept>(table: &Table<T>, mapping: &Mapping) -> Result<(), AppError> {
    let retired = |concept: &T| concept.lifecycle().is_some_and(Lifecycle::is_retired);
    if table.get(&mapping.id).is_some_and(retired) {
        let heir = table.get(&mapping.id).and_then(|old| table.heir(old));
        let instead = heir.map_or("another concept".to_owned(), |heir| format!("`{}`", heir.id()));
        return Err(wrong_concept(format!("the concept is retired: map the text to {instead}")));
    }
    Ok(())
}

fn wrong_concept(detail: String) -> AppError {
    AppError::Invalid(vec![FieldError::new("/concept_id", "unknown_code", detail)])
}
