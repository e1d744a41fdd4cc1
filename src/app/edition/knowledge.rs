//! What the matching engine knows of the world, read from the taxonomy; and the labels that its reasons use.

use crate::{
    domain::{
        concepts::{occupation::TradeId, skill::SkillId},
        values::{
            language::Lang,
            place::{HomeRegion, Municipality},
        },
    },
    matching::{Knowledge, KnowledgeSource, Labels, SkillSource, TradeSource},
    taxonomy::{Concept, Need, Taxonomy, Trade},
};

/// The knowledge that the taxonomy holds.
pub fn of(taxonomy: &Taxonomy) -> Knowledge {
    let skills = taxonomy.skills().iter().map(|skill| SkillSource {
        id: skill.id.clone(),
        broader: taxonomy.skill_graph().broader(&skill.id).cloned().collect(),
        related: taxonomy.skill_graph().related(&skill.id).cloned().collect(),
        rarity: taxonomy.rarity_of(&skill.id),
        neighbours: neighbours(taxonomy, &skill.id),
    });
    Knowledge::new(&KnowledgeSource {
        skills: skills.collect(),
        replaced_skills: taxonomy
            .skills()
            .replaced()
            .map(|(old, heir)| (old.id.clone(), heir.id.clone()))
            .collect(),
        trades: taxonomy.trades().iter().map(trade).collect(),
        replaced_trades: taxonomy
            .trades()
            .replaced()
            .map(|(old, heir)| (old.id.clone(), heir.id.clone()))
            .collect(),
        municipalities: taxonomy
            .municipalities()
            .iter()
            .map(|place| (place.code.clone(), place.centre.at))
            .collect(),
        home_regions: taxonomy.home_regions().iter().map(|region| region.code.clone()).collect(),
    })
}

fn neighbours(taxonomy: &Taxonomy, skill: &SkillId) -> Vec<(SkillId, u8)> {
    let beside = taxonomy.neighbours().get(skill).into_iter().flatten();
    beside.map(|(held, percent)| (held.clone(), *percent)).collect()
}

fn trade(trade: &Trade) -> TradeSource {
    let of = |kind: Need| {
        let links = trade.skills.iter().filter(move |link| link.kind == kind);
        links.map(|link| link.skill.clone()).collect()
    };
    TradeSource {
        id: trade.id.clone(),
        unit: trade.isco08.clone(),
        essential: of(Need::Essential),
        optional: of(Need::Optional),
    }
}

/// The taxonomy as the engine's reasons read it. A code without a label stands for itself.
pub(in crate::app) struct TaxonomyLabels<'t>(pub(in crate::app) &'t Taxonomy);

fn label<'a, C: Concept>(concept: Option<&'a C>, lang: Lang, code: &'a str) -> &'a str {
    concept.map_or(code, |concept| concept.label(lang))
}

impl Labels for TaxonomyLabels<'_> {
    fn skill<'a>(&'a self, id: &'a SkillId, lang: Lang) -> &'a str {
        label(self.0.skill(id), lang, id.as_str())
    }

    fn trade<'a>(&'a self, id: &'a TradeId, lang: Lang) -> &'a str {
        label(self.0.trade(id), lang, id.as_str())
    }

    fn municipality<'a>(&'a self, code: &'a Municipality, lang: Lang) -> &'a str {
        label(self.0.municipality(code), lang, code.as_str())
    }

    fn home_region<'a>(&'a self, code: &'a HomeRegion, lang: Lang) -> &'a str {
        label(self.0.home_region(code), lang, code.as_str())
    }
}
