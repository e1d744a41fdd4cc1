//! ISCO-08: the international classification of occupations, four levels of groups.

use serde::Serialize;

use super::{
    concept::Concept,
    labels::{Confidence, Labels},
    origins::{Origin, labels},
    sheet::{Row, RowProblem},
    words::words,
};
use crate::domain::values::language::Lang;

words! {
    /// A level of ISCO-08.
    IscoLevel {
        /// One digit.
        Major = "major",
        /// Two digits.
        SubMajor = "sub_major",
        /// Three digits.
        Minor = "minor",
        /// Four digits.
        Unit = "unit",
    }
}

/// A group of ISCO-08.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IscoGroup {
    /// The code: one to four digits.
    pub code: String,
    /// The level.
    pub level: IscoLevel,
    /// The code of the group above; `None` for a major group.
    pub parent: Option<String>,
    /// The titles.
    pub labels: Labels,
}

impl Concept for IscoGroup {
    fn id(&self) -> &str {
        &self.code
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn labels_mut(&mut self) -> &mut Labels {
        &mut self.labels
    }
}

impl IscoGroup {
    /// Reads a row of `isco08.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let level: IscoLevel = row.parse("level")?;
        let code = row.text("code");
        let digits = IscoLevel::ALL.iter().position(|known| *known == level).map_or(0, |at| at + 1);
        if code.len() != digits || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(row.problem("code", format!("expected {digits} digits")));
        }
        let origins = [
            Origin(Lang::En, Confidence::Read, "ESCO-ISCO"),
            Origin(Lang::Ru, Confidence::Memory, "OKZ-S"),
        ];
        Ok(Self {
            code: code.to_owned(),
            level,
            parent: row.optional("parent").map(str::to_owned),
            labels: labels(row, "title", &origins)?,
        })
    }
}
