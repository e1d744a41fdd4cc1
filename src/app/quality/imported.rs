//! How good the ranking is on a scheme that is not ours: the trades and skills of the taxonomy under foreign ids, imported
//! from a file as an operator would, so that nothing but the file says how rare a skill is or what goes with it.
//!
//! People are drawn by hashes, so that they are the same every time. Each truly has most of the skills of a trade, more
//! with more ability, and some of those of another one; they state two in five of them, a few that are noise, and half of
//! them their trade. The grade of a pair is the share of the asked skills that is truly there. Vacancies whose id hashes to
//! an even byte are for tuning; the others only measure.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::ndcg;
use crate::{
    app::edition::knowledge,
    domain::{
        concepts::{
            occupation::{Occupation, PractisedOccupation},
            skill::{Evidence, HeldSkill, SkillId},
        },
        recruitment::{
            candidate::{CandidateBody, Destinations},
            requirement::{Requirement, RequirementKind},
            vacancy::VacancyBody,
        },
        values::place::Municipality,
    },
    matching::{CandidateFacts, VacancyFacts, Verdict, Weights, judge, samples},
    taxonomy::{
        Learned, Taxonomy, Trade,
        import::{Options, import},
    },
};

/// How many skills of a trade are essential in the imported file.
const ESSENTIAL: usize = 5;

/// A number of 0 to 99 that follows from a text.
fn chance(key: &str) -> usize {
    let hash = Sha256::digest(key.as_bytes());
    usize::from(u16::from_le_bytes([hash[0], hash[1]])) % 100
}

fn pick<'a, T>(all: &'a [T], key: &str) -> &'a T {
    &all[(chance(key) * 100 + chance(&format!("{key}'"))) % all.len()]
}

/// Our trades and their skills in another scheme.
fn foreign() -> Taxonomy {
    let ours = Taxonomy::embedded();
    let mut text = String::from("kind,id,isco08,label_en,essential_skills,optional_skills\n");
    for skill in ours.skills() {
        writeln!(text, "skill,x.{0},,skill {0} of x,,", skill.id).unwrap();
    }
    for trade in ours.trades() {
        let skills: Vec<_> = trade.skills.iter().map(|link| format!("x.{}", link.skill)).collect();
        let (essential, optional) = skills.split_at(skills.len().min(ESSENTIAL));
        let (essential, optional) = (essential.join(";"), optional.join(";"));
        let Trade { id, isco08, .. } = trade;
        writeln!(text, "occupation,x_{id},{isco08},{id} of x,{essential},{optional}").unwrap();
    }
    let options = Options { kind: None, source: "x".to_owned() };
    let (taxonomy, report) = import(ours, &text, &options).unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems.first());
    taxonomy
}

fn skills(trade: &Trade) -> Vec<SkillId> {
    trade.skills.iter().map(|link| link.skill.clone()).collect()
}

struct Person {
    has: BTreeSet<SkillId>,
    body: CandidateBody,
}

/// The fourth person of a trade can most.
fn person(trades: &[&Trade], trade: &Trade, seed: &str, ability: usize) -> Person {
    let key = |what: &str| format!("{seed}/{}/{ability}/{what}", trade.id);
    let roll = |what: &str, skill: &SkillId| chance(&key(&format!("{what}/{skill}")));
    let own = skills(trade);
    let (essential, optional) = own.split_at(own.len().min(ESSENTIAL));
    let mut has: BTreeSet<SkillId> =
        essential.iter().filter(|one| roll("has", one) < 55 + 10 * ability).cloned().collect();
    has.extend(optional.iter().filter(|one| roll("has", one) < 10 + 8 * ability).cloned());
    if chance(&key("second")) < 30 {
        let other = skills(pick::<&Trade>(trades, &key("other")));
        let other = other.into_iter().take(ESSENTIAL);
        has.extend(other.filter(|one| roll("second", one) < 50));
    }
    let mut stated: Vec<_> = has.iter().filter(|one| roll("states", one) < 40).cloned().collect();
    for number in 0..chance(&key("noise")) % 3 {
        let of = skills(pick::<&Trade>(trades, &key(&format!("noise of {number}"))));
        stated.push(pick(&of, &key(&format!("noise {number}"))).clone());
    }
    let states_trade = chance(&key("trade")) < 50;
    let years = u8::try_from(2 * ability).unwrap();
    let mut body = samples::candidate();
    body.occupations = states_trade
        .then(|| PractisedOccupation::new(occupation(trade), years))
        .into_iter()
        .collect();
    body.skills = stated.into_iter().collect::<BTreeSet<_>>().into_iter().map(held).collect();
    Person { has, body }
}

