//! What the words of a list's question mean: the taxonomy names the occupations and skills that have them.

use std::borrow::Cow;

use crate::{
    app::{App, resource::Filter},
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
        let titles = if words.titles { beginnings } else { Vec::new() };
        let meaning = Some(Meaning { titles, occupations, skills });
        Cow::Owned(Filter { meaning, ..filter.clone() })
    }
}
