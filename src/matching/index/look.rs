//! What a question finds in a block, before anything is added up. Finding comes first and for many blocks at once: most
//! of the time goes by waiting for memory, and many lines take little longer than one.

use crate::matching::knowledge::Relation;

use super::{
    block::{Block, SLOTS},
    lanes::Lane,
    plan::Plan,
};

/// A block with the lists that a question reads.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) block: &'a Block,
    /// Who wishes the place of the work.
    pub(super) wish: &'a [u16],
    /// Who never wants it.
    pub(super) never: &'a [u16],
    /// By requirement, in the order of the plan.
    pub(super) answers: Vec<Answer<'a>>,
}

/// A skill that answers a requirement.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) ask: usize,
    pub(super) relation: Relation,
    pub(super) held: Holders<'a>,
}

/// Who has a skill.
#[derive(Debug)]
pub(super) enum Holders<'a> {
    Many(&'a Lane),
    Few(&'a [u16]),
}

impl<'a> Look<'a> {
    /// Finds the lists without reading them.
    pub(super) fn new(plan: &Plan<'_>, block: &'a Block) -> Self {
        let mut answers = Vec::with_capacity(plan.skills.len());
        for (at, ask) in plan.asks.iter().enumerate() {
            for (skill, relation) in ask.accepts.iter().filter(|one| block.may_have(one.0)) {
                let held = match block.lanes.of(skill.0) {
                    Some(lane) => Holders::Many(lane),
                    None => Holders::Few(block.skills.of(skill.0)),
                };
                answers.push(Answer { ask: at, relation: *relation, held });
            }
        }
        let (wish, never) = (block.wishes.of(plan.place), block.never.of(plan.place));
        Self { block, wish, never, answers }
    }

    /// Fetches from memory the beginning of each list.
    pub(super) fn touch(&self) -> u16 {
        let first = |entries: &[u16]| entries.first().copied().unwrap_or(0);
        self.answers.iter().fold(first(self.wish) ^ first(self.never), |all, answer| {
            all ^ match &answer.held {
                Holders::Many(lane) => u16::from(lane.grades[0] ^ lane.grades[SLOTS - 1]),
                Holders::Few(entries) => first(entries),
            }
        })
    }
}
