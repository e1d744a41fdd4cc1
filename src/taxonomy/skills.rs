//! Skills: what people can do, by category.

use serde::Serialize;

use super::{
    concept::{Concept, Lifecycle},
    labels::{Confidence, Labels},
    origins::{Origin, named},
    sheet::{Row, RowProblem},
    words::words,
};
use crate::domain::{
    concepts::{occupation::IscoUnit, skill::SkillId},
    values::language::Lang,
};

words! {
    /// Which name of an ESCO concept ours is equal to.
    EscoMatch {
        /// Its preferred label.
        Preferred = "preferred",
        /// One of its alternative labels.
        Alternative = "alternative",
    }
}

/// The ESCO concept that has the same name as ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EscoLink {
    /// Its address.
    pub uri: String,
    /// Its English label.
    pub label: String,
    /// Which of its names is equal to ours.
    pub matched: Option<EscoMatch>,
}

impl EscoLink {
    /// Reads the three ESCO columns of a row.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Option<Self>, RowProblem> {
        let Some(uri) = row.optional("esco_uri") else { return Ok(None) };
        let matched = row.parse_optional("esco_match")?;
        let label = row.text("esco_label").to_owned();
        Ok(Some(Self { uri: uri.to_owned(), label, matched }))
    }

    /// Where the English label of a concept with this link comes from.
    pub(super) fn label_origin(link: Option<&Self>) -> Origin {
        let confidence = match link.and_then(|link| link.matched) {
            Some(EscoMatch::Preferred) => Confidence::Read,
            Some(EscoMatch::Alternative) | None => Confidence::Memory,
        };
        Origin(Lang::En, confidence, "ESCO")
    }
}

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skill {
    /// The id, such as `con.lay_bricks`.
    pub id: SkillId,
    /// The category, such as `construction`.
    pub category: String,
    /// The ISCO-08 unit groups whose work it is; none for skills of any work.
    pub isco_units: Vec<IscoUnit>,
    /// The names.
    pub labels: Labels,
    /// The ESCO skill of the same name, if there is one.
    pub esco: Option<EscoLink>,
    /// When the skill is valid.
    pub lifecycle: Lifecycle,
}

impl Concept for Skill {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn labels_mut(&mut self) -> &mut Labels {
        &mut self.labels
    }

    fn lifecycle(&self) -> Option<&Lifecycle> {
        Some(&self.lifecycle)
    }
}

impl Skill {
    /// Reads a row of `skills.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let esco = EscoLink::from_row(row)?;
        let origins = [EscoLink::label_origin(esco.as_ref())];
        Ok(Self {
            id: row.parse("id")?,
            category: row.text("category").to_owned(),
            isco_units: row.parse_list("isco_units")?,
            labels: named(row, "label", &origins)?,
            esco,
            lifecycle: row.lifecycle()?,
        })
    }
}
