//! Small markets as chance has them, crowded on purpose: few seats, equal scores, caps that bind.

use chrono::NaiveDate;
use uuid::Uuid;

use super::input::{
    Cap, CapKind, INPUT_FORMAT, Input, LeftOut, Member, Method, OrderSource, Pair, Reservation,
    Together, Unit, Vacancy, commitment,
};

/// The seed of every test.
pub(super) const SEED: &[u8] = b"a seed of thirty-two bytes, told";

/// Numbers that only look like chance, the same each time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// What a market may have.
#[derive(Clone, Copy)]
pub(super) struct Traits {
    pub(super) method: Method,
    pub(super) groups: bool,
    pub(super) together: Together,
    pub(super) reservations: bool,
}

pub(super) const REGIONS: [&str; 2] = ["UZ-FA", "UZ-SA"];

/// A sorted market of up to six units and four vacancies, without problems.
pub(super) fn market(chance: &mut Chance, traits: Traits) -> Input {
    loop {
        let mut input = any(chance, traits);
        input.sort();
        if input.problems().is_empty() {
            return input;
        }
    }
}

fn any(chance: &mut Chance, traits: Traits) -> Input {
    let count = 1 + chance.below(4);
    let vacancies: Vec<Vacancy> = (0..count).map(|at| vacancy(chance, at, traits)).collect();
    let most = if count > 3 { 4 } else { 6 };
    let units = (0..=chance.below(most)).map(|at| unit(chance, at, count, traits)).collect();
    let ranked = traits.method == Method::OwnLists && chance.one_in(4);
    let mut input = Input {
        caps: caps(chance, &vacancies, traits.method),
        day: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        format: INPUT_FORMAT.to_owned(),
        method: traits.method,
        order_source: if ranked { OrderSource::EmployerRank } else { OrderSource::MatchScore },
        seed_commitment: commitment(SEED),
        units,
        vacancies,
        weights: [65, 15, 5, 5, 10, 0],
    };
    if ranked {
        let everybody: Vec<Uuid> =
            input.units.iter().flat_map(|unit| &unit.members).map(|one| one.candidate).collect();
        for vacancy in &mut input.vacancies {
            let mut ranking = everybody.clone();
            chance.shuffle(&mut ranking);
            ranking.truncate(chance.below(ranking.len() + 1));
            vacancy.ranking = Some(ranking);
        }
    }
    input
}

fn vacancy(chance: &mut Chance, at: usize, traits: Traits) -> Vacancy {
    let seats = chance.below(4);
    let mut reservations = Vec::new();
    if traits.reservations && seats > 0 && chance.one_in(2) {
        reservations.push(Reservation {
            home_region: REGIONS[chance.below(2)].to_owned(),
            release_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
                + chrono::Days::new(chance.below(4) as u64),
            seats: u32::try_from(1 + chance.below(seats)).unwrap(),
        });
    }
    Vacancy {
        id: Uuid::from_u128(100 + at as u128),
        municipality: ["92701000", "92730000"][at % 2].to_owned(),
        ranking: None,
        reservations,
        seats: u32::try_from(seats).unwrap(),
        site: format!("site {}", at / 2),
    }
}

fn unit(chance: &mut Chance, at: usize, vacancies: usize, traits: Traits) -> Unit {
    let size = if traits.groups && chance.one_in(3) { 2 + chance.below(2) } else { 1 };
    let id = |of: usize| Uuid::from_u128(1_000 + (at * 10 + of) as u128);
    let member = |of| Member {
        candidate: id(of),
        home_region: [None, Some(REGIONS[0].to_owned()), Some(REGIONS[1].to_owned())]
            [chance.below(3)]
        .clone(),
        nearest: None,
        pairs: pairs(chance, vacancies, size == 1),
    };
    Unit {
        members: (0..size).map(member).collect(),
        id: if size == 1 { id(0) } else { Uuid::from_u128(5_000 + at as u128) },
        left_out: chance.one_in(20).then_some(LeftOut::ConsentMissing),
        together: traits.together,
    }
}

fn pairs(chance: &mut Chance, vacancies: usize, may_lack: bool) -> Vec<Pair> {
    let mut order: Vec<usize> = (0..vacancies).collect();
    chance.shuffle(&mut order);
    let mut pairs = Vec::new();
    for vacancy in order {
        if may_lack && chance.one_in(4) || chance.one_in(8) {
            continue;
        }
        let part = |chance: &mut Chance| u16::try_from(250 * chance.below(5)).unwrap();
        pairs.push(Pair {
            parts: [part(chance), 1000, part(chance), 500, 0, 0],
            rank: u32::try_from(pairs.len() + 1).unwrap(),
            vacancy: Uuid::from_u128(100 + vacancy as u128),
        });
    }
    pairs
}

/// Up to three caps; with own lists nested or apart, otherwise as they come.
fn caps(chance: &mut Chance, vacancies: &[Vacancy], method: Method) -> Vec<Cap> {
    let cap = |chance: &mut Chance, at: usize, members: Vec<Uuid>| Cap {
        id: format!("cap {at}"),
        kind: CapKind::Other,
        max: u32::try_from(chance.below(4)).unwrap(),
        members,
        source: "a rule".to_owned(),
    };
    let ids = |chosen: &dyn Fn(usize) -> bool| -> Vec<Uuid> {
        let all = vacancies.iter().enumerate();
        all.filter(|(at, _)| chosen(*at)).map(|(_, vacancy)| vacancy.id).collect()
    };
    let mut caps = Vec::new();
    for at in 0..chance.below(4) {
        let members = match method {
            Method::CommonOrder => {
                let mask = chance.below(16);
                ids(&|vacancy| mask >> vacancy & 1 == 1)
            }
            Method::OwnLists => match at {
                0 => ids(&|_| true),
                1 => ids(&|vacancy| vacancy < 2),
                _ => ids(&|vacancy| vacancy == 0),
            },
        };
        caps.push(cap(chance, at, members));
    }
    caps
}
