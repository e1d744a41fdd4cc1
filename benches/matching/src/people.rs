//! Made candidates and vacancies in small numbers: skills by Zipf's law, tied to trades.

use uuid::Uuid;

use crate::{chance::Chance, world::World};

/// What is made.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    pub seed: u64,
    /// 40 % of the skills from anywhere, and no occupation for a third.
    pub noisy: bool,
}

/// A skill that a person has.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub skill: u16,
    pub level: u8,
    pub years: u8,
    /// 0 self-declared, 1 assessed, 2 recognised.
    pub evidence: u8,
}

/// An occupation that a person has practised.
#[derive(Debug, Clone, Copy)]
pub struct Practised {
    pub trade: u16,
    pub years: u8,
}

/// A candidate.
#[derive(Debug, Clone)]
pub struct Person {
    pub number: u32,
    pub matchable: bool,
    pub region: u8,
    pub elsewhere: bool,
    pub hourly: bool,
    pub floor: Option<u32>,
    /// Days after the first of January 2027.
    pub from_day: u16,
    /// By language: 0 none, 1 to 6.
    pub rungs: [u8; 4],
    pub licences: u16,
    pub certificates: u32,
    pub ranked: Vec<u8>,
    pub never: Vec<u8>,
    pub occupations: Vec<Practised>,
    pub skills: Vec<Held>,
}

/// A requirement of a vacancy.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub skill: u16,
    pub must: bool,
    pub level: u8,
    pub years: u8,
    pub weight: u8,
}

/// How many of the requirements are `must`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// None: any of the skills.
    Soft,
    /// All of them.
    Hard,
    /// Some.
    Mixed,
}

/// A vacancy.
#[derive(Debug, Clone)]
pub struct Job {
    pub number: u32,
    pub trade: u16,
    pub place: u8,
    pub pay: u32,
    pub start_day: u16,
    pub grace: u16,
    pub licences: u16,
    pub certificates: u32,
    pub regions: Vec<u8>,
    pub preferred_regions: Vec<u8>,
    /// Language, rung, must.
    pub tongues: Vec<(u8, u8, bool)>,
    pub wanted: Vec<Wanted>,
}

/// The id of a made thing; ids are ordered like numbers.
pub fn id(number: u32) -> Uuid {
    let low = Chance::of(0, 0, number.into()).draw();
    Uuid::from_u64_pair(u64::from(number) << 32 | 0x7000, low)
}

/// The number of an id.
pub fn number(id: Uuid) -> u32 {
    (id.as_u64_pair().0 >> 32) as u32
}

const LEVELS: [u8; 10] = [1, 2, 2, 3, 3, 3, 3, 4, 4, 5];
const EVIDENCE: [u8; 10] = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];

/// Makes a candidate; another version of the same number is another draw.
pub fn person(world: &World, recipe: Recipe, number: u32, version: u32) -> Person {
    let mut chance = Chance::of(recipe.seed, 1 + u64::from(version) * 8, number.into());
    let rng = &mut chance;
    let trades = trades(world, rng);
    let skills = skills(world, recipe, rng, &trades);
    let (ranked, elsewhere) = places(world, rng);
    let nameless = recipe.noisy && rng.percent(33);
    Person {
        number,
        matchable: rng.percent(95),
        region: rng.zipf(&world.region_sums) as u8,
        elsewhere,
        hourly: rng.percent(5),
        floor: rng.percent(70).then(|| 45_000 + 5_000 * rng.between(0, 16)),
        from_day: rng.between(0, 180) as u16,
        rungs: [
            rng.small(0, 5),
            rng.small(3, 6),
            rng.small(0, 8).saturating_sub(6),
            rng.small(0, 8).saturating_sub(5),
        ],
        licences: if rng.percent(30) { 2 } else { 0 } | if rng.percent(10) { 8 } else { 0 },
        certificates: if rng.percent(20) { 1 << rng.small(0, 15) } else { 0 },
        never: if rng.percent(10) { others(world, rng, &ranked) } else { Vec::new() },
        ranked,
        occupations: if nameless {
            Vec::new()
        } else {
            trades
                .iter()
                .map(|trade| Practised { trade: *trade, years: rng.small(0, 15) })
                .collect()
        },
        skills,
    }
}

