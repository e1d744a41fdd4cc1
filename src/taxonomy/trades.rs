//! Trades: the occupations of the taxonomy, each within one ISCO-08 unit group.

use serde::Serialize;

use super::{
    concept::{Concept, Lifecycle},
    labels::{Confidence, Labels},
    origins::{Origin, named},
    sheet::{Row, RowProblem},
    skills::EscoLink,
    words::words,
};
use crate::domain::{
    concepts::{
        occupation::{IscoUnit, TradeId},
        skill::SkillId,
    },
    values::language::Lang,
};

words! {
    /// Whether a trade needs a skill or gains by it.
    Need {
        /// Whoever has the trade has the skill.
        Essential = "essential",
        /// Some who have the trade have the skill.
        Optional = "optional",
    }
}

/// A skill of a trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TradeSkill {
    /// Which skill.
    pub skill: SkillId,
    /// Whether it is needed.
    pub kind: Need,
    /// Where the link comes from.
    pub origin: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trade {
    /// The id, such as `bricklayer`.
    pub id: TradeId,
    /// The ISCO-08 unit group, or the one that stands for none.
    pub isco08: IscoUnit,
    /// How sure the group is.
    pub isco_confidence: Confidence,
    /// The code of ОКПДТР, where known.
    pub okpdtr: Option<String>,
    /// How sure that code is.
    pub okpdtr_confidence: Option<Confidence>,
    /// The names.
    pub labels: Labels,
    /// The ESCO occupation of the same name, if there is one.
    pub esco: Option<EscoLink>,
    /// The skills of the trade, the essential ones first.
    pub skills: Vec<TradeSkill>,
    /// When the trade is valid.
    pub lifecycle: Lifecycle,
}

impl Concept for Trade {
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

impl Trade {
    /// Reads a row of `trades.csv`; the skills come from another table.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let okpdtr = row.optional("okpdtr");
        let esco = EscoLink::from_row(row)?;
        let okpdtr_confidence = row.parse_optional("okpdtr_confidence")?;
        let by_okpdtr = okpdtr.and(okpdtr_confidence).unwrap_or(Confidence::Memory);
        let origins = [
            Origin(Lang::Ru, by_okpdtr, "OKPDTR-S"),
            Origin(Lang::UzLatn, Confidence::Memory, "UZ-LIST"),
            EscoLink::label_origin(esco.as_ref()),
        ];
        Ok(Self {
            id: row.parse("id")?,
            isco08: row.parse("isco08")?,
            isco_confidence: row.confidence("isco_confidence")?,
            okpdtr: okpdtr.map(str::to_owned),
            okpdtr_confidence,
            labels: named(row, "label", &origins)?,
            esco,
            skills: Vec::new(),
            lifecycle: row.lifecycle()?,
        })
    }
}