fn held(skill: SkillId) -> HeldSkill {
    HeldSkill { skill, level: 3, years: 2, evidence: Evidence::SelfDeclared }
}

fn occupation(trade: &Trade) -> Occupation {
    Occupation { trade: Some(trade.id.clone()), isco08: trade.isco08.clone() }
}

fn place(key: &str) -> Municipality {
    let all: Vec<_> = Taxonomy::embedded().municipalities().iter().collect();
    pick(&all, key).code.clone()
}

/// Three in ten go anywhere; the others list one, five or all places, and three in seven of them put up with others.
fn wishes(key: &str) -> Destinations {
    let open = chance(key);
    let most = [1, 5, 45][chance(&format!("{key} most")) % 3];
    let mut ranked: Vec<Municipality> = Vec::new();
    for number in 0..most * 3 {
        let one = place(&format!("{key} {number}"));
        if ranked.len() < most && !ranked.contains(&one) {
            ranked.push(one);
        }
    }
    if open < 30 {
        ranked.clear();
    }
    Destinations { ranked, equal: false, never: Vec::new(), elsewhere: Some(open < 60) }
}

fn anywhere() -> Destinations {
    Destinations { ranked: Vec::new(), equal: false, never: Vec::new(), elsewhere: Some(true) }
}

fn vacancy(trade: &Trade) -> VacancyBody {
    let asked = |skill: SkillId| Requirement {
        skill,
        kind: RequirementKind::Preferred,
        min_level: 3,
        min_years: 0,
        weight: 3,
    };
    let mut body = samples::vacancy();
    body.occupation = Some(occupation(trade));
    body.requirements = skills(trade).into_iter().take(ESSENTIAL).map(asked).collect();
    body.workplace.oktmo = Some(place(trade.id.as_str()).into());
    body
}

/// 3 for three quarters of the asked skills, 2 for half, 1 for a quarter; one less, but not none, where the place is only
/// put up with; 0 where it is not accepted.
fn grade(vacancy: &VacancyBody, person: &Person, wishes: &Destinations) -> u8 {
    let there = vacancy.requirements.iter().filter(|one| person.has.contains(&one.skill)).count();
    let grade = u8::try_from(there * 4 / vacancy.requirements.len()).unwrap().min(3);
    let list = &wishes.ranked;
    let listed = vacancy.workplace.municipality().is_some_and(|place| list.contains(&place));
    match (listed, wishes.elsewhere == Some(true)) {
        (true, _) => grade,
        (false, true) if list.is_empty() => grade,
        (false, true) => grade.min(1).max(grade.saturating_sub(1)),
        (false, false) => 0,
    }
}

/// The cosine of asked and stated skills by inverse document frequency, in billionths.
struct Cosine(BTreeMap<SkillId, f64>);

