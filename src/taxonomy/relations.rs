//! How skills stand to each other: which are broader, narrower or related.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    labels::Confidence,
    sheet::{Row, RowProblem},
    words::words,
};
use crate::domain::concepts::skill::SkillId;

words! {
    /// How one skill stands to another.
    Relation {
        /// The other holds it wholly: whoever has this one has the other too.
        Broader = "broader",
        /// They share much; written once, it holds both ways.
        Related = "related",
    }
}

/// A relation between two skills.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SkillRelation {
    /// The skill.
    pub skill: SkillId,
    /// How it stands to the other.
    pub relation: Relation,
    /// The other skill.
    pub target: SkillId,
    /// Where the relation comes from.
    pub origin: String,
    /// How sure it is.
    pub confidence: Confidence,
}

impl SkillRelation {
    /// Reads a row of `skill_relations.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        Ok(Self {
            skill: row.parse("skill")?,
            relation: row.parse("relation")?,
            target: row.parse("target")?,
            origin: row.text("origin").to_owned(),
            confidence: row.confidence("confidence")?,
        })
    }
}

/// The neighbours of a skill, by id.
type Neighbours = BTreeMap<SkillId, BTreeSet<SkillId>>;

/// All relations between skills, found from either end.
#[derive(Debug, Clone, Default)]
pub struct SkillGraph {
    broader: Neighbours,
    narrower: Neighbours,
    related: Neighbours,
}

impl SkillGraph {
    /// Makes the graph of these relations.
    pub(super) fn new(relations: &[SkillRelation]) -> Self {
        let mut graph = Self::default();
        for SkillRelation { skill, relation, target, .. } in relations {
            let (there, back) = match relation {
                Relation::Broader => (&mut graph.broader, Some(&mut graph.narrower)),
                Relation::Related => (&mut graph.related, None),
            };
            there.entry(skill.clone()).or_default().insert(target.clone());
            let back = back.unwrap_or(there);
            back.entry(target.clone()).or_default().insert(skill.clone());
        }
        graph
    }

    /// The skills one step broader, in the order of ids.
    pub fn broader(&self, skill: &SkillId) -> impl Iterator<Item = &SkillId> {
        self.broader.get(skill).into_iter().flatten()
    }

    /// The skills one step narrower, in the order of ids.
    pub fn narrower(&self, skill: &SkillId) -> impl Iterator<Item = &SkillId> {
        self.narrower.get(skill).into_iter().flatten()
    }

    /// The related skills, in the order of ids.
    pub fn related(&self, skill: &SkillId) -> impl Iterator<Item = &SkillId> {
        self.related.get(skill).into_iter().flatten()
    }

    /// The skills that stand under more than `levels` others in a row: those in a circle, and those under one, do always.
    pub fn deeper_than(&self, levels: usize) -> BTreeSet<&SkillId> {
        let mut left: BTreeMap<&SkillId, usize> =
            self.broader.iter().map(|(skill, above)| (skill, above.len())).collect();
        let is_top = |skill: &&SkillId| !self.broader.contains_key(*skill);
        let mut level: Vec<&SkillId> = self.narrower.keys().filter(is_top).collect();
        for _ in 0..levels {
            let under =
                std::mem::take(&mut level).into_iter().flat_map(|skill| self.narrower(skill));
            for skill in under {
                let above = left.entry(skill).or_default();
                *above = above.saturating_sub(1);
                if *above == 0 {
                    left.remove(skill);
                    level.push(skill);
                }
            }
        }
        left.into_keys().collect()
    }

    /// All broader skills at any number of steps; the skill itself is among them only if the relations run in a circle.
    pub fn all_broader<'a>(&'a self, skill: &'a SkillId) -> BTreeSet<&'a SkillId> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<_> = self.broader(skill).collect();
        while let Some(next) = waiting.pop() {
            if found.insert(next) {
                waiting.extend(self.broader(next));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> SkillId {
        text.parse().unwrap()
    }

    fn graph(relations: &[(&str, Relation, &str)]) -> SkillGraph {
        let relation = |(skill, relation, target): &(&str, Relation, &str)| SkillRelation {
            skill: id(skill),
            relation: *relation,
            target: id(target),
            origin: String::new(),
            confidence: Confidence::Memory,
        };
        SkillGraph::new(&relations.iter().map(relation).collect::<Vec<_>>())
    }

    #[test]
    fn a_relation_is_found_from_either_end() {
        let graph =
            graph(&[("w.mig", Relation::Broader, "w.any"), ("w.mig", Relation::Related, "w.tig")]);
        assert!(graph.narrower(&id("w.any")).eq([&id("w.mig")]));
        assert!(graph.related(&id("w.tig")).eq([&id("w.mig")]));
        assert!(graph.broader(&id("w.tig")).eq([] as [&SkillId; 0]));
    }

    #[test]
    fn what_stands_too_deep_or_in_a_circle_is_found() {
        let graph = graph(&[
            ("a.d", Relation::Broader, "a.c"),
            ("a.d", Relation::Broader, "a.a"),
            ("a.c", Relation::Broader, "a.b"),
            ("a.b", Relation::Broader, "a.a"),
            ("b.a", Relation::Broader, "b.b"),
            ("b.b", Relation::Broader, "b.a"),
        ]);
        let deeper =
            |levels| graph.deeper_than(levels).into_iter().map(SkillId::as_str).collect::<Vec<_>>();
        assert_eq!(deeper(3), ["b.a", "b.b"]);
        assert_eq!(deeper(2), ["a.d", "b.a", "b.b"]);
    }

    #[test]
    fn broader_skills_are_found_at_any_distance() {
        let graph = graph(&[("a.c", Relation::Broader, "a.b"), ("a.b", Relation::Broader, "a.a")]);
        assert_eq!(graph.all_broader(&id("a.c")), BTreeSet::from([&id("a.a"), &id("a.b")]));
        assert!(graph.all_broader(&id("a.a")).is_empty());
    }
}
