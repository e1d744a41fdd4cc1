//! Vacancies: the trade from the employer's field, the rest from the trade.

use super::{
    catalogue::Field,
    offers,
    organisations::{employer_field, employer_place},
    plan::Plan,
    rng::{Rng, Stream, id},
    words::{self, Extra},
    world::{Craft, World, code},
};
use crate::{
    domain::{
        concepts::skill::SkillId,
        recruitment::{
            background::Background,
            candidate::Education,
            openings::Openings,
            requirement::{LanguageRequirement, Requirement, RequirementKind},
            vacancy::{EmploymentType, Vacancy, VacancyBody, VacancyStatus, Workplace},
        },
        values::{language::Lang, place::HomeRegion, spoken::Cefr},
    },
    taxonomy::Concept,
};

/// Vacancies that each of the two employers with a client has at least; all of them are published.
const SHOWN: usize = 5;

/// Which employer owns the `n`-th vacancy: first the two with a client, then each other once, then the larger ones.
fn owner(world: &World, plan: &Plan, n: usize) -> usize {
    let (employers, shown) = (plan.employers(), 2 * SHOWN);
    if n < shown || employers <= 2 {
        return n % 2;
    }
    if n < shown + employers - 2 {
        return n - shown + 2;
    }
    let all: Vec<usize> = (0..employers).collect();
    let size = |employer: &usize| Rng::of(world.seed, Stream::Offices, *employer).between(1_u32, 9);
    *Rng::of(world.seed, Stream::Employers, n).weighted(&all, size)
}

/// Whose a vacancy is, and its part in the demo.
struct Slot {
    /// The number of its employer.
    owner: usize,
    /// Whether it is the employer's first.
    first: bool,
    /// Whether the demo shows it first: published, paid by the month, open to every home region.
    shown: bool,
}

fn slot(world: &World, plan: &Plan, n: usize) -> Slot {
    let shown = 2 * SHOWN;
    let first = n < 2 || (shown..shown + plan.employers() - 2).contains(&n);
    Slot { owner: owner(world, plan, n), first, shown: n < shown }
}

/// The `n`-th vacancy.
pub(super) fn vacancy(world: &World, plan: &Plan, n: usize) -> Vacancy {
    let mut rng = Rng::of(world.seed, Stream::Vacancies, n);
    let slot = slot(world, plan, n);
    let body = body(world, &mut rng, &slot);
    let drawn = rng.one_of(&[
        (88, VacancyStatus::Published),
        (7, VacancyStatus::Draft),
        (5, VacancyStatus::Suspended),
    ]);
    let status = if slot.shown { VacancyStatus::Published } else { drawn };
    let published_at = (status != VacancyStatus::Draft).then(|| world.dawn());
    let body = VacancyBody { published_at, ..body };
    let ids = (id(world.seed, Stream::Vacancies, n), id(world.seed, Stream::Employers, slot.owner));
    world.record(ids, Some(code(&format!("V-{:05}", n + 1))), status, body)
}

fn body(world: &World, rng: &mut Rng, slot: &Slot) -> VacancyBody {
    let craft = world.craft(rng, employer_field(world, slot.owner));
    let requirements = requirements(world, rng, craft);
    let employment_type = employment_type(rng, craft.field);
    let starts = rng.between(14_u64, 120);
    let certified = rng.chance(60);
    let extra = extra(rng, craft, employment_type);
    VacancyBody {
        title: Some(words::title(craft, extra)),
        responsibilities: Some(words::responsibilities(craft)),
        qualifications: Some(qualifications(world, &requirements)),
        job_benefits: rng.chance(40).then(words::benefits),
        occupation: Some(craft.occupation()),
        occupation_text: None,
        occupation_in_title: None,
        grade_in_title: None,
        requirements,
        skill_texts: Vec::new(),
        replaced: Vec::new(),
        languages: languages(rng, craft),
        driving_licences: craft.row.licences.to_vec(),
        certificates: if certified { craft.row.certificates.to_vec() } else { Vec::new() },
        workplace: workplace(world, rng, slot),
        home_regions: regions(world, rng, if slot.shown { 0 } else { 4 }),
        preferred_home_regions: regions(world, rng, 10),
        employment_type: Some(employment_type),
        work_hours: offers::work_hours(rng, employment_type),
        base_salary: Some(offers::salary(rng, craft.row.pay, employment_type, slot.shown)),
        openings: openings(rng),
        job_start_date: Some(world.in_days(starts)),
        start_grace_days: *rng.pick(&[0, 14, 30, 30, 60]),
        valid_through: Some(world.in_days(starts + rng.between(30_u64, 120))),
        conditions: offers::conditions(rng, employment_type),
        background: background(extra),
        ..VacancyBody::default()
    }
}

/// What the title says is asked as well: a grade comes with a school and a year, and learners need neither.
fn background(extra: Extra) -> Background {
    match extra {
        Extra::Grade(grade) => Background {
            min_years: Some(1),
            education: Some(Education::Vocational),
            min_grade: Some(grade),
            ..Background::default()
        },
        Extra::Learner => Background { will_train: Some(true), ..Background::default() },
        Extra::None | Extra::Rotation => Background::default(),
    }
}