impl Cosine {
    fn of(people: &[Person]) -> Self {
        let mut counts = BTreeMap::<SkillId, f64>::new();
        for held in people.iter().flat_map(|one| &one.body.skills) {
            *counts.entry(held.skill.clone()).or_default() += 1.0;
        }
        let total = f64::from(u32::try_from(people.len()).unwrap());
        Self(counts.into_iter().map(|(skill, n)| (skill, (1.0 + total / n).ln())).collect())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to a billion")]
    fn value(&self, vacancy: &VacancyBody, body: &CandidateBody) -> u64 {
        let square = |skill: &SkillId| self.0.get(skill).map_or(0.0, |idf| idf * idf);
        let asked: Vec<_> = vacancy.requirements.iter().map(|one| &one.skill).collect();
        let length: f64 = body.skills.iter().map(|one| square(&one.skill)).sum();
        let shared = body.skills.iter().filter(|one| asked.contains(&&one.skill));
        let shared: f64 = shared.map(|one| square(&one.skill)).sum();
        if length > 0.0 { (shared / length.sqrt() * 1e8) as u64 } else { 0 }
    }
}

/// Figures of the tune half and of the other under a value; `None` is not eligible.
#[expect(clippy::cast_precision_loss, reason = "dozens of vacancies")]
fn measure(
    vacancies: &[VacancyBody],
    people: &[Person],
    wishes: &[Destinations],
    value: impl Fn(usize, usize) -> Option<u64>,
) -> [f64; 2] {
    let mut figures = [Vec::new(), Vec::new()];
    for (v, vacancy) in vacancies.iter().enumerate() {
        let of = |c: usize| grade(vacancy, &people[c], &wishes[c]);
        let all: Vec<_> = (0..people.len()).map(of).collect();
        let mut ranked: Vec<_> = (0..people.len())
            .filter_map(|c| value(v, c).map(|value| (std::cmp::Reverse(value), c)))
            .collect();
        ranked.sort_unstable();
        let grades: Vec<_> = ranked.into_iter().map(|(_, c)| all[c]).collect();
        if all.iter().any(|grade| *grade > 0) {
            let trade = vacancy.occupation.as_ref().unwrap().trade.as_ref().unwrap();
            figures[chance(trade.as_str()) % 2].push(ndcg(&grades, &all));
        }
    }
    figures.map(|all| all.iter().sum::<f64>() / all.len() as f64)
}

/// Our figures with what a taxonomy knows.
fn ours(
    taxonomy: &Taxonomy,
    vacancies: &[VacancyBody],
    people: &[Person],
    wishes: &[Destinations],
) -> [f64; 2] {
    let (k, id) = (knowledge::of(taxonomy), Uuid::nil());
    let asked: Vec<_> = vacancies.iter().map(|body| VacancyFacts::of(&k, id, body, true)).collect();
    let with_wishes = people.iter().zip(wishes).map(|(person, wishes)| {
        let body = CandidateBody { destinations: wishes.clone(), ..person.body.clone() };
        CandidateFacts::of(&k, id, &body, true)
    });
    let offered: Vec<_> = with_wishes.collect();
    measure(vacancies, people, wishes, |v, c| {
        match judge(&k, &Weights::default(), &asked[v], &offered[c]) {
            Verdict::Eligible(score) => Some(score.total.into()),
            Verdict::Ineligible => None,
        }
    })
}

#[test]
fn quality_is_reached_with_an_imported_scheme() {
    let scheme = foreign();
    let trades: Vec<_> =
        scheme.trades().iter().filter(|trade| trade.id.as_str().starts_with("x_")).collect();
    let some: Vec<_> = trades.iter().copied().filter(|one| chance(one.id.as_str()) < 34).collect();
    let draw = |seed: &str| {
        let each = some.iter().flat_map(|trade| (1..=4).map(|n| person(&trades, trade, seed, n)));
        each.collect::<Vec<_>>()
    };
    let people = draw("judged");
    let pool: Vec<BTreeSet<_>> = ["b", "c", "d"]
        .iter()
        .flat_map(|seed| draw(seed))
        .map(|one| one.body.skills.into_iter().map(|held| held.skill).collect())
        .collect();
    let learned = scheme
        .with_learned(&Learned::rarity(&pool, scheme.skill_graph()))
        .with_learned(&Learned::neighbours(&pool));
    let vacancies: Vec<_> = some.iter().map(|trade| vacancy(trade)).collect();
    let cosine = Cosine::of(&people);
    for (name, wishes, gain) in [
        ("by skill", vec![anywhere(); people.len()], 0.04),
        (
            "by skill and region",
            (0..people.len()).map(|n| wishes(&format!("w{n}"))).collect(),
            0.04,
        ),
    ] {
        let plain = measure(&vacancies, &people, &wishes, |v, c| {
            let place = vacancies[v].workplace.municipality();
            let listed = place.is_some_and(|place| wishes[c].ranked.contains(&place));
            let accepted = wishes[c].elsewhere == Some(true) || listed;
            accepted.then(|| cosine.value(&vacancies[v], &people[c].body))
        });
        let imported = ours(&scheme, &vacancies, &people, &wishes);
        let taught = ours(&learned, &vacancies, &people, &wishes);
        eprintln!(
            "{name}: nDCG@10 tune, held: idf cosine {plain:.3?}, as imported {imported:.3?}, learned {taught:.3?}"
        );
        for (half, plain) in plain.iter().enumerate() {
            assert!(imported[half] > plain + gain && taught[half] > plain + gain, "{name}");
        }
    }
}
