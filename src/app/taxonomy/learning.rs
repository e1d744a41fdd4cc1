//! Tables that the present pool teaches: what would change is shown, and published as a new edition only on demand.

use std::collections::BTreeMap;

use crate::{
    app::{
        App,
        edition::{Edition, amendment::Amendment},
        error::AppError,
    },
    domain::{access::actor::Actor, concepts::skill::SkillId},
    taxonomy::Learned,
};

/// What to learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// How rare each skill is.
    Rarity,
    /// Which skills often go together.
    Neighbours,
}

/// What the pool has taught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// How many people it has.
    pub people: usize,
    /// What would change, by skill or pair of skills, from and to; 0 is nothing.
    pub changes: Vec<(String, u16, u16)>,
    /// How many are as they were.
    pub unchanged: usize,
}

/// The values of a table by what they stand for.
type Values = BTreeMap<String, u16>;

impl App {
    /// Learns a table from the candidates that take part in matching now, and publishes it if that is wanted.
    pub fn learn(&self, subject: Subject, publish: bool) -> Result<Lesson, AppError> {
        self.follower.renew()?;
        let (engine, _) = self.follower.rebuilt()?;
        let (pool, present) = (engine.pool(), self.taxonomy());
        let learned = match subject {
            Subject::Rarity => Learned::rarity(&pool, present.skill_graph()),
            Subject::Neighbours => Learned::neighbours(&pool),
        };
        let lesson = compare(pool.len(), &before(&present, &learned), &after(&learned));
        if publish {
            let amendment = Amendment::Learned(learned.clone());
            self.amend(&Actor::System, &amendment, None, |edition| {
                Ok(edition.with_learned(&learned))
            })?;
        }
        Ok(lesson)
    }
}

/// What is published now of what has been learned.
fn before(present: &Edition, learned: &Learned) -> Values {
    let rarity = learned.rarity.keys().map(|skill| (skill.to_string(), present.rarity_of(skill)));
    let neighbours = learned.neighbours.iter().flat_map(|_| pairs(present.neighbours()));
    rarity.chain(neighbours).collect()
}

fn after(learned: &Learned) -> Values {
    let rarity = learned.rarity.iter().map(|(skill, rarity)| (skill.to_string(), *rarity));
    rarity.chain(learned.neighbours.iter().flat_map(pairs)).collect()
}

fn pairs(table: &BTreeMap<SkillId, BTreeMap<SkillId, u8>>) -> impl Iterator<Item = (String, u16)> {
    table.iter().flat_map(|(asked, beside)| {
        beside.iter().map(move |(held, percent)| (format!("{asked} by {held}"), (*percent).into()))
    })
}

fn compare(people: usize, before: &Values, after: &Values) -> Lesson {
    let of = |values: &Values, key| values.get(key).copied().unwrap_or(0);
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    let all = keys.map(|key| (key.clone(), of(before, key), of(after, key)));
    let (changes, same): (Vec<_>, Vec<_>) = all.partition(|(_, from, to)| from != to);
    Lesson { people, changes, unchanged: same.len() }
}