fn trades(world: &World, rng: &mut Chance) -> Vec<u16> {
    let first = rng.zipf(&world.trade_sums) as u16;
    let second = rng.zipf(&world.trade_sums) as u16;
    if rng.percent(25) && first != second { vec![first, second] } else { vec![first] }
}

/// Three to fifteen skills, most of them of the trades.
fn skills(world: &World, recipe: Recipe, rng: &mut Chance, trades: &[u16]) -> Vec<Held> {
    let count = 3 + rng.below(7) + rng.below(7);
    let random = if recipe.noisy { 40 } else { 8 };
    let mut held: Vec<Held> = Vec::with_capacity(count);
    for _ in 0..count * 3 {
        let trade = &world.trades[usize::from(rng.pick(trades))];
        let skill = if rng.percent(random) || trade.skills.is_empty() {
            rng.zipf(&world.skill_sums) as u16
        } else {
            trade.skills[rng.zipf(&trade.sums)]
        };
        if held.len() < count && held.iter().all(|one| one.skill != skill) {
            held.push(Held {
                skill,
                level: rng.pick(&LEVELS),
                years: rng.small(0, 12),
                evidence: rng.pick(&EVIDENCE),
            });
        }
    }
    held
}

/// One to eight wishes, or any place.
fn places(world: &World, rng: &mut Chance) -> (Vec<u8>, bool) {
    if rng.percent(30) {
        return (Vec::new(), true);
    }
    let count = 1 + rng.below(8);
    let mut ranked = Vec::with_capacity(count);
    for _ in 0..count * 3 {
        let place = rng.zipf(&world.place_sums) as u8;
        if ranked.len() < count && !ranked.contains(&place) {
            ranked.push(place);
        }
    }
    (ranked, rng.percent(35))
}

fn others(world: &World, rng: &mut Chance, ranked: &[u8]) -> Vec<u8> {
    let place = rng.below(world.places.len()) as u8;
    if ranked.contains(&place) { Vec::new() } else { vec![place] }
}

/// Makes a vacancy.
pub fn job(world: &World, recipe: Recipe, number: u32, kind: Kind) -> Job {
    let mut chance = Chance::of(recipe.seed, 2, number.into());
    let rng = &mut chance;
    let trade = rng.zipf(&world.trade_sums) as u16;
    Job {
        number,
        trade,
        place: rng.zipf(&world.place_sums) as u8,
        pay: 60_000 + 5_000 * rng.between(0, 18),
        start_day: 30 + rng.between(0, 150) as u16,
        grace: rng.pick(&[0, 14, 30]),
        licences: if rng.percent(8) { 2 } else { 0 },
        certificates: if rng.percent(6) { 1 << rng.small(0, 15) } else { 0 },
        regions: if rng.percent(7) { vec![0, 2, 5] } else { Vec::new() },
        preferred_regions: if rng.percent(20) { vec![rng.small(0, 13)] } else { Vec::new() },
        tongues: tongues(rng),
        wanted: wanted(world, rng, trade, kind),
    }
}

fn tongues(rng: &mut Chance) -> Vec<(u8, u8, bool)> {
    let must = rng.percent(25).then(|| (0, rng.small(1, 3), true));
    let preferred = rng.percent(40).then(|| (0, rng.small(3, 5), false));
    must.into_iter().chain(preferred).collect()
}

/// Two to ten requirements, most of them of the trade.
fn wanted(world: &World, rng: &mut Chance, trade: u16, kind: Kind) -> Vec<Wanted> {
    let trade = &world.trades[usize::from(trade)];
    let count = 2 + rng.below(5) + rng.below(5);
    let mut wanted: Vec<Wanted> = Vec::with_capacity(count);
    for _ in 0..count * 3 {
        let skill = if rng.percent(10) || trade.skills.is_empty() {
            rng.zipf(&world.skill_sums) as u16
        } else {
            trade.skills[rng.zipf(&trade.sums)]
        };
        if wanted.len() < count && wanted.iter().all(|one| one.skill != skill) {
            let must = match kind {
                Kind::Soft => false,
                Kind::Hard => true,
                Kind::Mixed => wanted.is_empty() || rng.percent(20),
            };
            wanted.push(Wanted {
                skill,
                must,
                level: rng.small(1, if must { 3 } else { 4 }),
                years: if rng.percent(20) { rng.small(1, 3) } else { 0 },
                weight: rng.small(1, 5),
            });
        }
    }
    wanted
}
