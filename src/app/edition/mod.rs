//! One version of the taxonomy with everything that is derived from it: names to resolve and to suggest, and what the
//! engine knows. A request takes one and keeps it to its end; an amendment makes a new one.
//!
//! A mapping must be quick, and indexing all names is not. So the names that mappings add stand beside the index at
//! first ([`Resolver::with_added`]), until all are indexed anew while nobody waits for it.

pub mod amendment;
pub mod knowledge;

use std::{
    ops::Deref,
    sync::{Arc, LazyLock, OnceLock},
};

use crate::{
    app::edition::amendment::Amendment,
    domain::{
        concepts::skill::SkillId,
        values::{language::Lang, place::Oktmo},
    },
    matching::Knowledge,
    taxonomy::{
        Concept, ConceptKind, Mapping, Taxonomy,
        resolve::{Outcome, Question, Resolver, town_of},
        suggest::Suggester,
    },
};

/// A version of the taxonomy.
#[derive(Debug, Clone)]
pub struct Edition {
    taxonomy: Arc<Taxonomy>,
    number: i64,
    knowledge: Arc<Knowledge>,
    resolver: OnceLock<Resolver>,
    suggester: OnceLock<Arc<Suggester>>,
    /// The mappings that are not in the indexes of names, by number.
    added: Vec<(i64, Mapping)>,
}

/// All names of an edition, indexed.
pub(super) struct Index {
    number: i64,
    resolver: Resolver,
    suggester: Suggester,
}

impl Deref for Edition {
    type Target = Taxonomy;

    fn deref(&self) -> &Taxonomy {
        &self.taxonomy
    }
}

impl Edition {
    /// The built-in taxonomy, before any amendment.
    pub fn embedded() -> Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Edition>> = LazyLock::new(|| {
            let taxonomy = Taxonomy::embedded().clone();
            let knowledge = Arc::new(knowledge::of(&taxonomy));
            Arc::new(Edition::new(taxonomy, 0, knowledge))
        });
        Arc::clone(&EMBEDDED)
    }

    fn new(taxonomy: Taxonomy, number: i64, knowledge: Arc<Knowledge>) -> Self {
        let (resolver, suggester) = (OnceLock::new(), OnceLock::new());
        let taxonomy = Arc::new(taxonomy);
        Self { taxonomy, number, knowledge, resolver, suggester, added: Vec::new() }
    }

    /// The edition of the taxonomy that these amendments, of which each has a number, make of this one.
    pub(super) fn amended(&self, taxonomy: Taxonomy, amendments: &[(i64, Amendment)]) -> Self {
        let number = amendments.last().map_or(self.number, |(number, _)| *number);
        let mappings: Option<Vec<_>> = amendments.iter().map(mapping).collect();
        if let Some(mappings) = mappings {
            return self.with_mappings(taxonomy, number, mappings);
        }
        let knowledge = knowledge::of(&taxonomy);
        let knowledge = if knowledge == *self.knowledge {
            Arc::clone(&self.knowledge)
        } else {
            Arc::new(knowledge)
        };
        Self::new(taxonomy, number, knowledge)
    }

    /// Mappings only add synonyms: the engine knows what it knew, and the indexes stay in use.
    fn with_mappings(
        &self,
        taxonomy: Taxonomy,
        number: i64,
        mappings: Vec<(i64, Mapping)>,
    ) -> Self {
        let next = Self::new(taxonomy, number, Arc::clone(&self.knowledge));
        let (Some(resolver), Some(suggester)) = (self.resolver.get(), self.suggester.get()) else {
            return next; // nobody has asked for names yet
        };
        let known = mappings.into_iter().filter(|(_, one)| next.holds(one.kind, &one.id));
        let added: Vec<_> = self.added.iter().cloned().chain(known).collect();
        let resolver = OnceLock::from(resolver.with_added(&only_mappings(&added)));
        Self { resolver, suggester: OnceLock::from(Arc::clone(suggester)), added, ..next }
    }

    /// The number of the last amendment in it; 0 for the built-in taxonomy.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// What the engine knows of the world in this edition.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The label of a skill, or its id where the taxonomy has none.
    pub fn skill_label<'a>(&'a self, id: &'a SkillId, lang: Lang) -> &'a str {
        self.skill(id).map_or(id.as_str(), |skill| skill.label(lang))
    }

    /// Finds the concepts that texts name.
    pub fn resolver(&self) -> &Resolver {
        self.resolver.get_or_init(|| Resolver::new(&self.taxonomy))
    }

    /// The municipality of Tatarstan that an address names for sure.
    pub fn municipality_named(&self, address: &str) -> Option<Oktmo> {
        self.place_named(address).or_else(|| self.place_named(town_of(address)?))
    }

    fn place_named(&self, text: &str) -> Option<Oktmo> {
        let question = Question { kind: ConceptKind::Municipality, lang: None, scheme: None };
        let found = self.resolver().answer(text, &question);
        let named = found.concepts.first().filter(|_| found.outcome == Outcome::Resolved)?;
        named.id.parse().ok()
    }

    /// Finds names by their beginnings.
    pub fn suggester(&self) -> &Suggester {
        self.suggester.get_or_init(|| Arc::new(Suggester::new(&self.taxonomy)))
    }

    /// Indexes the names now, so that nobody's first request waits for it.
    pub fn index_names(&self) {
        self.resolver();
        self.suggester();
    }

    /// Whether all names are in the indexes.
    pub fn is_indexed(&self) -> bool {
        self.added.is_empty()
    }

    /// Indexes all names anew.
    pub(super) fn index(&self) -> Index {
        let (resolver, suggester) = (Resolver::new(self), Suggester::new(self));
        Index { number: self.number, resolver, suggester }
    }

    /// The same edition with an index of it or of an earlier one; `None` if it needs none.
    pub(super) fn with_index(&self, index: Index) -> Option<Self> {
        let Index { number, resolver, suggester } = index;
        if self.is_indexed() {
            return None;
        }
        let added: Vec<_> = self.added.iter().filter(|(n, _)| *n > number).cloned().collect();
        let resolver = OnceLock::from(resolver.with_added(&only_mappings(&added)));
        let suggester = OnceLock::from(Arc::new(suggester));
        Some(Self { resolver, suggester, added, ..self.clone() })
    }
}

fn mapping((number, amendment): &(i64, Amendment)) -> Option<(i64, Mapping)> {
    match amendment {
        Amendment::Mapping(mapping) => Some((*number, mapping.clone())),
        Amendment::Import(_) | Amendment::Learned(_) => None,
    }
}

fn only_mappings(added: &[(i64, Mapping)]) -> Vec<Mapping> {
    added.iter().map(|(_, mapping)| mapping.clone()).collect()
}
