//! Candidates and vacancies in a few numbers of 64 bits, for the columns of tantivy.

use crate::{
    people::{Held, Job, Person, Practised, Wanted},
    plain::{FULL, language, pay, trades, wish},
    world::World,
};

/// A candidate apart from the skills.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Floor (20 bits, 0 is none), first day (16), rungs (4 of 3), licences (16).
    pub terms: u64,
    /// Wishes (8 of 6 bits), their count (4), elsewhere, hourly, matchable, region (4).
    pub places: u64,
    /// Certificates (16 bits), places never wanted.
    pub papers: u64,
    /// Twice trade and one (10 bits) and years (6).
    pub trades: u64,
}

impl Row {
    pub fn of(person: &Person) -> Self {
        let rungs = person.rungs.iter().rev().fold(0, |all, rung| all << 3 | u64::from(*rung));
        let ranked = person.ranked.iter().rev().fold(0, |all, place| all << 6 | u64::from(*place));
        let never = person.never.iter().fold(0, |all, place| all | 1u64 << place);
        let trade =
            |all, one: &Practised| all << 16 | u64::from(one.trade + 1) << 6 | u64::from(one.years);
        Self {
            terms: u64::from(person.floor.unwrap_or(0))
                | u64::from(person.from_day) << 20
                | rungs << 36
                | u64::from(person.licences) << 48,
            places: ranked
                | (person.ranked.len() as u64) << 48
                | u64::from(person.elsewhere) << 52
                | u64::from(person.hourly) << 53
                | u64::from(person.matchable) << 54
                | u64::from(person.region) << 55,
            papers: u64::from(person.certificates) | never << 16,
            trades: person.occupations.iter().fold(0, trade),
        }
    }

    /// The parts without skills and occupation, weighed; `None` if a rule fails.
    pub fn conditions(&self, world: &World, weights: [u32; 6], job: &Job) -> Option<u32> {
        let (terms, places) = (self.terms, self.places);
        let region = (places >> 55 & 15) as u8;
        let in_time = terms >> 20 & 0xffff <= u64::from(job.start_day + job.grace);
        let papers = u64::from(job.licences) & !(terms >> 48) == 0
            && u64::from(job.certificates) & !self.papers == 0;
        let from_there = job.regions.is_empty() || job.regions.contains(&region);
        if !(in_time && papers && from_there && places >> 54 & 1 == 1) {
            return None;
        }
        let ranked: [u8; 8] = std::array::from_fn(|at| (places >> (at * 6) & 63) as u8);
        let ranked = &ranked[..(places >> 48 & 15) as usize];
        let wish = wish(world, ranked, self.papers >> 16, places >> 52 & 1 == 1, job.place)?;
        let bonus = if job.preferred_regions.contains(&region) { 100 } else { 0 };
        let rungs = std::array::from_fn(|at| (terms >> (36 + 3 * at) & 7) as u8);
        let language = language(&job.tongues, rungs)?;
        let floor = Some((terms & 0xf_ffff) as u32).filter(|floor| *floor > 0);
        let pay = pay(job.pay, floor, places >> 53 & 1 == 1)?;
        Some(weights[2] * (wish + bonus).min(FULL) + weights[3] * language + weights[5] * pay)
    }

    /// The parts of the occupations, weighed.
    pub fn trades(&self, world: &World, weights: [u32; 6], asked: u16) -> u32 {
        let both = [self.trades & 0xffff, self.trades >> 16].into_iter().filter(|one| *one > 0);
        trades(world, weights, asked, both.map(|one| ((one >> 6) as u16 - 1, (one & 63) as u8)))
    }
}

/// A held skill in a number.
pub fn held(held: &Held) -> u64 {
    u64::from(held.skill) << 12
        | u64::from(held.level) << 8
        | u64::from(held.years) << 2
        | u64::from(held.evidence)
}

/// The held skill of a number.
pub fn read_held(number: u64) -> Held {
    Held {
        skill: (number >> 12) as u16,
        level: (number >> 8 & 15) as u8,
        years: (number >> 2 & 63) as u8,
        evidence: (number & 3) as u8,
    }
}

/// A vacancy apart from its requirements.
#[derive(Debug, Clone, Copy)]
pub struct JobRow {
    /// Pay (20 bits), latest day (12), trade (10), place (6), licences (16).
    pub terms: u64,
    /// Certificates (16 bits), regions (16), preferred regions (16), rungs of Russian: must (3), preferred (3).
    pub papers: u64,
}

impl JobRow {
    pub fn of(job: &Job) -> Self {
        let set = |list: &[u8]| list.iter().fold(0u64, |all, one| all | 1 << one);
        let rung = |must: bool| {
            let found = job.tongues.iter().find(|tongue| tongue.2 == must);
            found.map_or(0, |tongue| u64::from(tongue.1))
        };
        Self {
            terms: u64::from(job.pay)
                | u64::from(job.start_day + job.grace) << 20
                | u64::from(job.trade) << 32
                | u64::from(job.place) << 42
                | u64::from(job.licences) << 48,
            papers: u64::from(job.certificates)
                | set(&job.regions) << 16
                | set(&job.preferred_regions) << 32
                | rung(true) << 48
                | rung(false) << 51,
        }
    }

    /// All parts but the skills, weighed; `None` if a rule fails.
    pub fn conditions(
        &self,
        world: &World,
        weights: [u32; 6],
        person: &Person,
        never: u64,
    ) -> Option<u32> {
        let (terms, papers) = (self.terms, self.papers);
        let regions = papers >> 16 & 0xffff;
        let rungs = [(papers >> 48 & 7) as u8, (papers >> 51 & 7) as u8];
        let fits = u64::from(person.from_day) <= terms >> 20 & 0xfff
            && (terms >> 48) & !u64::from(person.licences) == 0
            && papers & 0xffff & !u64::from(person.certificates) == 0
            && (regions == 0 || regions >> person.region & 1 == 1);
        if !fits {
            return None;
        }
        let place = (terms >> 42 & 63) as u8;
        let wish = wish(world, &person.ranked, never, person.elsewhere, place)?;
        let bonus = if papers >> 32 >> person.region & 1 == 1 { 100 } else { 0 };
        let asked = [(0, rungs[0], true), (0, rungs[1], false)];
        let first = usize::from(rungs[0] == 0);
        let last = if rungs[1] == 0 { 1 } else { 2 };
        let language = language(asked.get(first..last).unwrap_or(&[]), person.rungs)?;
        let pay = pay((terms & 0xf_ffff) as u32, person.floor, person.hourly)?;
        let practised = person.occupations.iter().map(|one| (one.trade, one.years));
        let trades = trades(world, weights, (terms >> 32 & 0x3ff) as u16, practised);
        Some(
            trades
                + weights[2] * (wish + bonus).min(FULL)
                + weights[3] * language
                + weights[5] * pay,
        )
    }
}

/// A requirement in a number.
pub fn wanted(wanted: &Wanted, weight: u32) -> u64 {
    u64::from(weight) << 24
        | u64::from(wanted.skill) << 12
        | u64::from(wanted.must) << 11
        | u64::from(wanted.level) << 8
        | u64::from(wanted.years)
}

/// The requirement of a number, with its weight.
pub fn read_wanted(number: u64) -> (Wanted, u32) {
    let wanted = Wanted {
        skill: (number >> 12 & 0xfff) as u16,
        must: number >> 11 & 1 == 1,
        level: (number >> 8 & 7) as u8,
        years: (number & 0xff) as u8,
        weight: 0,
    };
    (wanted, (number >> 24) as u32)
}
