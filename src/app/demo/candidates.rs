//! Candidates: people of no name with one to three trades, what they can do, and where they would go.

use chrono::Duration;

use super::{
    catalogue::FIELDS,
    organisations::agency_home,
    plan::AGENCIES,
    rng::{Rng, Stream, id},
    skills::skills,
    world::{Craft, Home, World, code},
};
use crate::domain::{
    concepts::occupation::PractisedOccupation,
    recruitment::{
        candidate::{
            Candidate, CandidateBody, CandidateStatus, Destinations, Education, Readiness,
        },
        requirement::{Certificate, DrivingLicence},
    },
    trust::consent::Agreement,
    values::{
        language::Lang,
        money::{Currency, PayFloor, PayUnit},
        place::Municipality,
        spoken::{Cefr, SpokenSkill},
    },
};

/// The first candidates belong to the two agencies with a client, however few candidates there are.
const SHOWN: usize = 10;

/// The `n`-th candidate.
pub(super) fn candidate(world: &World, n: usize) -> Candidate {
    let mut rng = Rng::of(world.seed, Stream::Candidates, n);
    let home = world.home(&mut rng);
    let status = rng.one_of(&[
        (85, CandidateStatus::Available),
        (6, CandidateStatus::Draft),
        (6, CandidateStatus::Paused),
        (3, CandidateStatus::Placed),
    ]);
    let of_age = status != CandidateStatus::Draft || rng.chance(70);
    let owner = id(world.seed, Stream::Agencies, owner(world, &mut rng, home, n));
    let body = body(world, &mut rng, home, of_age);
    let reference = code(&format!("C-{:06}", n + 1));
    world.record((id(world.seed, Stream::Candidates, n), owner), Some(reference), status, body)
}

/// Three of four are with an agency of their region.
fn owner(world: &World, rng: &mut Rng, home: &Home, n: usize) -> usize {
    if n < SHOWN {
        return n % 2;
    }
    let near: Vec<usize> =
        (0..AGENCIES).filter(|n| agency_home(world, *n).code == home.code).collect();
    if rng.chance(75) { *rng.pick(&near) } else { rng.below(AGENCIES) }
}

fn body(world: &World, rng: &mut Rng, home: &Home, of_age: bool) -> CandidateBody {
    let crafts = crafts(world, rng);
    let occupations = occupations(rng, &crafts);
    CandidateBody {
        home_region: Some(home.code.clone()),
        home_district: rng.chance(95).then(|| rng.pick(&home.districts).clone()),
        of_age,
        occupation_text: None,
        skills: skills(world, rng, &crafts, &occupations),
        skill_texts: Vec::new(),
        replaced: Vec::new(),
        languages: languages(rng, home),
        education: Some(rng.one_of(&[
            (5, Education::Basic),
            (40, Education::Secondary),
            (45, Education::Vocational),
            (10, Education::Higher),
        ])),
        driving_licences: licences(rng, &crafts),
        certificates: certificates(rng, &crafts),
        destinations: destinations(world, rng),
        pay_floor: pay_floor(rng, crafts[0].row.pay),
        available_from: Some(if rng.chance(40) {
            world.days_ago(rng.between(0, 30))
        } else {
            world.in_days(rng.between(1, 90))
        }),
        readiness: Some(rng.one_of(&[
            (25, Readiness::Exploring),
            (45, Readiness::Preparing),
            (30, Readiness::Ready),
        ])),
        matching_consent: consent(world, rng),
        proofs: Vec::new(),
        superseded: false,
        occupations,
    }
}

/// One to three trades, the others mostly of the same field.
fn crafts<'w>(world: &'w World, rng: &mut Rng) -> Vec<&'w Craft> {
    let mut field = rng.one_of(&FIELDS);
    let wanted = rng.one_of(&[(55, 1), (32, 2), (13, 3)]);
    let mut crafts: Vec<&Craft> = Vec::new();
    for _ in 0..wanted {
        let craft = world.craft(rng, field);
        if crafts.iter().all(|known| known.trade.id != craft.trade.id) {
            crafts.push(craft);
        }
        if rng.chance(30) {
            field = rng.one_of(&FIELDS);
        }
    }
    crafts
}

fn occupations(rng: &mut Rng, crafts: &[&Craft]) -> Vec<PractisedOccupation> {
    let mut most: u8 = rng.one_of(&[(30, 4), (45, 10), (25, 22)]);
    crafts
        .iter()
        .map(|craft| {
            let years = rng.between(1, most);
            most = years;
            let grade = craft.is_graded().then_some((2 + years / 3).min(6));
            PractisedOccupation { grade, ..PractisedOccupation::new(craft.occupation(), years) }
        })
        .collect()
}

