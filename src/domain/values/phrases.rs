//! Tables of phrases in the five languages.

use std::collections::BTreeMap;

use crate::domain::values::language::Lang;

/// Phrases by name, each in the five languages, in the order of [`Lang::ALL`].
pub struct Phrases(BTreeMap<String, [String; 5]>);

impl Phrases {
    /// Those of a table that is built in: a JSON object of arrays.
    ///
    /// # Panics
    ///
    /// If the table is none, which a test of each table finds.
    pub fn read(table: &str) -> Self {
        Self(serde_json::from_str(table).expect("a test reads every table of phrases"))
    }

    /// A phrase in a language; empty if there is none of this name.
    pub fn say(&self, name: &str, lang: Lang) -> &str {
        self.0.get(name).map_or("", |languages| languages[lang as usize].as_str())
    }

    /// Checks that there are phrases of these names and no others, and none the same in two languages.
    #[cfg(test)]
    pub fn check(&self, names: impl IntoIterator<Item = String>) {
        use std::collections::BTreeSet;
        let expected: BTreeSet<String> = names.into_iter().collect();
        assert_eq!(self.0.keys().cloned().collect::<BTreeSet<_>>(), expected);
        for (name, languages) in &self.0 {
            let distinct: BTreeSet<&String> = languages.iter().collect();
            assert_eq!(distinct.len(), Lang::ALL.len(), "{name} is the same in two languages");
        }
    }
}
