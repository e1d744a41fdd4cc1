//! The taxonomy as files: their names, what stands in the binary, and how rows become tables.

use std::collections::{BTreeMap, HashMap};

use super::{
    concept::Table,
    isco::IscoGroup,
    places::{DistrictPlace, MunicipalityPlace, RegionPlace},
    rarity::Rarity,
    relations::SkillRelation,
    sheet::{Row, RowProblem, Sheet, TaxonomyError},
    skills::Skill,
    tables::{Homonym, Tables},
    trades::{Trade, TradeSkill},
};
use crate::domain::concepts::occupation::TradeId;

/// The texts of all files of a taxonomy. Columns are found by name; the `from_row` of each type names its own.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// `isco08.csv`.
    pub isco08: &'a str,
    /// `trades.csv`.
    pub trades: &'a str,
    /// `skills.csv`.
    pub skills: &'a str,
    /// `uzbekistan_regions.csv`.
    pub regions: &'a str,
    /// `uzbekistan_districts.csv`.
    pub districts: &'a str,
    /// `tatarstan_municipalities.csv`.
    pub municipalities: &'a str,
    /// `skill_relations.csv`.
    pub skill_relations: &'a str,
    /// `occupation_skills.csv`.
    pub occupation_skills: &'a str,
    /// `skill_rarity.csv`.
    pub skill_rarity: &'a str,
    /// `homonyms.csv`.
    pub homonyms: &'a str,
}

impl Files<'static> {
    /// The files in the binary.
    pub const EMBEDDED: Self = Self {
        isco08: include_str!("data/isco08.csv"),
        trades: include_str!("data/trades.csv"),
        skills: include_str!("data/skills.csv"),
        regions: include_str!("data/uzbekistan_regions.csv"),
        districts: include_str!("data/uzbekistan_districts.csv"),
        municipalities: include_str!("data/tatarstan_municipalities.csv"),
        skill_relations: include_str!("data/skill_relations.csv"),
        occupation_skills: include_str!("data/occupation_skills.csv"),
        skill_rarity: include_str!("data/skill_rarity.csv"),
        homonyms: include_str!("data/homonyms.csv"),
    };
}

impl Files<'_> {
    /// Reads the tables; bad rows are set aside in [`Tables::set_aside`].
    pub(super) fn tables(&self) -> Result<Tables, TaxonomyError> {
        let mut aside = Vec::new();
        let mut trades =
            read("trades.csv", self.trades, &["id", "isco08"], Trade::from_row, &mut aside)?;
        let skills =
            read("skills.csv", self.skills, &["id", "category"], Skill::from_row, &mut aside)?;
        let isco =
            read("isco08.csv", self.isco08, &["code", "level"], IscoGroup::from_row, &mut aside)?;
        let places = Places::read(self, &mut aside)?;
        let columns = &["skill", "relation", "target"];
        let from_row = SkillRelation::from_row;
        let relations =
            read("skill_relations.csv", self.skill_relations, columns, from_row, &mut aside)?;
        let columns = &["trade", "skill", "kind"];
        let links =
            read("occupation_skills.csv", self.occupation_skills, columns, link, &mut aside)?;
        let columns = &["skill", "rarity"];
        let rarity = read("skill_rarity.csv", self.skill_rarity, columns, Rarity::row, &mut aside)?;
        let columns = &["kind", "lang", "label"];
        let homonyms = read("homonyms.csv", self.homonyms, columns, Homonym::from_row, &mut aside)?;
        let orphans = attach(links, &mut trades);
        Ok(Tables {
            trades: Table::new(trades),
            skills: Table::new(skills),
            isco: Table::new(isco),
            regions: Table::new(places.regions),
            districts: Table::new(places.districts),
            municipalities: Table::new(places.municipalities),
            relations,
            rarity: Rarity::new(rarity),
            neighbours: BTreeMap::new(),
            homonyms,
            orphans,
            set_aside: aside,
        })
    }
}

struct Places {
    regions: Vec<RegionPlace>,
    districts: Vec<DistrictPlace>,
    municipalities: Vec<MunicipalityPlace>,
}

impl Places {
    fn read(files: &Files<'_>, aside: &mut Vec<RowProblem>) -> Result<Self, TaxonomyError> {
        let (file, columns) = ("uzbekistan_regions.csv", &["iso_3166_2", "soato"]);
        let regions = read(file, files.regions, columns, RegionPlace::from_row, aside)?;
        let (file, columns) = ("uzbekistan_districts.csv", &["soato", "region_iso"]);
        let districts = read(file, files.districts, columns, DistrictPlace::from_row, aside)?;
        let file = "tatarstan_municipalities.csv";
        let municipalities =
            read(file, files.municipalities, &["oktmo"], MunicipalityPlace::from_row, aside)?;
        Ok(Self { regions, districts, municipalities })
    }
}

/// Reads the rows of a file and sets the bad ones aside.
fn read<T>(
    file: &'static str,
    text: &str,
    needed: &[&'static str],
    from_row: impl Fn(&Row<'_>) -> Result<T, RowProblem>,
    aside: &mut Vec<RowProblem>,
) -> Result<Vec<T>, TaxonomyError> {
    let sheet = Sheet::read(file, text, needed)?;
    let mut rows = Vec::new();
    for row in sheet.rows() {
        match from_row(&row) {
            Ok(value) => rows.push(value),
            Err(problem) => aside.push(problem),
        }
    }
    Ok(rows)
}

/// Reads a row of `occupation_skills.csv`.
fn link(row: &Row<'_>) -> Result<(TradeId, TradeSkill), RowProblem> {
    let skill = TradeSkill {
        skill: row.parse("skill")?,
        kind: row.parse("kind")?,
        origin: row.text("origin").to_owned(),
        confidence: row.confidence("confidence")?,
    };
    Ok((row.parse("trade")?, skill))
}

/// Gives each trade its skills; returns the trades that skills were meant for and that do not exist.
fn attach(links: Vec<(TradeId, TradeSkill)>, trades: &mut [Trade]) -> Vec<TradeId> {
    let at: HashMap<_, _> =
        trades.iter().enumerate().map(|(at, trade)| (trade.id.clone(), at)).collect();
    let mut orphans = Vec::new();
    for (trade, skill) in links {
        match at.get(&trade) {
            Some(at) => trades[*at].skills.push(skill),
            None => orphans.push(trade),
        }
    }
    for trade in trades {
        trade.skills.sort_by_key(|skill| skill.kind);
    }
    orphans
}
