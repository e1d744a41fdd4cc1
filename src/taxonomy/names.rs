//! All names of one kind of concept in one list: what texts are compared with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Taxonomy,
    concept::{Concept, ConceptKind, Table},
    labels::{Label, Labels, Role},
    mapping::Mapping,
};
use crate::domain::{folding::fold, values::language::Lang};

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
    /// The concepts with a name of each scheme, by its name in lower case.
    pub(super) schemes: BTreeMap<String, BTreeSet<usize>>,
}

impl Names {
    /// Collects the names of a kind; those of a retired concept lead to the one that replaces it, if any. A main town
    /// that is a place of its own names only that.
    pub(super) fn of(taxonomy: &Taxonomy, kind: ConceptKind) -> Self {
        match kind {
            ConceptKind::Occupation => Self::of_table(taxonomy.trades()),
            ConceptKind::Skill => Self::of_table(taxonomy.skills()),
            ConceptKind::Region => Self::of_table(taxonomy.home_regions()),
            ConceptKind::District => Self::of_table(taxonomy.districts()),
            ConceptKind::Municipality => Self::of_table(taxonomy.municipalities()),
        }
    }

    /// The concepts of a scheme, if one is given; of one that nothing comes from, none.
    pub(super) fn within(&self, scheme: Option<&str>) -> Option<&BTreeSet<usize>> {
        static NONE: BTreeSet<usize> = BTreeSet::new();
        Some(self.schemes.get(&scheme?.to_lowercase()).unwrap_or(&NONE))
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
        let mut schemes = BTreeMap::<String, BTreeSet<usize>>::new();
        let own = own_labels(table);
        for concept in table {
            let Some(heir) = table.heir(concept) else { continue };
            let place = at[heir.id()];
            for (_, _, label) in concept.labels().all() {
                schemes.entry(label.source.to_lowercase()).or_default().insert(place);
            }
            list.extend(
                concept.labels().all().map(|(lang, role, label)| name(place, lang, role, label)),
            );
            let centre = concept.centre_labels().into_iter().flat_map(Labels::all);
            let names_this = |label: &Label| {
                own.get(&fold(&label.text)).is_none_or(|owner| *owner == concept.id())
            };
            list.extend(
                centre
                    .filter(|(_, _, label)| names_this(label))
                    .map(|(lang, _, label)| name(place, lang, Role::Synonym, label)),
            );
        }
        Self { ids, list, schemes }
    }
}

fn name(concept: usize, lang: Lang, role: Role, label: &Label) -> Name {
    Name { concept, lang, role, text: label.text.clone() }
}

/// The folded labels of a table, and the concept of each.
fn own_labels<T: Concept>(table: &Table<T>) -> HashMap<String, &str> {
    let labels = |concept: &T| {
        let all = concept.labels().all().filter(|(_, role, _)| *role == Role::Label);
        all.map(|(_, _, label)| fold(&label.text)).collect::<Vec<_>>()
    };
    let mut own = HashMap::new();
    for concept in table {
        for label in labels(concept) {
            own.entry(label).or_insert(concept.id());
        }
    }
    own
}
