//! The typed whole: look-ups by id, and lists in a stable order.

use std::sync::LazyLock;

use super::{
    concept::{ConceptKind, Table},
    distances::Distances,
    files::Files,
    isco::IscoGroup,
    places::{DistrictPlace, MunicipalityPlace, RegionPlace},
    rarity::Rarity,
    relations::SkillGraph,
    sheet::TaxonomyError,
    skills::Skill,
    tables::Tables,
    trades::Trade,
};
use crate::domain::{
    concepts::{occupation::TradeId, skill::SkillId},
    values::place::{District, HomeRegion, Municipality},
};

/// The release of the built-in facts; versions begin with it.
const RELEASE: &str = "2026.1";

/// All concepts, their names and relations.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    pub(super) tables: Tables,
    graph: SkillGraph,
    /// How rare the skills are that the published table lacks.
    derived: Rarity,
    version: String,
}

impl Taxonomy {
    /// The built-in taxonomy.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Taxonomy> = LazyLock::new(|| {
            Taxonomy::from_files(&Files::EMBEDDED).expect("a test reads the files in the binary")
        });
        &EMBEDDED
    }

    /// Reads a taxonomy from the texts of its files.
    pub fn from_files(files: &Files<'_>) -> Result<Self, TaxonomyError> {
        files.tables().map(Self::from_tables)
    }

    pub(super) fn from_tables(tables: Tables) -> Self {
        let graph = SkillGraph::new(&tables.relations);
        let version = format!("{RELEASE}-{}", tables.digest());
        let derived = derived(&tables, &graph);
        Self { tables, graph, derived, version }
    }

    /// The version, such as `2026.1-0f3c5a7d9b12`; equal content has an equal version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The trade with an id.
    pub fn trade(&self, id: &TradeId) -> Option<&Trade> {
        self.tables.trades.get(id.as_str())
    }

    /// The skill with an id.
    pub fn skill(&self, id: &SkillId) -> Option<&Skill> {
        self.tables.skills.get(id.as_str())
    }

    /// Whether there is a concept of a kind with an id.
    pub fn holds(&self, kind: ConceptKind, id: &str) -> bool {
        let tables = &self.tables;
        match kind {
            ConceptKind::Occupation => tables.trades.get(id).is_some(),
            ConceptKind::Skill => tables.skills.get(id).is_some(),
            ConceptKind::Region => tables.regions.get(id).is_some(),
            ConceptKind::District => tables.districts.get(id).is_some(),
            ConceptKind::Municipality => tables.municipalities.get(id).is_some(),
        }
    }

    /// The ISCO-08 group with a code of one to four digits.
    pub fn isco(&self, code: &str) -> Option<&IscoGroup> {
        self.tables.isco.get(code)
    }

    /// The region of Uzbekistan with a code.
    pub fn home_region(&self, code: &HomeRegion) -> Option<&RegionPlace> {
        self.tables.regions.get(code.as_str())
    }

    /// The district of Uzbekistan with a code.
    pub fn district(&self, code: &District) -> Option<&DistrictPlace> {
        self.tables.districts.get(code.as_str())
    }

    /// The municipality of Tatarstan with a code.
    pub fn municipality(&self, code: &Municipality) -> Option<&MunicipalityPlace> {
        self.tables.municipalities.get(code.as_str())
    }

    /// All trades.
    pub const fn trades(&self) -> &Table<Trade> {
        &self.tables.trades
    }

    /// All skills.
    pub const fn skills(&self) -> &Table<Skill> {
        &self.tables.skills
    }

    /// All groups of ISCO-08, each after the group above it.
    pub const fn isco_groups(&self) -> &Table<IscoGroup> {
        &self.tables.isco
    }

    /// All regions of Uzbekistan.
    pub const fn home_regions(&self) -> &Table<RegionPlace> {
        &self.tables.regions
    }

    /// All districts of Uzbekistan.
    pub const fn districts(&self) -> &Table<DistrictPlace> {
        &self.tables.districts
    }

    /// All municipalities of Tatarstan.
    pub const fn municipalities(&self) -> &Table<MunicipalityPlace> {
        &self.tables.municipalities
    }

    /// Where the main town of a municipality lies, in degrees of latitude and longitude.
    pub fn centre_of(&self, municipality: &str) -> Option<(f64, f64)> {
        self.municipalities().get(municipality)?.centre.at
    }

    /// How far the municipalities are from a point, in degrees of latitude and longitude.
    pub fn distances_from(&self, point: (f64, f64)) -> Distances {
        Distances::new(self.municipalities(), point)
    }

    /// Which skills are broader, narrower and related.
    pub const fn skill_graph(&self) -> &SkillGraph {
        &self.graph
    }

    /// The published table of how rare skills are.
    pub const fn rarity(&self) -> &Rarity {
        &self.tables.rarity
    }

    /// How rare a skill is: as the published table says, or else the skills of the trades.
    pub fn rarity_of(&self, skill: &SkillId) -> u16 {
        let published = self.tables.rarity.holds(skill);
        if published { &self.tables.rarity } else { &self.derived }.of(skill)
    }

    /// The skills with a name that holds `part`, in any script; all for a blank part.
    pub fn search_skills(&self, part: &str) -> impl Iterator<Item = &Skill> {
        self.tables.skills.search(part)
    }

    /// The trades with a name that holds `part`, in any script; all for a blank part.
    pub fn search_trades(&self, part: &str) -> impl Iterator<Item = &Trade> {
        self.tables.trades.search(part)
    }
}

