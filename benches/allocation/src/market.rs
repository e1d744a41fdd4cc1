//! People and vacancies that do not exist, the same each time.

use chrono::NaiveDate;
use koprik::allocation::{
    Input, Method, OrderSource,
    input::{Cap, CapKind, INPUT_FORMAT, Member, Pair, Together, Unit, Vacancy, commitment},
};
use uuid::Uuid;

/// The seed of the ties.
pub const SEED: &[u8] = b"thirty-two bytes that all may see";
/// Vacancies that everybody lists.
const LISTED: usize = 20;
/// Municipalities, each with a cap.
const PLACES: usize = 45;

/// Numbers that look like chance (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).unwrap_or(0)
    }
}

/// A market in which some people are better everywhere and some vacancies are wanted more, as in life.
pub fn made(people: usize, vacancies: usize, groups: usize, method: Method) -> Input {
    let mut chance = Chance(1);
    let seats = (people * 9 / 10).div_ceil(vacancies);
    let all: Vec<Vacancy> = (0..vacancies).map(|at| vacancy(at, seats)).collect();
    let mut units = Vec::new();
    let mut done = 0;
    while done < people {
        let is_group = groups > 0 && units.len() % groups == 0;
        let size = if is_group { 2 + chance.below(5) } else { 1 };
        units.push(unit(&mut chance, done, size, vacancies));
        done += size;
    }
    let mut input = Input {
        caps: caps(&all),
        day: NaiveDate::MIN,
        format: INPUT_FORMAT.to_owned(),
        method,
        order_source: OrderSource::MatchScore,
        seed_commitment: commitment(SEED),
        units,
        vacancies: all,
        weights: [65, 15, 5, 5, 10, 0],
    };
    input.day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or(input.day);
    input.sort();
    input
}

fn vacancy(at: usize, seats: usize) -> Vacancy {
    Vacancy {
        id: Uuid::from_u128(1_000_000_000 + at as u128),
        municipality: format!("place {}", at % PLACES),
        ranking: None,
        reservations: Vec::new(),
        seats: u32::try_from(seats).unwrap_or(u32::MAX),
        site: format!("site {}", at / 4),
    }
}

/// Each municipality takes 19 of 20 whom its vacancies could seat, each site all but one.
fn caps(vacancies: &[Vacancy]) -> Vec<Cap> {
    let of = |kind, id: &str, members: Vec<&Vacancy>, max: u32| Cap {
        id: id.to_owned(),
        kind,
        max,
        members: members.into_iter().map(|vacancy| vacancy.id).collect(),
        source: "made".to_owned(),
    };
    let places = (0..PLACES).map(|place| {
        let name = format!("place {place}");
        let members: Vec<&Vacancy> =
            vacancies.iter().filter(|one| one.municipality == name).collect();
        let seats: u32 = members.iter().map(|one| one.seats).sum();
        of(CapKind::Municipality, &name, members, seats * 19 / 20)
    });
    let all: Vec<&Vacancy> = vacancies.iter().collect();
    let seats: u32 = vacancies.iter().map(|one| one.seats).sum();
    places.chain([of(CapKind::Republic, "republic", all, seats * 94 / 100)]).collect()
}

fn unit(chance: &mut Chance, at: usize, size: usize, vacancies: usize) -> Unit {
    let id = |of: usize| Uuid::from_u128(1 + (at + of) as u128);
    let listed: Vec<usize> = list(chance, vacancies);
    let member = |of: usize| {
        let skill = chance.below(600);
        let pairs = listed.iter().zip(1..);
        let pair = |(vacancy, rank): (&usize, u32)| {
            let part = |number: usize| u16::try_from(number.min(1000)).unwrap_or(1000);
            Pair {
                parts: [
                    part(skill + chance.below(400)),
                    1000,
                    part(1000 - 40 * rank as usize),
                    1000,
                    part(chance.below(1000)),
                    0,
                ],
                rank,
                vacancy: Uuid::from_u128(1_000_000_000 + *vacancy as u128),
            }
        };
        let pairs = pairs.map(pair).collect();
        Member { candidate: id(of), home_region: None, nearest: None, pairs }
    };
    let members: Vec<Member> = (0..size).map(member).collect();
    let group = Uuid::from_u128(2_000_000_000 + at as u128);
    Unit {
        id: if size == 1 { members[0].candidate } else { group },
        left_out: None,
        members,
        together: Together::Vacancy,
    }
}

/// Different vacancies, the first ones more often.
fn list(chance: &mut Chance, vacancies: usize) -> Vec<usize> {
    let mut listed = Vec::with_capacity(LISTED);
    while listed.len() < LISTED.min(vacancies) {
        let vacancy = chance.below(vacancies).min(chance.below(vacancies));
        if !listed.contains(&vacancy) {
            listed.push(vacancy);
        }
    }
    listed
}
