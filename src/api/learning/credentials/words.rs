//! The words of credentials.

use crate::{
    api::wire::labels::label,
    app::edition::Edition,
    domain::{concepts::facet::FacetKind, values::language::Lang},
};

/// What names and addresses are made with.
pub(super) struct Words<'w> {
    /// The taxonomy.
    pub edition: &'w Edition,
    /// The language of names.
    pub lang: Lang,
    /// Where clients reach this installation.
    pub base: &'w str,
}

impl Words<'_> {
    /// The name of a concept; its code, if nothing has that code.
    pub(super) fn label<'s>(&'s self, kind: FacetKind, code: &'s str) -> &'s str {
        label(self.edition, kind, code, self.lang).unwrap_or(code)
    }
}