/// What the trades say of the rarity of skills, if they name one that the published table lacks.
fn derived(tables: &Tables, graph: &SkillGraph) -> Rarity {
    let mut linked = tables.trades.iter().flat_map(|trade| &trade.skills);
    if linked.all(|link| tables.rarity.holds(&link.skill)) {
        return Rarity::default();
    }
    Rarity::derive(&tables.trades, graph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::values::language::Lang,
        taxonomy::{Concept, IscoLevel},
    };

    #[test]
    fn the_built_in_facts_are_there() {
        let taxonomy = Taxonomy::embedded();
        assert!(taxonomy.trades().len() >= 155 && taxonomy.skills().len() >= 307);
        let counts = [
            taxonomy.isco_groups().len(),
            taxonomy.home_regions().len(),
            taxonomy.municipalities().len(),
        ];
        assert_eq!(counts, [619, 14, 45]);
        assert!(taxonomy.districts().len() >= 200);
    }

    #[test]
    fn concepts_are_found_by_id_and_speak_five_languages() {
        let taxonomy = Taxonomy::embedded();
        let trade = taxonomy.trade(&"bricklayer".parse().unwrap()).unwrap();
        assert_eq!(trade.label(Lang::UzLatn), "gʻisht teruvchi");
        assert_eq!(trade.okpdtr.as_deref(), Some("12680"));
        assert_eq!(taxonomy.isco(trade.isco08.as_str()).unwrap().level, IscoLevel::Unit);
        let kazan = taxonomy.municipality(&"92701000".parse().unwrap()).unwrap();
        assert_eq!(kazan.centre.labels.get(Lang::Tt), "Казан");
        assert!(kazan.centre.at.is_some());
    }

    #[test]
    fn a_search_reads_any_script() {
        let found = |part| {
            Taxonomy::embedded()
                .search_skills(part)
                .map(|skill| skill.id.as_str())
                .collect::<Vec<_>>()
        };
        assert!(found("ғишт тер").contains(&"con.lay_bricks"));
        assert_eq!(found("ғишт тер"), found("G'ISHT TER"));
        assert!(found("кладка кирпичей").contains(&"con.lay_bricks"));
        assert_eq!(found("rkflrf rbhgbxf"), found("кладка кирпича"));
        assert_eq!(found("zzzz"), [""; 0]);
        assert_eq!(found("").len(), Taxonomy::embedded().skills().len());
    }

    #[test]
    fn equal_content_has_an_equal_version() {
        let again = Taxonomy::from_files(&Files::EMBEDDED).unwrap();
        assert_eq!(again.version(), Taxonomy::embedded().version());
        let less =
            Files { homonyms: "kind,lang,label\nskill,ru,кладка\n", ..Files::EMBEDDED };
        assert_ne!(Taxonomy::from_files(&less).unwrap().version(), again.version());
    }
}
