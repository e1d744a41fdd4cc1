//! From words to concepts: what resolves a text, and what completes one that is being typed.

use std::sync::LazyLock;

use super::App;
pub use crate::taxonomy::{
    Kind as ConceptKind,
    resolve::{Hit, Outcome, RESOLVED, Resolution},
    suggest::Suggestion,
};
use crate::{
    domain::language::Lang,
    taxonomy::{Taxonomy, resolve::Resolver, suggest::Suggester},
};

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));
static SUGGESTER: LazyLock<Suggester> = LazyLock::new(|| Suggester::new(Taxonomy::embedded()));

impl App {
    /// Finds the concepts of a kind that a text names.
    pub fn resolve(&self, text: &str, lang: Option<Lang>, kind: ConceptKind) -> Resolution {
        RESOLVER.resolve(text, lang, kind)
    }

    /// The best names for a text that is being typed, at most one of each concept.
    pub fn suggest(
        &self,
        text: &str,
        kind: Option<ConceptKind>,
        limit: usize,
    ) -> Vec<&'static Suggestion> {
        SUGGESTER.suggest(text, kind, limit)
    }

    /// Indexes the names now, so that nobody's first request waits for it.
    pub fn index_names(&self) {
        LazyLock::force(&RESOLVER);
        LazyLock::force(&SUGGESTER);
    }
}
