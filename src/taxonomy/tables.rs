//! The content of a taxonomy: all tables as they were read, before anything is derived from them.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    concept::{ConceptKind, Table},
    isco::IscoGroup,
    places::{DistrictPlace, MunicipalityPlace, RegionPlace},
    rarity::Rarity,
    relations::SkillRelation,
    sheet::{Row, RowProblem},
    skills::Skill,
    trades::Trade,
};
use crate::domain::{
    concepts::{occupation::TradeId, skill::SkillId},
    values::language::Lang,
};

/// A name that several concepts of a kind are known to share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Homonym {
    pub(super) kind: ConceptKind,
    pub(super) lang: Lang,
    pub(super) label: String,
}

impl Homonym {
    /// Reads a row of `homonyms.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        Ok(Self {
            kind: row.parse("kind")?,
            lang: row.parse("lang")?,
            label: row.text("label").to_owned(),
        })
    }
}

/// All tables of a taxonomy.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tables {
    pub(super) trades: Table<Trade>,
    pub(super) skills: Table<Skill>,
    pub(super) isco: Table<IscoGroup>,
    pub(super) regions: Table<RegionPlace>,
    pub(super) districts: Table<DistrictPlace>,
    pub(super) municipalities: Table<MunicipalityPlace>,
    pub(super) relations: Vec<SkillRelation>,
    pub(super) rarity: Rarity,
    /// Which skills often go together; empty until a pool has taught it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) neighbours: BTreeMap<SkillId, BTreeMap<SkillId, u8>>,
    pub(super) homonyms: Vec<Homonym>,
    /// Trades that skills were meant for and that do not exist.
    #[serde(skip)]
    pub(super) orphans: Vec<TradeId>,
    /// The rows that could not be read.
    #[serde(skip)]
    pub(super) set_aside: Vec<RowProblem>,
}

impl Tables {
    /// The first twelve hex digits of a hash over the content: equal content has equal digits, whatever its history.
    pub(super) fn digest(&self) -> String {
        let content =
            serde_json::to_vec(self).expect("tables hold only texts and numbers under text keys");
        let hash = Sha256::digest(&content);
        hash.iter().take(6).fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
    }
}
