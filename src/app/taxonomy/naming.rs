//! From words to concepts: what resolves a text, and what completes one that is being typed.

use crate::app::App;
pub use crate::taxonomy::{
    ConceptKind,
    resolve::{Attribute, Hit, Outcome, Part, Question, RESOLVED, Resolution, Resolver},
    suggest::{Only, Suggestion},
};

impl App {
    /// Indexes the names now, so that nobody's first request waits for it.
    pub fn index_names(&self) {
        self.taxonomy().index_names();
    }
}
