//! How what a candidate has answers an asked skill: the same, a narrower or related one, one that often goes with it, or a
//! trade that implies it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::domain::concepts::skill::SkillId;

use super::{
    numbers::{SkillNo, TradeNo},
    trades::TradeSource,
};

/// A skill among the others.
#[derive(Debug, Clone)]
pub struct SkillSource {
    /// Which skill.
    pub id: SkillId,
    /// The skills directly above it.
    pub broader: Vec<SkillId>,
    /// The skills beside it; read in both directions.
    pub related: Vec<SkillId>,
    /// Its inverse document frequency, quantised to 1..=1000.
    pub rarity: u16,
    /// The skills of which a published table says that whoever has them often has this one too, and how often, in per cent.
    pub neighbours: Vec<(SkillId, u8)>,
}

/// How what a candidate has answers an asked skill, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The same skill.
    Exact,
    /// A narrower skill, which counts as the broader one.
    Narrower,
    /// A trade to which the skill is essential, where the candidate says nothing of the skill itself: unproven, and worth
    /// more with every year in the trade.
    Implied,
    /// A related skill: a quarter of the credit, and never enough for a `must`.
    Related,
    /// A skill that often goes with it: so many per cent of the credit, and never enough for a `must`.
    Neighbour(u8),
}

/// The most per cent that a neighbour counts.
pub(super) const MOST_OF_NEIGHBOUR: u8 = 30;

impl Relation {
    /// The text of the value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Narrower => "narrower",
            Self::Implied => "implied",
            Self::Related => "related",
            Self::Neighbour(_) => "neighbour",
        }
    }

    /// Whether what stands in this relation can meet a requirement.
    pub const fn meets(self) -> bool {
        matches!(self, Self::Exact | Self::Narrower | Self::Implied)
    }

    /// Whether the candidate says so of the asked skill itself.
    pub const fn is_stated(self) -> bool {
        matches!(self, Self::Exact | Self::Narrower)
    }
}

/// The skills that answer an asked one, by number. Every requirement of a skill shares them, so they stay in the caches.
pub(super) type Accepts = Arc<[(SkillNo, Relation)]>;

/// The trades to which a skill, or a narrower one, is essential, by number.
pub(super) type ImpliedBy = Arc<[TradeNo]>;

/// A skill with what answers it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SkillEntry {
    pub(super) id: SkillId,
    pub(super) rarity: u16,
    /// The skills that answer it, itself included.
    pub(super) accepts: Accepts,
    /// The trades that imply it.
    pub(super) implied_by: ImpliedBy,
}

/// Works out for each skill what answers it.
pub(super) fn skill_entries(
    skills: &[SkillSource],
    trades: &[TradeSource],
    numbers: &HashMap<SkillId, SkillNo>,
) -> Vec<SkillEntry> {
    let mut accepted: Vec<BTreeSet<(SkillNo, Relation)>> = vec![BTreeSet::new(); skills.len()];
    let of = |id: &SkillId| numbers.get(id).copied();
    for skill in skills {
        let no = numbers[&skill.id];
        for above in all_broader(skills, numbers, no) {
            let relation = if above == no { Relation::Exact } else { Relation::Narrower };
            accepted[usize::from(above.0)].insert((no, relation));
        }
        for (beside, percent) in &skill.neighbours {
            let percent = (*percent).min(MOST_OF_NEIGHBOUR);
            let held = of(beside).filter(|_| percent > 0);
            accepted[usize::from(no.0)]
                .extend(held.map(|held| (held, Relation::Neighbour(percent))));
        }
    }
    for skill in skills {
        let no = numbers[&skill.id];
        for beside in skill.related.iter().filter_map(of) {
            accepted[usize::from(no.0)].insert((beside, Relation::Related));
            accepted[usize::from(beside.0)].insert((no, Relation::Related));
        }
    }
    let implied = implied(skills, trades, numbers);
    let entries = skills.iter().zip(accepted).zip(implied);
    entries.map(|((skill, accepts), trades)| entry(skill, accepts, trades)).collect()
}

/// By skill: the trades that imply it.
fn implied(
    skills: &[SkillSource],
    trades: &[TradeSource],
    numbers: &HashMap<SkillId, SkillNo>,
) -> Vec<BTreeSet<TradeNo>> {
    let mut implied = vec![BTreeSet::new(); skills.len()];
    for (no, trade) in (0u16..).zip(trades) {
        for skill in trade.essential.iter().filter_map(|id| numbers.get(id)) {
            for above in all_broader(skills, numbers, *skill) {
                implied[usize::from(above.0)].insert(TradeNo(no));
            }
        }
    }
    implied
}

/// Keeps the best relation where a skill stands in two: the set is ordered by skill, then best first.
fn entry(
    skill: &SkillSource,
    accepts: BTreeSet<(SkillNo, Relation)>,
    implied_by: BTreeSet<TradeNo>,
) -> SkillEntry {
    let mut accepts: Vec<_> = accepts.into_iter().collect();
    accepts.dedup_by_key(|(skill, _)| *skill);
    SkillEntry {
        id: skill.id.clone(),
        rarity: skill.rarity.clamp(1, 1000),
        accepts: accepts.into(),
        implied_by: implied_by.into_iter().collect(),
    }
}

/// The skill and everything above it; a circle in the data ends where it closes.
fn all_broader(
    skills: &[SkillSource],
    numbers: &HashMap<SkillId, SkillNo>,
    from: SkillNo,
) -> BTreeSet<SkillNo> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(skill) = open.pop() {
        let above = &skills[usize::from(skill.0)].broader;
        open.extend(above.iter().filter_map(|id| numbers.get(id)).filter(|no| seen.insert(**no)));
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{
        Knowledge, KnowledgeSource,
        samples::{knowledge, skill},
    };

    #[test]
    fn narrower_skills_answer_broader_ones_through_every_level() {
        let knowledge = knowledge();
        let relation = |asked: &str, held: &str| {
            let accepts = knowledge.accepts(knowledge.skill_no(&skill(asked)).unwrap());
            let held = knowledge.skill_no(&skill(held)).unwrap();
            accepts.iter().find(|(no, _)| *no == held).map(|(_, relation)| *relation)
        };

        assert_eq!(relation("weld.any", "weld.any"), Some(Relation::Exact));
        assert_eq!(relation("weld.any", "weld.mig"), Some(Relation::Narrower));
        assert_eq!(relation("weld.any", "weld.mig_thin"), Some(Relation::Narrower));
        assert_eq!(relation("weld.mig", "weld.any"), None);
        assert_eq!(relation("con.bricks", "con.blocks"), Some(Relation::Related));
        assert_eq!(relation("con.blocks", "con.bricks"), Some(Relation::Related));
    }

    #[test]
    fn a_circle_of_broader_skills_ends() {
        let circle = |id: &str, above: &str| SkillSource {
            id: skill(id),
            broader: vec![skill(above)],
            related: Vec::new(),
            rarity: 1,
            neighbours: Vec::new(),
        };
        let source = KnowledgeSource {
            skills: vec![circle("a.one", "a.two"), circle("a.two", "a.one")],
            ..KnowledgeSource::default()
        };
        assert_eq!(Knowledge::new(&source).accepts(SkillNo(0)).len(), 2);
    }
}
