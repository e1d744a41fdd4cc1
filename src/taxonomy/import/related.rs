//! The relations that a row of an imported file gives a skill.

use std::collections::BTreeSet;

use super::report::FILE;
use crate::{
    domain::concepts::skill::SkillId,
    taxonomy::{Confidence, Relation, RowProblem, SkillRelation, sheet::Row},
};

/// All relations of one sort that a row gives a skill; they take the place of those that were there.
#[derive(Debug)]
pub(super) struct Related {
    pub(super) skill: SkillId,
    pub(super) relation: Relation,
    pub(super) targets: BTreeSet<SkillId>,
    pub(super) source: String,
    pub(super) line: u64,
}

impl Related {
    /// Reads the columns `broader` and `related`, where the file has them.
    pub(super) fn of_row(
        row: &Row<'_>,
        skill: &SkillId,
        source: &str,
    ) -> Result<Vec<Self>, RowProblem> {
        let mut all = Vec::new();
        for relation in Relation::ALL.iter().copied().filter(|relation| row.has(relation.as_str()))
        {
            let targets = row.parse_list(relation.as_str())?.into_iter().collect();
            let (skill, source, line) = (skill.clone(), source.to_owned(), row.line());
            all.push(Self { skill, relation, targets, source, line });
        }
        Ok(all)
    }

    pub(super) fn problem(&self, problem: String) -> RowProblem {
        RowProblem {
            file: FILE,
            line: self.line,
            column: self.relation.as_str().to_owned(),
            problem,
        }
    }

    pub(super) fn to(&self, target: &SkillId) -> SkillRelation {
        SkillRelation {
            skill: self.skill.clone(),
            relation: self.relation,
            target: target.clone(),
            origin: self.source.clone(),
            confidence: Confidence::Supplied,
        }
    }
}
