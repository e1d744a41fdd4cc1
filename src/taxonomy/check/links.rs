//! Links to concepts that do not exist, relations that run in a circle, and trades with too few skills.

use std::collections::BTreeSet;

use super::finding::Finding;
use crate::{
    domain::concepts::{occupation::IscoUnit, skill::SkillId},
    taxonomy::{Concept, Confidence, Table, Taxonomy, Trade},
};

/// How many skills a trade needs, so that matching can tell people of that trade apart.
const MIN_SKILLS: usize = 6;

pub(super) fn check(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    for trade in &taxonomy.tables.orphans {
        findings.push(Finding::error(
            "orphan",
            trade.as_str(),
            "skills are linked with a trade that does not exist",
        ));
    }
    for trade in taxonomy.trades() {
        trade_skills(taxonomy, trade, findings);
        if trade.isco08.is_known() {
            unit(taxonomy, trade.id(), &trade.isco08, findings);
        }
    }
    for skill in taxonomy.skills() {
        skill.isco_units.iter().for_each(|code| unit(taxonomy, skill.id(), code, findings));
    }
    relations(taxonomy, findings);
    parents(taxonomy, findings);
    replacements(taxonomy.trades(), findings);
    replacements(taxonomy.skills(), findings);
}

fn orphan(subject: &str, target: &str) -> Finding {
    Finding::error("orphan", subject, format!("names {target}, which does not exist"))
}

fn trade_skills(taxonomy: &Taxonomy, trade: &Trade, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for link in &trade.skills {
        if !seen.insert(&link.skill) {
            findings.push(Finding::error(
                "repeated_link",
                trade.id(),
                format!("has {} twice", link.skill),
            ));
        }
        if taxonomy.skill(&link.skill).is_none() {
            findings.push(orphan(trade.id(), link.skill.as_str()));
        }
    }
    if seen.len() < MIN_SKILLS && !trade.lifecycle.is_retired() {
        let detail = format!("has {} skills, and needs {MIN_SKILLS}", seen.len());
        findings.push(if trade.isco_confidence == Confidence::Supplied {
            Finding::warning("few_skills", trade.id(), detail)
        } else {
            Finding::error("few_skills", trade.id(), detail)
        });
    }
}

fn unit(taxonomy: &Taxonomy, subject: &str, code: &IscoUnit, findings: &mut Vec<Finding>) {
    if taxonomy.isco(code.as_str()).is_none() {
        findings.push(orphan(subject, code.as_str()));
    }
}

fn relations(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    let mut skills = BTreeSet::new();
    for relation in &taxonomy.tables.relations {
        let (skill, target) = (&relation.skill, &relation.target);
        skills.insert(skill);
        for (unknown, other) in [(skill, target), (target, skill)] {
            if taxonomy.skill(unknown).is_none() {
                findings.push(orphan(other.as_str(), unknown.as_str()));
            }
        }
        if skill == target {
            findings.push(Finding::error("cycle", skill.as_str(), "is related to itself"));
        }
    }
    let graph = taxonomy.skill_graph();
    let circular = |skill: &&&SkillId| graph.all_broader(skill).contains(**skill);
    let finding =
        |skill: &SkillId| Finding::error("cycle", skill.as_str(), "is broader than itself");
    findings.extend(skills.iter().filter(circular).map(|skill| finding(skill)));
}

fn parents(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    for group in taxonomy.isco_groups() {
        if let Some(parent) =
            group.parent.as_deref().filter(|parent| taxonomy.isco(parent).is_none())
        {
            findings.push(orphan(group.id(), parent));
        }
    }
    for district in taxonomy.districts() {
        if taxonomy.home_region(&district.region).is_none() {
            findings.push(orphan(district.id(), district.region.as_str()));
        }
    }
}

fn replacements<T: Concept>(table: &Table<T>, findings: &mut Vec<Finding>) {
    for concept in table {
        let replacement =
            concept.lifecycle().and_then(|lifecycle| lifecycle.replaced_by.as_deref());
        match replacement {
            Some(id) if id == concept.id() => {
                findings.push(Finding::error("cycle", id, "is replaced by itself"));
            }
            Some(id) if table.get(id).is_none() => findings.push(orphan(concept.id(), id)),
            Some(_) | None => {}
        }
    }
}
