//! What the words of a list's question mean: the taxonomy names the occupations and skills that have them.

use std::borrow::Cow;

use crate::{
    app::{App, resource::Filter},
    domain::concepts::facet::word_key,
    store::records::Meaning,
    taxonomy::resolve::Searched,
};

impl App {
    /// The filter with what its words mean, if it asks for any.
    pub(super) fn worded<'f>(&self, filter: &'f Filter) -> Cow<'f, Filter> {
        let Some(words) = &filter.words else { return Cow::Borrowed(filter) };
        let edition = self.taxonomy();
        let Searched { words: beginnings, occupations, skills } =
            edition.resolver().search(&words.text);
        let words = if words.titles { beginnings } else { Vec::new() };
        let words = words.iter().map(|word| word_key(word)).collect();
        let meaning = Some(Meaning { words, occupations, skills });
        Cow::Owned(Filter { meaning, ..filter.clone() })
    }
}
