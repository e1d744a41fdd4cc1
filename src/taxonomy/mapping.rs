//! Texts that an operator says are names of a concept: synonyms in a new version of the taxonomy.

use serde::{Deserialize, Serialize};

use super::{
    Taxonomy,
    concept::{Concept, ConceptKind, Table},
    labels::Label,
};
use crate::domain::values::language::Lang;

/// Where a synonym made by a mapping comes from.
const SOURCE: &str = "mapping";

/// A text and the concept that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The kind of the concept.
    pub kind: ConceptKind,
    /// Its id.
    pub id: String,
    /// The language of the text.
    pub lang: Lang,
    /// The text.
    pub text: String,
}

/// A mapping names a concept that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {kind} `{id}`")]
pub struct UnknownConcept {
    /// The kind.
    pub kind: ConceptKind,
    /// The id.
    pub id: String,
}

impl Taxonomy {
    /// Makes the taxonomy in which these texts are synonyms; with none that is new, the version stays.
    pub fn with_synonyms(&self, mappings: &[Mapping]) -> Result<Self, UnknownConcept> {
        let mut tables = self.tables.clone();
        for (kind, of_kind) in by_kind(mappings) {
            match kind {
                ConceptKind::Occupation => add(&mut tables.trades, &of_kind)?,
                ConceptKind::Skill => add(&mut tables.skills, &of_kind)?,
                ConceptKind::Region => add(&mut tables.regions, &of_kind)?,
                ConceptKind::District => add(&mut tables.districts, &of_kind)?,
                ConceptKind::Municipality => add(&mut tables.municipalities, &of_kind)?,
            }
        }
        Ok(Self::from_tables(tables))
    }
}

fn by_kind(mappings: &[Mapping]) -> impl Iterator<Item = (ConceptKind, Vec<&Mapping>)> {
    ConceptKind::ALL
        .iter()
        .map(|kind| (*kind, mappings.iter().filter(|mapping| mapping.kind == *kind).collect()))
}

fn add<T: Concept + Clone>(
    table: &mut Table<T>,
    mappings: &[&Mapping],
) -> Result<(), UnknownConcept> {
    for Mapping { kind, id, lang, text } in mappings {
        let unknown = || UnknownConcept { kind: *kind, id: id.clone() };
        let labels = table.get_mut(id).ok_or_else(unknown)?.labels_mut();
        let is_label = labels.exactly(*lang).is_some_and(|label| label.text == *text);
        if !is_label {
            labels.add_synonym(*lang, Label::supplied(text, SOURCE));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::resolve::{Outcome, Resolver};

    fn mapping(id: &str, text: &str) -> Mapping {
        Mapping {
            kind: ConceptKind::Occupation,
            id: id.to_owned(),
            lang: Lang::Ru,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_mapped_text_resolves_in_the_new_version() {
        let base = Taxonomy::embedded();
        let next = base.with_synonyms(&[mapping("bricklayer", "кирпичных дел умелец")]).unwrap();
        assert_ne!(next.version(), base.version());
        let found =
            Resolver::new(&next).resolve("Кирпичных дел умелец", None, ConceptKind::Occupation);
        assert_eq!(
            (found.outcome, found.concepts[0].id.as_str()),
            (Outcome::Resolved, "bricklayer")
        );
    }

    #[test]
    fn a_known_name_changes_nothing_and_an_unknown_concept_is_refused() {
        let base = Taxonomy::embedded();
        assert_eq!(
            base.with_synonyms(&[mapping("bricklayer", "каменщик")]).unwrap().version(),
            base.version()
        );
        let unknown = base.with_synonyms(&[mapping("wizard", "маг")]).unwrap_err();
        assert_eq!(unknown.to_string(), "there is no occupation `wizard`");
    }
}
