//! How rare each skill is among trades: a published table, so that a score does not drift when somebody is added.
//!
//! `rarity = 1000 × ln(N / n) / ln N`, to the nearest 50 and never under 50, where N is the number of trades and n how
//! many of them have the skill or a narrower one, which answers it: 1000 for a skill of one trade, near 50 for one that
//! nearly all have. After a change of `occupation_skills.csv` write the table anew with
//! `UPDATE_EXPECT=1 cargo test --lib rarity`.
//!
//! The skills of an imported scheme are not in the table. Where its trades name them, they are as rare as these say.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use serde::Serialize;

use super::{
    concept::Table,
    relations::SkillGraph,
    sheet::{Row, RowProblem},
    trades::Trade,
};
use crate::domain::concepts::skill::SkillId;

/// The rarity of a skill that no trade is linked with.
pub const DEFAULT_RARITY: u16 = 500;

const STEP: f64 = 50.0;

/// The published table: skill to rarity, 1 (all have it) to 1000 (rarest).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rarity(BTreeMap<SkillId, u16>);

impl Rarity {
    /// Makes a table of these rows.
    pub(super) fn new(rows: Vec<(SkillId, u16)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// Reads a row of `skill_rarity.csv`.
    pub(super) fn row(row: &Row<'_>) -> Result<(SkillId, u16), RowProblem> {
        let rarity = row.parse("rarity")?;
        if !(1..=1000).contains(&rarity) {
            return Err(row.problem("rarity", "expected 1 to 1000".to_owned()));
        }
        Ok((row.parse("skill")?, rarity))
    }

    /// The rarity of a skill; [`DEFAULT_RARITY`] if the table lacks it.
    pub fn of(&self, skill: &SkillId) -> u16 {
        self.0.get(skill).copied().unwrap_or(DEFAULT_RARITY)
    }

    /// Every skill with its rarity.
    pub(super) fn into_rows(self) -> impl Iterator<Item = (SkillId, u16)> {
        self.0.into_iter()
    }

    /// Puts rarities in place of those that were published before.
    pub(super) fn publish(&mut self, rows: impl Iterator<Item = (SkillId, u16)>) {
        self.0.extend(rows);
    }

    /// Whether the table has a skill.
    pub(super) fn holds(&self, skill: &SkillId) -> bool {
        self.0.contains_key(skill)
    }

    /// Derives the table anew from the skills of the trades.
    pub fn derive(trades: &Table<Trade>, graph: &SkillGraph) -> Self {
        let skills = |trade: &Trade| {
            trade.skills.iter().map(|link| link.skill.clone()).collect::<BTreeSet<_>>()
        };
        let all: Vec<_> = trades.iter().map(skills).filter(|skills| !skills.is_empty()).collect();
        Self::count(graph, all.iter().map(|skills| (skills, 1)))
    }

    /// The table of a pool: holders with the skills of each, and how many of them there are.
    pub fn count<'a>(
        graph: &SkillGraph,
        holders: impl Iterator<Item = (&'a BTreeSet<SkillId>, u32)>,
    ) -> Self {
        let (mut counts, mut total) = (BTreeMap::<SkillId, u32>::new(), 0);
        for (skills, times) in holders {
            let broader = skills.iter().flat_map(|skill| graph.all_broader(skill));
            for skill in skills.iter().chain(broader).collect::<BTreeSet<_>>() {
                *counts.entry(skill.clone()).or_default() += times;
            }
            total += times;
        }
        Self(counts.into_iter().map(|(skill, count)| (skill, quantised(count, total))).collect())
    }

    /// The text of `skill_rarity.csv`.
    pub fn to_csv(&self) -> String {
        let mut text = String::from("skill,rarity\n");
        for (skill, rarity) in &self.0 {
            writeln!(text, "{skill},{rarity}").expect("a string takes any text");
        }
        text
    }
}

/// The rarity of a skill that `count` of `total` trades have.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies between 50 and 1000"
)]
fn quantised(count: u32, total: u32) -> u16 {
    let share = (f64::from(total) / f64::from(count)).ln() / f64::from(total.max(2)).ln();
    ((share * 1000.0 / STEP).round() * STEP).clamp(STEP, 1000.0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::Taxonomy;

    #[test]
    fn the_published_rarity_follows_from_the_skills_of_the_trades() {
        let taxonomy = Taxonomy::embedded();
        let derived = Rarity::derive(taxonomy.trades(), taxonomy.skill_graph());
        expect_test::expect_file!["data/skill_rarity.csv"].assert_eq(&derived.to_csv());
    }

    #[test]
    fn the_fewer_trades_have_a_skill_the_rarer_it_is() {
        assert_eq!([1, 4, 50, 155].map(|count| quantised(count, 155)), [1000, 750, 200, 50]);
    }

    #[test]
    fn a_broad_skill_is_never_rarer_than_one_that_answers_it() {
        let taxonomy = Taxonomy::embedded();
        for skill in taxonomy.skills() {
            let rarity = |id| taxonomy.rarity_of(id);
            for broader in taxonomy.skill_graph().broader(&skill.id) {
                assert!(rarity(broader) <= rarity(&skill.id), "{broader} above {}", skill.id);
            }
        }
    }

    #[test]
    fn a_skill_outside_the_table_is_of_middling_rarity() {
        assert_eq!(Rarity::default().of(&"own.skill".parse().unwrap()), DEFAULT_RARITY);
    }
}
