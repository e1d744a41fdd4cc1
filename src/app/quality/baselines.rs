//! What simpler rankings would answer, over the same eligible candidates: coverage and cosine of the skills, each weighted
//! by how rare a skill is among the candidates.

use std::collections::{BTreeMap, BTreeSet};

use super::set::Pool;
use crate::domain::concepts::skill::SkillId;

/// A value of a vacancy and a candidate; more is better.
type Ranking<'a> = Box<dyn Fn(usize, usize) -> u64 + 'a>;

/// The value that equals one.
const ONE: f64 = 1e9;

/// All baselines by name.
pub(super) fn all<'a>(pool: &'a Pool<'_>) -> [(&'static str, Ranking<'a>); 2] {
    let rarity = rarity(pool);
    let squared = rarity.iter().map(|(skill, idf)| (*skill, idf * idf)).collect::<BTreeMap<_, _>>();
    let sum = |weights: &BTreeMap<&SkillId, f64>, skills: &BTreeSet<&SkillId>| -> f64 {
        skills.iter().filter_map(|skill| weights.get(skill)).sum()
    };
    let coverage = move |v: usize, c: usize| {
        let (wanted, held) = (wanted(pool, v), held(pool, c));
        let shared = wanted.intersection(&held).copied().collect();
        fixed(sum(&rarity, &shared) / sum(&rarity, &wanted))
    };
    let cosine = move |v: usize, c: usize| {
        let (wanted, held) = (wanted(pool, v), held(pool, c));
        let shared = wanted.intersection(&held).copied().collect();
        let lengths = sum(&squared, &wanted) * sum(&squared, &held);
        fixed(sum(&squared, &shared) / lengths.sqrt())
    };
    [("idf coverage", Box::new(coverage)), ("idf cosine", Box::new(cosine))]
}

fn wanted<'a>(pool: &'a Pool<'_>, vacancy: usize) -> BTreeSet<&'a SkillId> {
    pool.asked[vacancy].requirements.iter().map(|one| &one.skill).collect()
}

fn held<'a>(pool: &'a Pool<'_>, candidate: usize) -> BTreeSet<&'a SkillId> {
    pool.offered[candidate].skills.iter().map(|one| &one.skill).collect()
}

/// The logarithm of how few candidates have a skill.
fn rarity<'a>(pool: &'a Pool<'_>) -> BTreeMap<&'a SkillId, f64> {
    let mut counts = BTreeMap::<&SkillId, f64>::new();
    for skill in (0..pool.offered.len()).flat_map(|c| held(pool, c)) {
        *counts.entry(skill).or_default() += 1.0;
    }
    let total = f64::from(u32::try_from(pool.offered.len()).unwrap());
    counts.into_iter().map(|(skill, count)| (skill, (1.0 + total / count).ln())).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a billion")]
fn fixed(value: f64) -> u64 {
    if value.is_finite() { (value * ONE) as u64 } else { 0 }
}