fn languages(rng: &mut Rng, home: &Home) -> Vec<SpokenSkill> {
    let russian = rng.one_of(&[
        (12, None),
        (25, Some(Cefr::A1)),
        (30, Some(Cefr::A2)),
        (20, Some(Cefr::B1)),
        (9, Some(Cefr::B2)),
        (4, Some(Cefr::C1)),
    ]);
    let mut list = vec![("uz", Cefr::C2)];
    list.extend(russian.map(|level| ("ru", level)));
    match home.code.as_str() {
        "UZ-QR" => list.push(("kaa", Cefr::C1)),
        "UZ-SA" | "UZ-BU" | "UZ-SU" if rng.chance(25) => list.push(("tg", Cefr::C1)),
        _ => {}
    }
    if rng.chance(8) {
        list.push(("en", *rng.pick(&[Cefr::A1, Cefr::A2, Cefr::B1])));
    }
    if rng.chance(2) {
        list.push(("tt", *rng.pick(&[Cefr::B1, Cefr::C1])));
    }
    list.into_iter()
        .map(|(language, level)| SpokenSkill { language: code(language), level })
        .collect()
}

fn licences(rng: &mut Rng, crafts: &[&Craft]) -> Vec<DrivingLicence> {
    let mut list: Vec<DrivingLicence> =
        crafts.iter().flat_map(|craft| craft.row.licences).copied().collect();
    list.retain(|_| rng.chance(88));
    if list.contains(&DrivingLicence::Ce) {
        list.push(DrivingLicence::C);
    }
    if !list.is_empty() || rng.chance(25) {
        list.push(DrivingLicence::B);
    }
    list.sort_unstable();
    list.dedup();
    list
}

fn certificates(rng: &mut Rng, crafts: &[&Craft]) -> Vec<Certificate> {
    let mut list: Vec<Certificate> =
        crafts.iter().flat_map(|craft| craft.row.certificates).copied().collect();
    list.retain(|_| rng.chance(75));
    let anybody = [Certificate::FirstAid, Certificate::FireSafety, Certificate::FoodHandler];
    if rng.chance(10) {
        list.push(*rng.pick(&anybody));
    }
    list.sort_unstable();
    list.dedup();
    list
}

/// Up to eight wishes, up to three refusals; who goes nowhere else has at least one wish.
fn destinations(world: &World, rng: &mut Rng) -> Destinations {
    let elsewhere = rng.chance(70);
    let most = rng.one_of(&[(20, 0), (40, 2), (30, 5), (10, 8)]);
    let ranked = some_places(world, rng, if elsewhere { most } else { most.max(4) });
    let refused = rng.one_of(&[(80, 0), (15, 1), (5, 3)]);
    let mut never = some_places(world, rng, refused);
    never.retain(|place| !ranked.contains(place));
    Destinations { ranked, equal: false, never, elsewhere: Some(elsewhere) }
}

fn some_places(world: &World, rng: &mut Rng, most: u8) -> Vec<Municipality> {
    let mut list = Vec::new();
    for _ in 0..most {
        let place = &world.place(rng).code;
        if !list.contains(place) {
            list.push(place.clone());
        }
    }
    list
}

/// Seven of ten name a floor, nearly all by the month.
fn pay_floor(rng: &mut Rng, usual: u32) -> Option<PayFloor> {
    let month = (usual * rng.between(55, 105) / 100).max(45) * 1_000;
    let hourly = rng.chance(4);
    let (unit, amount) =
        if hourly { (PayUnit::Hour, month / 1_650 * 10) } else { (PayUnit::Month, month) };
    rng.chance(70).then_some(PayFloor { currency: Currency::Rub, unit, amount })
}

/// Of a hundred, 92 consent, four never did and four took it back.
fn consent(world: &World, rng: &mut Rng) -> Option<Agreement> {
    let days = rng.between(1_u32, 60);
    let language = rng.one_of(&[(80, Lang::UzLatn), (10, Lang::UzCyrl), (10, Lang::Ru)]);
    let (asked, withdrawn) =
        rng.one_of(&[(92, (true, false)), (4, (false, false)), (4, (true, true))]);
    asked.then(|| Agreement {
        text_version: "2026-1".to_owned(),
        language,
        given_at: world.dawn() - Duration::days(days.into()),
        withdrawn_at: withdrawn.then(|| world.dawn()),
    })
}
