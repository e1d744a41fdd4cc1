//! Employers and agencies that do not exist, with numbers that pass every check.

use super::{
    catalogue::{FIELDS, Field},
    rng::{Rng, Stream, id},
    words,
    world::{Home, Place, World, code},
};
use crate::domain::parties::{
    agency::{Agency, AgencyBody, AgencyStatus},
    employer::{Employer, EmployerBody, EmployerStatus},
};

/// A tax office of Tatarstan that does not exist, so that no number is anybody's.
const NO_OFFICE: &str = "1699";

/// Where the `n`-th employer is registered: the first 45 each in another municipality.
pub(super) fn employer_place(world: &World, n: usize) -> &Place {
    world.places.get(n).unwrap_or_else(|| {
        let mut rng = Rng::of(world.seed, Stream::Places, n);
        world.place(&mut rng)
    })
}

/// What the `n`-th employer does. The first two, whose clients the demo shows, build houses and machines.
pub(super) fn employer_field(world: &World, n: usize) -> Field {
    match n {
        0 => return Field::Construction,
        1 => return Field::Machines,
        _ => {}
    }
    let people = employer_place(world, n).people;
    let mut rng = Rng::of(world.seed, Stream::Employers, n);
    let weight = |(share, field): &(u32, Field)| match field {
        Field::Farming if people > 60_000 => 0,
        Field::Farming if people < 20_000 => share * 3,
        Field::Machines | Field::Polymers if people < 10_000 => share / 4,
        _ => *share,
    };
    rng.weighted(&FIELDS, weight).1
}

/// The `n`-th employer.
pub(super) fn employer(world: &World, n: usize) -> Employer {
    let own = id(world.seed, Stream::Employers, n);
    let serial = serial(world.seed, n);
    let field = employer_field(world, n);
    let body = EmployerBody {
        name: words::employer_name(field, n),
        inn: code(&inn(&format!("{NO_OFFICE}{serial:05}"))),
        ogrn: Some(code(&ogrn(&format!("125{NO_OFFICE}{serial:05}")))),
        kpp: Some(code(&format!("{NO_OFFICE}01001"))),
        okved: code(words::okved(field)),
        sector: None,
        municipality: code(employer_place(world, n).code.as_str()),
        phones: Vec::new(),
    };
    let reference = code(&format!("DEMO-E-{:03}", n + 1));
    world.record((own, own), Some(reference), EmployerStatus::Verified, body)
}

/// The home region of the `n`-th agency: the first 14 each have another one.
pub(super) fn agency_home(world: &World, n: usize) -> &Home {
    let drawn = || world.home(&mut Rng::of(world.seed, Stream::Agencies, n));
    world.homes.get(n).unwrap_or_else(drawn)
}

/// The `n`-th agency.
pub(super) fn agency(world: &World, n: usize) -> Agency {
    let own = id(world.seed, Stream::Agencies, n);
    let mut rng = Rng::of(world.seed, Stream::Agencies, n);
    let body = AgencyBody {
        name: words::agency_name(n),
        stir: code(&format!("3990{:05}", serial(world.seed, n))),
        licence_number: code(&format!("DEMO-{:04}/25", n + 1)),
        licence_valid_until: world.in_days(rng.between(365_u64, 1_500)),
        home_region: agency_home(world, n).code.clone(),
        phones: Vec::new(),
    };
    let reference = code(&format!("DEMO-A-{:03}", n + 1));
    world.record((own, own), Some(reference), AgencyStatus::Licensed, body)
}

/// Five digits, another for each of 90,000 numbers: 1,511 is prime to that.
fn serial(seed: u64, n: usize) -> u64 {
    10_000 + (seed % 90_000 + n as u64 * 1_511) % 90_000
}

/// An ИНН of ten digits from its first nine.
fn inn(nine: &str) -> String {
    const WEIGHTS: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    let digits = nine.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * digit).sum();
    format!("{nine}{}", sum % 11 % 10)
}

/// An ОГРН of thirteen digits from its first twelve.
fn ogrn(twelve: &str) -> String {
    let number = twelve.bytes().fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    format!("{twelve}{}", number % 11 % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::parties::legal_ids::{Inn, Ogrn};

    #[test]
    fn made_numbers_pass_the_check_whatever_they_begin_with() {
        for n in 0..500 {
            let serial = serial(n, 3);
            let (inn, ogrn) = (inn(&format!("1699{serial}")), ogrn(&format!("1251699{serial}")));
            assert!(inn.parse::<Inn>().is_ok() && ogrn.parse::<Ogrn>().is_ok(), "{inn} {ogrn}");
        }
        assert_eq!(inn("770708389"), "7707083893");
        assert_eq!(ogrn("102770013219"), "1027700132195");
    }
}
