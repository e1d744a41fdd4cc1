//! The embedded taxonomy in numbers of this bench's own, for those who cannot ask the engine: SQL and tantivy.

use std::{collections::HashMap, sync::Arc};

use koprik::{
    app::edition::knowledge,
    domain::{
        concepts::{
            occupation::{IscoUnit, TradeId},
            skill::SkillId,
        },
        values::{
            place::{HomeRegion, Municipality, great_circle_km},
            spoken::SpokenLanguage,
        },
    },
    matching::Knowledge,
    taxonomy::Taxonomy,
};

use crate::chance::zipf_sums;

/// A trade with its unit group and its skills, the essential ones first.
pub struct Trade {
    pub id: TradeId,
    pub isco08: IscoUnit,
    pub unit: u16,
    pub skills: Vec<u16>,
    pub sums: Vec<u64>,
}

/// What everybody needs to know.
pub struct World {
    pub knowledge: Arc<Knowledge>,
    pub skills: Vec<SkillId>,
    pub rarity: Vec<u32>,
    /// The skills that answer each skill; true for one that is only related.
    pub accepts: Vec<Vec<(u16, bool)>>,
    pub trades: Vec<Trade>,
    pub places: Vec<Municipality>,
    pub nearness: Vec<Vec<u16>>,
    pub regions: Vec<HomeRegion>,
    pub languages: Vec<SpokenLanguage>,
    pub skill_sums: Vec<u64>,
    pub trade_sums: Vec<u64>,
    pub place_sums: Vec<u64>,
    pub region_sums: Vec<u64>,
}

impl World {
    /// Reads the embedded taxonomy, for the rest of the run.
    pub fn leaked() -> anyhow::Result<&'static Self> {
        Ok(Box::leak(Box::new(Self::new()?)))
    }

    fn new() -> anyhow::Result<Self> {
        let taxonomy = Taxonomy::embedded();
        let skills: Vec<_> = taxonomy.skills().iter().map(|skill| skill.id.clone()).collect();
        let numbers: HashMap<_, _> =
            skills.iter().enumerate().map(|(no, id)| (id.clone(), no as u16)).collect();
        let trades: Vec<_> =
            taxonomy.trades().iter().map(|trade| trade_of(trade, &numbers)).collect();
        let places: Vec<_> = taxonomy.municipalities().iter().collect();
        Ok(Self {
            knowledge: Arc::new(knowledge::of(taxonomy)),
            rarity: skills
                .iter()
                .map(|id| u32::from(taxonomy.rarity().of(id).clamp(1, 1000)))
                .collect(),
            accepts: accepts(taxonomy, &skills, &numbers),
            nearness: places
                .iter()
                .map(|from| {
                    places
                        .iter()
                        .map(|to| near(from.centre.at, to.centre.at, from.code == to.code))
                        .collect()
                })
                .collect(),
            regions: taxonomy.home_regions().iter().map(|region| region.code.clone()).collect(),
            languages: ["ru", "uz", "tt", "en"]
                .iter()
                .map(|code| code.parse())
                .collect::<Result<_, _>>()?,
            skill_sums: zipf_sums(skills.len()),
            trade_sums: zipf_sums(trades.len()),
            place_sums: zipf_sums(places.len()),
            region_sums: zipf_sums(taxonomy.home_regions().len()),
            places: places.iter().map(|place| place.code.clone()).collect(),
            skills,
            trades,
        })
    }
}

fn trade_of(trade: &koprik::taxonomy::Trade, numbers: &HashMap<SkillId, u16>) -> Trade {
    let skills: Vec<_> =
        trade.skills.iter().filter_map(|one| numbers.get(&one.skill).copied()).collect();
    Trade {
        id: trade.id.clone(),
        isco08: trade.isco08.clone(),
        unit: trade.isco08.as_str().parse().unwrap_or(0),
        sums: zipf_sums(skills.len()),
        skills,
    }
}

fn accepts(
    taxonomy: &Taxonomy,
    skills: &[SkillId],
    numbers: &HashMap<SkillId, u16>,
) -> Vec<Vec<(u16, bool)>> {
    let graph = taxonomy.skill_graph();
    let mut all: Vec<Vec<(u16, bool)>> = vec![Vec::new(); skills.len()];
    for (skill, no) in skills.iter().zip(0u16..) {
        all[usize::from(no)].push((no, false));
        for above in graph.all_broader(skill).into_iter().filter_map(|id| numbers.get(id)) {
            all[usize::from(*above)].push((no, false));
        }
        for beside in graph.related(skill).filter_map(|id| numbers.get(id)) {
            all[usize::from(no)].push((*beside, true));
            all[usize::from(*beside)].push((no, true));
        }
    }
    for list in &mut all {
        list.sort_unstable();
        list.dedup_by_key(|one| one.0);
    }
    all
}

fn near(from: Option<(f64, f64)>, to: Option<(f64, f64)>, same: bool) -> u16 {
    match (from, to) {
        _ if same => 299,
        (Some(from), Some(to)) => {
            let whole = (great_circle_km(from, to) + 0.5) as u32;
            (299 * 150 / (whole + 150)) as u16
        }
        _ => 0,
    }
}
