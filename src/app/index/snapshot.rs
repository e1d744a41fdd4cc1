//! The index that a server answers from.

use std::sync::Arc;

use crate::{app::edition::Edition, matching::Engine};

/// The taxonomy, and the index in its numbers.
#[derive(Clone)]
pub(in crate::app) struct LiveIndex {
    pub(super) edition: Arc<Edition>,
    pub(super) engine: Arc<Engine>,
}

impl LiveIndex {
    /// An empty index of an edition.
    pub(in crate::app) fn of(edition: Arc<Edition>) -> Self {
        let engine = Arc::new(Engine::new(Arc::clone(edition.knowledge())));
        Self { edition, engine }
    }
}
