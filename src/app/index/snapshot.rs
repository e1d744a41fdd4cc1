//! The index that a server answers from.

use std::sync::Arc;

use crate::{app::edition::Edition, matching::Engine};

/// The taxonomy, and the index in its numbers.
#[derive(Clone)]
pub(in crate::app) struct LiveIndex {
    pub(in crate::app) edition: Arc<Edition>,
    pub(in crate::app) engine: Arc<Engine>,
}

impl LiveIndex {
    /// An empty index of an edition.
    pub(in crate::app) fn of(edition: Arc<Edition>) -> Self {
        let engine = Arc::new(Engine::new(Arc::clone(edition.knowledge())));
        Self { edition, engine }
    }

    /// What its words are taken from: the number of the edition, and whether all its names are indexed.
    pub(super) fn words(&self) -> (i64, bool) {
        (self.edition.number(), self.edition.is_indexed())
    }
}
