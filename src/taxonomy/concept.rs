//! What all concepts have in common, and the table that holds those of one kind.

use std::{collections::HashMap, sync::OnceLock};

use serde::Serialize;

use super::{labels::Labels, resolve::stems::possible_stems, words::words};
use crate::domain::{
    folding::{self, fold, other_layout},
    values::language::Lang,
};

/// From how many letters a word is also looked for in other forms.
const FORMS_FROM: usize = 4;

words! {
    /// A kind of concept that a text can name.
    ConceptKind {
        /// A trade.
        Occupation = "occupation",
        /// A skill.
        Skill = "skill",
        /// A region of Uzbekistan.
        Region = "region",
        /// A district or city of Uzbekistan.
        District = "district",
        /// A municipality of Tatarstan.
        Municipality = "municipality",
    }
}

impl ConceptKind {
    /// Whether it is a kind of places.
    pub(super) const fn is_place(self) -> bool {
        matches!(self, Self::Region | Self::District | Self::Municipality)
    }
}

/// Something that has an id and names.
pub trait Concept {
    /// The id, unique within the kind.
    fn id(&self) -> &str;

    /// The names.
    fn labels(&self) -> &Labels;

    /// The names, to be changed.
    fn labels_mut(&mut self) -> &mut Labels;

    /// The names of its main town, for a place that has one.
    fn centre_labels(&self) -> Option<&Labels> {
        None
    }

    /// When the concept is valid; `None` for those that always are.
    fn lifecycle(&self) -> Option<&Lifecycle> {
        None
    }

    /// The label in `lang`, or in the nearest language that has one.
    fn label(&self, lang: Lang) -> &str {
        self.labels().get(lang)
    }
}

/// When a concept is valid, in days like `2026-01-31`, and what came after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lifecycle {
    /// The first day.
    pub valid_from: Option<String>,
    /// The last day; a concept that has one is retired: it answers, but no text resolves to it.
    pub valid_to: Option<String>,
    /// The id of the concept to use instead.
    pub replaced_by: Option<String>,
}

impl Lifecycle {
    /// Whether the concept is kept only for old records.
    pub const fn is_retired(&self) -> bool {
        self.valid_to.is_some() || self.replaced_by.is_some()
    }
}

/// The concepts of one kind, in the order of their file.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Table<T> {
    rows: Vec<T>,
    #[serde(skip)]
    by_id: HashMap<String, usize>,
    #[serde(skip)]
    keys: OnceLock<Vec<String>>,
}

impl<T: Concept> Table<T> {
    /// Makes a table; of two rows with one id the later is found.
    pub(super) fn new(rows: Vec<T>) -> Self {
        let by_id = rows.iter().enumerate().map(|(at, row)| (row.id().to_owned(), at)).collect();
        Self { rows, by_id, keys: OnceLock::new() }
    }

    /// The concept with an id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).map(|at| &self.rows[*at])
    }

    /// Every concept, in a stable order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Those with a name that holds `part`, in any script; all for a blank part. If no name does, those of which each word
    /// of it begins a word in some form, and then those for its keys on the keyboard of the other alphabet.
    pub fn search(&self, part: &str) -> impl Iterator<Item = &T> {
        let retyped = || self.holding(&other_layout(part)?);
        self.holding(part).or_else(retyped).unwrap_or_default().into_iter()
    }

    /// Those with a name that holds `part` or else its words; `None` if there is none.
    fn holding(&self, part: &str) -> Option<Vec<&T>> {
        let keys = self.keys.get_or_init(|| self.rows.iter().map(search_key).collect());
        let all = |holds: &dyn Fn(&str) -> bool| {
            let found = self.rows.iter().zip(keys).filter(|(_, key)| holds(key));
            Some(found.map(|(row, _)| row).collect::<Vec<_>>()).filter(|found| !found.is_empty())
        };
        let (whole, forms) = (fold(part), forms(part));
        let begins = |key: &str, form: &String| {
            key.split([' ', '\n']).any(|word| word.starts_with(form.as_str()))
        };
        let every = |key: &str| forms.iter().all(|word| word.iter().any(|form| begins(key, form)));
        let words = || if forms.is_empty() { None } else { all(&every) };
        all(&|key| key.contains(&whole)).or_else(words)
    }

    /// The concept in use that a concept stands for: itself, or the last of those that replaced it one after the other.
    pub fn heir<'a>(&'a self, concept: &'a T) -> Option<&'a T> {
        let mut heir = concept;
        for _ in 0..=self.len() {
            match heir.lifecycle().filter(|life| life.is_retired()) {
                None => return Some(heir),
                Some(life) => heir = self.get(life.replaced_by.as_deref()?)?,
            }
        }
        None
    }

    /// The retired concepts with those that replaced them; a retired one that nothing replaced is not among them.
    pub fn replaced(&self) -> impl Iterator<Item = (&T, &T)> {
        let retired = |concept: &&T| concept.lifecycle().is_some_and(Lifecycle::is_retired);
        self.iter().filter(retired).filter_map(|old| Some((old, self.heir(old)?)))
    }

    /// A concept, to be changed; its id must stay.
    pub(super) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.keys = OnceLock::new();
        self.by_id.get(id).map(|at| &mut self.rows[*at])
    }

    /// The ids that two rows claim.
    pub(super) fn repeated_ids(&self) -> impl Iterator<Item = &str> {
        let found = |(at, row): &(usize, &T)| self.by_id.get(row.id()) == Some(at);
        self.rows.iter().enumerate().filter(move |row| !found(row)).map(|(_, row)| row.id())
    }
}

impl<'a, T: Concept> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The stems that each word of a text may have, if it is long enough to have one.
fn forms(text: &str) -> Vec<Vec<String>> {
    let long = |word: &&str| word.chars().count() >= FORMS_FROM;
    folding::words(text).filter(long).map(|word| possible_stems(&word.to_lowercase())).collect()
}

/// The folded names, one a line, so that no search runs over the end of one.
fn search_key<T: Concept>(concept: &T) -> String {
    let names =
        concept.labels().all().chain(concept.centre_labels().into_iter().flat_map(Labels::all));
    names.map(|(_, _, label)| fold(&label.text)).collect::<Vec<_>>().join("\n")
}
