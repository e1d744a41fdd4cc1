//! What lists of records are asked for.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::{
    concepts::facet::FacetKind,
    values::{place::Municipality, text::ExternalRef},
};

/// What a list asks for; an empty one asks for everything in reach, newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// In one of these states; empty is any.
    pub status: Vec<String>,
    /// Owned by this organisation.
    pub owner: Option<Uuid>,
    /// About this vacancy; for cases.
    pub vacancy: Option<Uuid>,
    /// About this candidate; for cases.
    pub candidate: Option<Uuid>,
    /// About this application; for what is offered under one.
    pub application: Option<Uuid>,
    /// Of this course; for those who are enrolled.
    pub course: Option<Uuid>,
    /// With a facet of each of these kinds and values.
    pub facets: Vec<(FacetKind, FacetMatch)>,
    /// In one of these municipalities, whatever the facets say besides.
    pub within: Option<Vec<Municipality>>,
    /// Changed at this moment or later.
    pub changed_since: Option<DateTime<Utc>>,
    /// Changed since it was made.
    pub revised: bool,
    /// With this text, already folded, in a title.
    pub text: Option<String>,
    /// With these words.
    pub words: Option<Words>,
    /// What the words mean; nothing has words whose meaning is not known.
    pub meaning: Option<Meaning>,
    /// With one of these owner's references; empty is any.
    pub references: Vec<ExternalRef>,
    /// With a day before this one in this member of the body.
    pub ended: Option<(&'static str, NaiveDate)>,
}

/// Words as somebody types them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// In any script and language.
    pub text: String,
    /// Whether titles and duties are looked through as well, and not only names of occupations and skills.
    pub titles: bool,
}

/// What words mean: any of these is enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Folded beginnings of words that all stand in titles and duties; none is in no record.
    pub words: Vec<String>,
    /// Ids of occupations.
    pub occupations: Vec<String>,
    /// Ids of skills.
    pub skills: Vec<String>,
}

impl Filter {
    /// Whether most records pass it: it asks for a state and no more.
    pub(super) fn is_broad(&self) -> bool {
        let Self { owner, vacancy, candidate, application, course, facets, within, .. } = self;
        let asks = owner.or(*vacancy).or(*candidate).or(*application).or(*course).is_some()
            || !facets.is_empty()
            || within.is_some()
            || self.changed_since.is_some()
            || self.revised
            || self.text.is_some()
            || self.words.is_some()
            || !self.references.is_empty()
            || self.ended.is_some();
        !asks
    }

    /// What may have left a list of what has changed: it asks for no more than a change and what never changes of a record.
    /// `None` if the list is none, or asks for nothing else.
    pub fn of_left(&self) -> Option<Self> {
        let Self { owner, vacancy, candidate, application, course, changed_since, .. } = *self;
        changed_since?;
        let wide = Self {
            owner,
            vacancy,
            candidate,
            application,
            course,
            changed_since,
            ..Self::default()
        };
        (wide != *self).then_some(Self { revised: true, ..wide })
    }

    /// The same without what it asks of a kind of facet.
    #[must_use]
    pub fn without(&self, kind: FacetKind) -> Self {
        let mut without = self.clone();
        without.facets.retain(|(asked, _)| *asked != kind);
        without
    }
}

/// How a facet's value is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetMatch {
    /// Equal.
    Is(String),
    /// Equal to one of these.
    OneOf(Vec<String>),
    /// This or behind it, in the order of texts.
    AtLeast(String),
    /// Begins with these digits.
    BeginsWith(String),
}

/// The first text after every text that begins with these digits: `71` gives `72`.
pub(super) fn after_prefix(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    end.push(char::from(b'9' + 1));
    end
}

/// A `LIKE` pattern that finds the text anywhere, with the text's own wildcards taken literally.
pub(super) fn contains(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}
