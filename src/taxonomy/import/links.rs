//! Links in an imported file, settled when all its concepts are there: unknown ids and circles are left out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    changes::Lines,
    related::Related,
    report::{FILE, Report},
};
use crate::{
    domain::concepts::skill::SkillId,
    taxonomy::{
        Concept, ConceptKind, Relation, RowProblem, SkillGraph, SkillRelation, Table,
        tables::Tables,
    },
};

/// The most skills that stand over one another: nobody sorts finer, and matching counts with every pair of them.
const LEVELS: usize = 32;

/// Puts the relations in place. Those that a file repeats as they were stay where they are, with their origin.
pub(super) fn relate(tables: &mut Tables, mut imported: Vec<Related>, report: &mut Report) {
    for new in &mut imported {
        let is_known =
            |target: &SkillId| *target != new.skill && tables.skills.get(target.as_str()).is_some();
        let (known, unknown) = std::mem::take(&mut new.targets).into_iter().partition(is_known);
        new.targets = known;
        let unknown: BTreeSet<SkillId> = unknown;
        report.problems.extend(
            unknown.iter().map(|id| new.problem(format!("there is no other skill `{id}`"))),
        );
    }
    let old = by_skill(&tables.relations);
    imported.retain(|new| {
        old.get(&(new.skill.clone(), new.relation)).unwrap_or(&BTreeSet::new()) != &new.targets
    });
    let replaced: HashSet<_> = imported.iter().map(|new| (&new.skill, new.relation)).collect();
    tables.relations.retain(|known| !replaced.contains(&(&known.skill, known.relation)));
    tables
        .relations
        .extend(imported.iter().flat_map(|new| new.targets.iter().map(|target| new.to(target))));
    break_circles(tables, &imported, report);
    report.mark_changed(ConceptKind::Skill, imported.iter().map(|new| new.skill.as_str()));
}

/// The targets of each skill, by relation.
fn by_skill(relations: &[SkillRelation]) -> BTreeMap<(SkillId, Relation), BTreeSet<SkillId>> {
    let mut targets = BTreeMap::<_, BTreeSet<_>>::new();
    for known in relations {
        targets
            .entry((known.skill.clone(), known.relation))
            .or_default()
            .insert(known.target.clone());
    }
    targets
}

/// Takes away the broader skills of those that would be broader than themselves, or stand too deep.
fn break_circles(tables: &mut Tables, imported: &[Related], report: &mut Report) {
    let graph = SkillGraph::new(&tables.relations);
    let deeper = graph.deeper_than(LEVELS);
    let cut = |new: &&Related| new.relation == Relation::Broader && deeper.contains(&new.skill);
    let mut without = HashSet::new();
    for new in imported.iter().filter(cut) {
        report.problems.push(new.problem(format!(
            "`{}` would be broader than itself, or stand under more than {LEVELS} others in a row",
            new.skill
        )));
        without.insert(&new.skill);
    }
    tables
        .relations
        .retain(|known| known.relation != Relation::Broader || !without.contains(&known.skill));
}

/// Takes away the skills of trades that do not exist.
pub(super) fn keep_known_skills(tables: &mut Tables, lines: &Lines, report: &mut Report) {
    for (line, id) in of_kind(lines, ConceptKind::Occupation) {
        let Some(trade) = tables.trades.get_mut(id) else { continue };
        for link in
            trade.skills.extract_if(.., |link| tables.skills.get(link.skill.as_str()).is_none())
        {
            let problem = format!("there is no skill `{}`", link.skill);
            report.problems.push(RowProblem {
                file: FILE,
                line,
                column: format!("{}_skills", link.kind),
                problem,
            });
        }
    }
}

/// Notes the replacements that do not exist, and those that lead round in a circle.
pub(super) fn check_replacements<T: Concept>(
    table: &Table<T>,
    kind: ConceptKind,
    lines: &Lines,
    report: &mut Report,
) {
    for (line, id) in of_kind(lines, kind) {
        let Some(next) = table.get(id).and_then(replacement) else { continue };
        let chain = std::iter::successors(Some(next), |next| table.get(next).and_then(replacement))
            .take(table.len());
        if table.get(next).is_none() || chain.into_iter().any(|next| next == id) {
            let problem = format!("`{next}` cannot replace `{id}`");
            report.problems.push(RowProblem {
                file: FILE,
                line,
                column: "replaced_by".to_owned(),
                problem,
            });
        }
    }
}

fn replacement<T: Concept>(concept: &T) -> Option<&str> {
    concept.lifecycle()?.replaced_by.as_deref()
}

fn of_kind(lines: &Lines, kind: ConceptKind) -> impl Iterator<Item = (u64, &str)> {
    lines.iter().filter(move |((of, _), _)| *of == kind).map(|((_, id), line)| (*line, id.as_str()))
}