/// Two to eight skills: the heart of the trade is a must, the rest is preferred.
fn requirements(world: &World, rng: &mut Rng, craft: &Craft) -> Vec<Requirement> {
    let musts = rng.between(1, craft.core.len() as u64);
    let mut list: Vec<Requirement> = Vec::new();
    for skill in &craft.core {
        let must = (list.len() as u64) < musts;
        list.push(if must { must_have(rng, skill) } else { nice_to_have(rng, skill) });
    }
    let mut others = craft.others.clone();
    rng.shuffle(&mut others);
    others.truncate(rng.between(1_u8, 4).into());
    if list.len() + others.len() < 3 || rng.chance(35) {
        let general = rng.pick(&world.general);
        if !others.contains(general) && !craft.core.contains(general) {
            others.push(general.clone());
        }
    }
    list.extend(others.iter().map(|skill| nice_to_have(rng, skill)));
    list
}

fn must_have(rng: &mut Rng, skill: &SkillId) -> Requirement {
    Requirement {
        skill: skill.clone(),
        kind: RequirementKind::Must,
        min_level: rng.one_of(&[(65, 2), (35, 3)]),
        min_years: rng.one_of(&[(60, 0), (28, 1), (12, 2)]),
        weight: rng.between(3, 5),
    }
}

fn nice_to_have(rng: &mut Rng, skill: &SkillId) -> Requirement {
    Requirement {
        skill: skill.clone(),
        kind: RequirementKind::Preferred,
        min_level: rng.between(1, 3),
        min_years: 0,
        weight: rng.between(1, 3),
    }
}

fn qualifications(
    world: &World,
    requirements: &[Requirement],
) -> crate::domain::values::text::LocalizedText {
    let labels = |lang: Lang| -> Vec<&str> {
        let skills = requirements.iter().filter_map(|asked| world.taxonomy.skill(&asked.skill));
        skills.take(4).map(|skill| skill.label(lang)).collect()
    };
    words::qualifications([&labels(Lang::Ru), &labels(Lang::UzLatn)])
}

fn languages(rng: &mut Rng, craft: &Craft) -> Vec<LanguageRequirement> {
    let asked =
        |language, level, kind| LanguageRequirement { language: code(language), level, kind };
    let must = if craft.row.russian == Cefr::A1 { 60 } else { 85 };
    let kind = if rng.chance(must) { RequirementKind::Must } else { RequirementKind::Preferred };
    let mut list = vec![asked("ru", craft.row.russian, kind)];
    if craft.field == Field::Hotels && rng.chance(30) {
        list.push(asked("en", Cefr::A2, RequirementKind::Preferred));
    }
    if rng.chance(5) {
        list.push(asked("tt", Cefr::A1, RequirementKind::Preferred));
    }
    list
}

/// An employer's first vacancy is where the employer is; fields and stables do not move; the rest is anywhere.
fn workplace(world: &World, rng: &mut Rng, slot: &Slot) -> Workplace {
    let stays = employer_field(world, slot.owner) == Field::Farming || slot.first;
    let place =
        if stays || rng.chance(45) { employer_place(world, slot.owner) } else { world.place(rng) };
    let street = ["ул. Примерная", "ул. Образцовая", "ул. Демонстрационная", "пр. Учебный"];
    let address = format!("{}, {}", rng.pick(&street), rng.between(1_u8, 98));
    let address = rng.chance(70).then_some(address);
    Workplace { oktmo: Some(place.code.clone().into()), address, is_read: false }
}

fn regions(world: &World, rng: &mut Rng, percent: u32) -> Vec<HomeRegion> {
    let wanted = if rng.chance(percent) { rng.between(2_u8, 4) } else { 0 };
    let mut list = Vec::new();
    for _ in 0..wanted {
        let region = &world.home(rng).code;
        if !list.contains(region) {
            list.push(region.clone());
        }
    }
    list
}

fn employment_type(rng: &mut Rng, field: Field) -> EmploymentType {
    use EmploymentType::{FullTime, PartTime, Rotation, Seasonal, Temporary};
    match field {
        Field::Construction => rng.one_of(&[(65, FullTime), (25, Rotation), (10, Temporary)]),
        Field::Farming => rng.one_of(&[(60, FullTime), (40, Seasonal)]),
        Field::Hotels | Field::Care => rng.one_of(&[(92, FullTime), (8, PartTime)]),
        _ => rng.one_of(&[(94, FullTime), (6, Temporary)]),
    }
}

fn extra(rng: &mut Rng, craft: &Craft, kind: EmploymentType) -> Extra {
    if kind == EmploymentType::Rotation {
        Extra::Rotation
    } else if craft.is_graded() && rng.chance(35) {
        Extra::Grade(rng.between(3, 6))
    } else if craft.row.pay <= 80 && rng.chance(20) {
        Extra::Learner
    } else {
        Extra::None
    }
}

/// One to sixty seats, few more often than many, and at least one of them open.
fn openings(rng: &mut Rng) -> Openings {
    let most = rng.one_of(&[(45, 6), (35, 20), (20, 60)]);
    let total = rng.between(1_u32, most);
    let filled = if rng.chance(30) { rng.between(0, total / 3) } else { 0 };
    Openings { total: Some(total), filled: filled.into(), cancelled: 0.into(), reserved: 0 }
}
