//! All names of one kind of concept in one list: what texts are compared with.

use std::collections::HashMap;

use super::{
    Taxonomy,
    concept::{Concept, Kind, Table},
    labels::{Labels, Role},
    mapping::Mapping,
};
use crate::domain::language::Lang;

/// A name of a concept.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// Where the id of the concept stands in [`Names::ids`].
    pub(super) concept: usize,
    pub(super) lang: Lang,
    pub(super) role: Role,
    pub(super) text: String,
}

/// The names of all concepts of a kind, those of a concept together.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) ids: Vec<String>,
    pub(super) list: Vec<Name>,
}

impl Names {
    /// Collects the names of a kind; those of a retired concept lead to the one that replaces it, if any.
    pub(super) fn of(taxonomy: &Taxonomy, kind: Kind) -> Self {
        match kind {
            Kind::Occupation => Self::of_table(taxonomy.trades()),
            Kind::Skill => Self::of_table(taxonomy.skills()),
            Kind::Region => Self::of_table(taxonomy.home_regions()),
            Kind::District => Self::of_table(taxonomy.districts()),
            Kind::Municipality => Self::of_table(taxonomy.municipalities()),
        }
    }

    /// The names that mappings of one kind give to concepts.
    pub(super) fn of_mappings<'a>(mappings: impl Iterator<Item = &'a Mapping>) -> Self {
        let (mut names, mut at) = (Self::default(), HashMap::new());
        for Mapping { id, lang, text, .. } in mappings {
            let concept = *at.entry(id).or_insert_with(|| {
                names.ids.push(id.clone());
                names.ids.len() - 1
            });
            let (lang, text) = (*lang, text.clone());
            names.list.push(Name { concept, lang, role: Role::Synonym, text });
        }
        names
    }

    fn of_table<T: Concept>(table: &Table<T>) -> Self {
        let ids: Vec<_> = table.iter().map(|concept| concept.id().to_owned()).collect();
        let at: HashMap<&str, usize> =
            table.iter().enumerate().map(|(at, concept)| (concept.id(), at)).collect();
        let mut list = Vec::new();
        for concept in table {
            let Some(heir) = table.heir(concept) else { continue };
            push(&mut list, at[heir.id()], concept.labels(), None);
            if let Some(centre) = concept.centre_labels() {
                push(&mut list, at[heir.id()], centre, Some(Role::Synonym));
            }
        }
        Self { ids, list }
    }
}

fn push(list: &mut Vec<Name>, concept: usize, labels: &Labels, role: Option<Role>) {
    list.extend(labels.all().map(|(lang, own, label)| Name {
        concept,
        lang,
        role: role.unwrap_or(own),
        text: label.text.clone(),
    }));
}
