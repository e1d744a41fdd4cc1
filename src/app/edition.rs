//! One version of the taxonomy with everything that is derived from it: names to resolve and to suggest, and what the
//! engine knows. A request takes one and keeps it to its end; an amendment makes a new one.

use std::{
    ops::Deref,
    sync::{Arc, LazyLock, OnceLock},
};

use super::{amendments::Amendment, knowledge};
use crate::{
    matching::Knowledge,
    taxonomy::{Taxonomy, resolve::Resolver, suggest::Suggester},
};

/// A version of the taxonomy.
#[derive(Debug)]
pub struct Edition {
    taxonomy: Taxonomy,
    number: i64,
    knowledge: Arc<Knowledge>,
    resolver: OnceLock<Resolver>,
    suggester: OnceLock<Suggester>,
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
        Self { taxonomy, number, knowledge, resolver, suggester }
    }

    /// The edition that these amendments make of this one; `number` is that of the last.
    pub(super) fn amended(&self, amendments: &[Amendment], number: i64) -> Self {
        let taxonomy = super::amendments::amended(&self.taxonomy, amendments);
        self.succeeded_by(taxonomy, number, amendments.iter().all(Amendment::is_mapping))
    }

    /// An edition of another taxonomy, which may differ in synonyms only. It shares what has not changed.
    pub(super) fn succeeded_by(
        &self,
        taxonomy: Taxonomy,
        number: i64,
        only_synonyms: bool,
    ) -> Self {
        let derived = || Some(knowledge::of(&taxonomy)).filter(|next| *next != *self.knowledge);
        let changed = if only_synonyms { None } else { derived() };
        let knowledge = changed.map_or_else(|| Arc::clone(&self.knowledge), Arc::new);
        let resolver = self.resolver.get().map(|known| known.renewed(&taxonomy));
        let next = Self::new(taxonomy, number, knowledge);
        Self { resolver: resolver.map_or_else(OnceLock::new, OnceLock::from), ..next }
    }

    /// The number of the last amendment in it; 0 for the built-in taxonomy.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// What the engine knows of the world in this edition.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// Finds the concepts that texts name.
    pub fn resolver(&self) -> &Resolver {
        self.resolver.get_or_init(|| Resolver::new(&self.taxonomy))
    }

    /// Finds names by their beginnings.
    pub fn suggester(&self) -> &Suggester {
        self.suggester.get_or_init(|| Suggester::new(&self.taxonomy))
    }

    /// Indexes the names now, so that nobody's first request waits for it.
    pub fn index_names(&self) {
        self.resolver();
        self.suggester();
    }
}
