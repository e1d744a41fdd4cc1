//! The engine answers like a full scan with the plain definition, whatever was added, replaced and removed before.

use std::{collections::BTreeMap, sync::Arc};

use proptest::{collection::vec, option, prelude::*, sample::select, sample::subsequence};
use uuid::Uuid;

use super::{
    Change, Engine, Hit, Hits, Knowledge, Page, Verdict, Weights, explain,
    facts::{CandidateFacts, VacancyFacts},
    judge,
    samples::{candidate, day, floor, knowledge, must, occupation, practised, preferred, vacancy},
};
use crate::domain::{
    concepts::{
        occupation::{Occupation, PractisedOccupation},
        skill::{Evidence, HeldSkill},
        wording::Worded,
    },
    recruitment::{
        candidate::{CandidateBody, Readiness},
        match_filter::MatchFilter,
        pay::monthly,
        requirement::{
            Certificate, DrivingLicence, LanguageRequirement, Requirement, RequirementKind,
            RequirementText,
        },
        vacancy::VacancyBody,
    },
    values::{
        money::{Amount, OfferedPay, PayUnit},
        spoken::{Cefr, SpokenSkill},
    },
};

const SKILLS: [&str; 8] = [
    "weld.any",
    "weld.mig",
    "weld.tig",
    "weld.mig_thin",
    "con.bricks",
    "con.blocks",
    "con.plaster",
    "gone.skill",
];
const PLACES: [&str; 5] = ["92701000", "92730000", "92644000", "92999000", "92000001"];
const REGIONS: [&str; 4] = ["UZ-TK", "UZ-SA", "UZ-FA", "UZ-XX"];

fn codes<T: std::str::FromStr<Err: std::fmt::Debug>>(codes: &[&str]) -> Vec<T> {
    codes.iter().map(|code| code.parse().unwrap()).collect()
}

fn held_skill() -> impl Strategy<Value = HeldSkill> {
    (select(&SKILLS), 1..=5u8, 0..12u8, select(Evidence::ALL)).prop_map(
        |(skill, level, years, evidence)| HeldSkill {
            skill: skill.parse().unwrap(),
            level,
            years,
            evidence,
        },
    )
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let kind = prop_oneof![1 => Just(RequirementKind::Must), 3 => Just(RequirementKind::Preferred)];
    (select(&SKILLS), kind, 1..=5u8, select(&[0u8, 0, 3, 9]), 1..=5u8).prop_map(
        |(skill, kind, min_level, min_years, weight)| Requirement {
            skill: skill.parse().unwrap(),
            kind,
            min_level,
            min_years,
            weight,
        },
    )
}

/// The same in words that name nothing known.
fn in_words(asked: &Requirement) -> RequirementText {
    let Requirement { kind, min_level, min_years, weight, .. } = *asked;
    let skill = Worded::new("?".to_owned(), None);
    RequirementText { skill, kind, min_level, min_years, weight }
}

fn an_occupation() -> impl Strategy<Value = Occupation> {
    select(&[
        (Some("bricklayer"), "7112"),
        (None, "7112"),
        (Some("stonemason"), "7113"),
        (Some("welder"), "7212"),
        (Some("apprentice"), "7212"),
        (None, "7123"),
        (None, "0110"),
        (None, "9999"),
    ])
    .prop_map(|(trade, unit)| occupation(trade, unit))
}

prop_compose! {
    fn a_candidate()(
        skills in vec(held_skill(), 0..6),
        practised in vec((an_occupation(), 0..20u8), 0..3),
        ranked in subsequence(&PLACES, 0..3).prop_shuffle(),
        never in subsequence(&PLACES, 0..2),
        (elsewhere, readiness) in (any::<bool>(), select(Readiness::ALL)),
        region in select(&REGIONS),
        spoken in vec((select(&["ru", "uz"]), select(Cefr::ALL)), 0..3),
        papers in (subsequence(DrivingLicence::ALL, 0..3), subsequence(Certificate::ALL, 0..3)),
        pay in option::of((50_000..120_000u32, any::<bool>())),
        from in 1..28u32,
        matchable in prop::bool::weighted(0.9),
    ) -> (CandidateBody, bool) {
        let mut body = candidate();
        body.skills = skills;
        body.occupations = practised
            .into_iter()
            .map(|(occupation, years)| PractisedOccupation { occupation, years })
            .collect();
        body.destinations.ranked = codes(&ranked);
        body.destinations.never = codes(&never);
        body.destinations.elsewhere = elsewhere;
        body.readiness = readiness;
        body.home_region = region.parse().unwrap();
        body.languages = spoken
            .into_iter()
            .map(|(code, level)| SpokenSkill { language: code.parse().unwrap(), level })
            .collect();
        (body.driving_licences, body.certificates) = papers;
        body.pay_floor = pay.map(|(amount, hourly)| {
            let mut pay = floor(amount);
            pay.unit = if hourly { PayUnit::Hour } else { PayUnit::Month };
            pay
        });
        body.available_from = day(&format!("2026-06-{from:02}"));
        (body, matchable)
    }
}

prop_compose! {
    fn a_vacancy()(
        (requirements, unread) in (vec(requirement(), 0..5), option::weighted(0.2, requirement())),
        asked in option::weighted(0.9, an_occupation()),
        place in select(&PLACES),
        regions in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(REGIONS.to_vec(), 0..3)],
        preferred in subsequence(&REGIONS, 0..2),
        languages in vec((select(&["ru", "uz"]), select(Cefr::ALL), select(RequirementKind::ALL)), 0..2),
        papers in (
            prop_oneof![4 => Just(Vec::new()), 1 => subsequence(DrivingLicence::ALL.to_vec(), 0..2)],
            prop_oneof![4 => Just(Vec::new()), 1 => subsequence(Certificate::ALL.to_vec(), 0..2)],
        ),
        pay in offer(),
        start in 1..28u32,
        matchable in prop::bool::weighted(0.95),
    ) -> (VacancyBody, bool) {
        let mut body = vacancy();
        body.requirements = requirements;
        body.skill_texts = unread.iter().map(in_words).collect();
        body.occupation = asked;
        body.workplace.oktmo = Some(place.parse().unwrap());
        body.home_regions = codes(&regions);
        body.preferred_home_regions = codes(&preferred);
        body.languages = languages
            .into_iter()
            .map(|(code, level, kind)| LanguageRequirement { language: code.parse().unwrap(), level, kind })
            .collect();
        (body.driving_licences, body.certificates) = papers;
        body.base_salary = pay;
        body.job_start_date = Some(day(&format!("2026-06-{start:02}")));
        (body, matchable)
    }
}

/// Pay for a month, for an hour or by the shift, gross, net or unsaid, from or up to, or none.
fn offer() -> impl Strategy<Value = Option<OfferedPay>> {
    let unit = prop_oneof![
        6 => Just((Some(PayUnit::Month), 1)),
        2 => Just((Some(PayUnit::Hour), 173)),
        1 => Just((Some(PayUnit::Shift), 22)),
        1 => Just((None, 1)),
    ];
    let amounts =
        (60_000..160_000u32, prop::bool::weighted(0.9), option::weighted(0.8, any::<bool>()));
    option::weighted(
        0.95,
        (unit, amounts).prop_map(|((unit, share), (month, from, gross))| {
            let amount = Some(Amount::whole(month / share));
            let (min, max) = if from { (amount, None) } else { (None, amount) };
            OfferedPay { unit, min, max, gross, ..monthly(1, 1) }
        }),
    )
}

fn weights() -> impl Strategy<Value = Weights> {
    let some = [0u16..=100, 0..=100, 0..=100, 0..=100, 0..=100, 0..=100];
    prop_oneof![
        Just(Weights::default()),
        some.prop_filter_map("all 0", |numbers| Weights::new(numbers).ok()),
    ]
}

prop_compose! {
    fn kept()(
        min_score in option::weighted(0.3, 0..10_000u16),
        regions in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(REGIONS.to_vec(), 1..3)],
        places in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(PLACES.to_vec(), 1..3)],
        prefix in option::weighted(0.2, select(&["7", "71", "7112", "x"])),
        min_evidence in option::weighted(0.2, select(Evidence::ALL)),
        by in option::weighted(0.2, 1..28u32),
    ) -> MatchFilter {
        MatchFilter {
            min_score,
            home_regions: codes(&regions),
            municipalities: codes(&places),
            isco08: prefix.map(str::to_owned),
            min_evidence,
            available_by: by.map(|by| day(&format!("2026-06-{by:02}"))),
        }
    }
}

/// What the engine should hold, and every question asked of it by a full scan.
struct Scan {
    knowledge: Arc<Knowledge>,
    candidates: BTreeMap<Uuid, CandidateFacts>,
    vacancies: BTreeMap<Uuid, VacancyFacts>,
}

impl Scan {
    fn new() -> (Self, Engine) {
        let knowledge = Arc::new(knowledge());
        let engine = Engine::new(Arc::clone(&knowledge));
        (Self { knowledge, candidates: BTreeMap::new(), vacancies: BTreeMap::new() }, engine)
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Candidate(one) => drop(self.candidates.insert(one.id, one)),
            Change::RemoveCandidate(id) => drop(self.candidates.remove(&id)),
            Change::Vacancy(one) => drop(self.vacancies.insert(one.id, one)),
            Change::RemoveVacancy(id) => drop(self.vacancies.remove(&id)),
        }
    }

    fn candidates_for(&self, v: &VacancyFacts, w: &Weights, kept: &MatchFilter) -> Vec<Hit> {
        let sieve = super::filter::CompiledFilter::new(&self.knowledge, kept);
        let hits = self.candidates.values().filter_map(|c| match judge(&self.knowledge, w, v, c) {
            Verdict::Eligible(score) if sieve.keeps_candidate(v, c, &score) => {
                Some(Hit { id: c.id, score })
            }
            _ => None,
        });
        sorted(hits)
    }

    fn vacancies_for(&self, c: &CandidateFacts, w: &Weights, kept: &MatchFilter) -> Vec<Hit> {
        let sieve = super::filter::CompiledFilter::new(&self.knowledge, kept);
        let hits = self.vacancies.values().filter_map(|v| match judge(&self.knowledge, w, v, c) {
            Verdict::Eligible(score) if sieve.keeps_vacancy(v, c, &score) => {
                Some(Hit { id: v.id, score })
            }
            _ => None,
        });
        sorted(hits)
    }
}

fn sorted(hits: impl Iterator<Item = Hit>) -> Vec<Hit> {
    let mut hits: Vec<_> = hits.collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score.total), hit.id));
    hits
}

/// Walks a list page by page.
fn walk(limit: usize, page: impl Fn(Page) -> Hits) -> Vec<Hit> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let Hits { hits, more } = page(Page { after, limit });
        assert!(hits.len() <= limit);
        after = hits.last().map(|hit| (hit.score.total, hit.id));
        all.extend(hits);
        if !more {
            return all;
        }
    }
}

fn id(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number))
}

fn change(knowledge: &Knowledge, number: u8, what: Option<(CandidateBody, bool)>) -> Change {
    match what {
        Some((body, matchable)) => {
            Change::Candidate(CandidateFacts::of(knowledge, id(number), &body, matchable))
        }
        None => Change::RemoveCandidate(id(number)),
    }
}

fn change_vacancy(knowledge: &Knowledge, number: u8, what: Option<(VacancyBody, bool)>) -> Change {
    match what {
        Some((body, matchable)) => {
            Change::Vacancy(VacancyFacts::of(knowledge, id(number), &body, matchable))
        }
        None => Change::RemoveVacancy(id(number)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn candidates_are_found_like_by_a_full_scan(
        loaded in vec(a_candidate(), 0..150),
        changes in vec((0..180u8, option::weighted(0.7, a_candidate())), 0..90),
        batch in 1..60usize,
        question in (a_vacancy(), weights(), kept(), 1..9usize),
    ) {
        let (mut scan, engine) = Scan::new();
        let loaded: Vec<_> = (0..).zip(loaded).map(|(n, one)| change(&scan.knowledge, n, Some(one))).collect();
        let facts = loaded.iter().filter_map(|change| match change {
            Change::Candidate(one) => Some(one.clone()),
            _ => None,
        });
        engine.load(facts.collect(), Vec::new());
        for change in loaded {
            scan.apply(change);
        }
        for batch in changes.chunks(batch) {
            let batch: Vec<_> = batch
                .iter()
                .map(|(number, what)| change(&scan.knowledge, *number, what.clone()))
                .collect();
            batch.iter().cloned().for_each(|change| scan.apply(change));
            engine.apply(batch);
        }

        let ((body, _), w, kept, limit) = question;
        let v = VacancyFacts::of(&scan.knowledge, id(0), &body, true);
        let found = walk(limit, |page| engine.candidates_for(&v, &w, &kept, page));
        prop_assert_eq!(found, scan.candidates_for(&v, &w, &kept));
        for number in 0..=255 {
            prop_assert_eq!(engine.candidate(id(number)), scan.candidates.get(&id(number)).cloned());
        }
        let fresh = Engine::new(Arc::clone(&scan.knowledge));
        fresh.load(scan.candidates.values().cloned().collect(), Vec::new());
        prop_assert_eq!(fresh.fingerprint(), engine.fingerprint());
        prop_assert_eq!(engine.size().candidates, scan.candidates.len());
    }

    #[test]
    fn vacancies_are_found_like_by_a_full_scan(
        changes in vec((0..40u8, option::weighted(0.8, a_vacancy())), 0..80),
        question in (a_candidate(), weights(), kept(), 1..9usize),
    ) {
        let (mut scan, engine) = Scan::new();
        for (number, what) in changes {
            let change = change_vacancy(&scan.knowledge, number, what);
            scan.apply(change.clone());
            engine.apply(vec![change]);
        }

        let ((body, matchable), w, kept, limit) = question;
        let c = CandidateFacts::of(&scan.knowledge, id(0), &body, matchable);
        let found = walk(limit, |page| engine.vacancies_for(&c, &w, &kept, page));
        prop_assert_eq!(found, scan.vacancies_for(&c, &w, &kept));
        for number in 0..40 {
            prop_assert_eq!(engine.vacancy(id(number)), scan.vacancies.get(&id(number)).cloned());
        }
        let fresh = Engine::new(Arc::clone(&scan.knowledge));
        fresh.load(Vec::new(), scan.vacancies.values().cloned().collect());
        prop_assert_eq!(fresh.fingerprint(), engine.fingerprint());
    }

    #[test]
    fn a_pair_has_failed_rules_exactly_if_it_is_not_eligible(
        vacancy in a_vacancy(),
        candidate in a_candidate(),
        w in weights(),
    ) {
        let k = knowledge();
        let v = VacancyFacts::of(&k, id(0), &vacancy.0, vacancy.1);
        let c = CandidateFacts::of(&k, id(1), &candidate.0, candidate.1);
        let told = explain(&k, &w, &v, &c);
        let verdict = judge(&k, &w, &v, &c);
        prop_assert_eq!(told.eligible(), matches!(verdict, Verdict::Eligible(_)));
        prop_assert_eq!(told.failed.is_empty(), told.path.is_empty());
        if let Verdict::Eligible(score) = verdict {
            prop_assert_eq!(told.score, score);
        }
        prop_assert_eq!(told.score.total, told.score.parts.total(&w));
    }
}

#[test]
fn who_moves_is_met_once() {
    let knowledge = Arc::new(knowledge());
    let engine = Engine::new(Arc::clone(&knowledge));
    let versions = ["7112", "7212"]
        .map(|unit| CandidateBody { occupations: vec![practised(None, unit, 5)], ..candidate() });
    let asked = VacancyFacts::of(&knowledge, Uuid::nil(), &vacancy(), true);
    let page = Page { after: None, limit: 20 };
    let found =
        || engine.candidates_for(&asked, &Weights::default(), &MatchFilter::default(), page);
    let put = |version: usize| {
        let one = Some((versions[version].clone(), true));
        engine.apply(vec![change(&knowledge, 1, one)]);
    };
    put(0);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..2_000).for_each(|number| put(number % 2)));
        while !writer.is_finished() {
            assert_eq!(found().hits.len(), 1);
        }
    });
}

#[test]
fn vacancies_of_another_trade_are_found_by_their_skills() {
    let (mut scan, engine) = Scan::new();
    let of_the_trade = VacancyBody {
        requirements: [must("con.bricks", 3)]
            .into_iter()
            .chain(["weld.mig", "weld.tig", "con.plaster"].map(|id| preferred(id, 5)))
            .collect(),
        ..vacancy()
    };
    let of_another = VacancyBody { occupation: Some(occupation(None, "9999")), ..vacancy() };
    for (number, body) in (0..8).zip([vec![&of_the_trade; 4], vec![&of_another; 4]].concat()) {
        let facts = VacancyFacts::of(&scan.knowledge, id(number), body, true);
        scan.apply(Change::Vacancy(facts.clone()));
        engine.apply(vec![Change::Vacancy(facts)]);
    }
    let one = CandidateFacts::of(&scan.knowledge, id(100), &candidate(), true);
    let (weights, kept) = (Weights::default(), MatchFilter::default());
    let expected = scan.vacancies_for(&one, &weights, &kept);
    assert_eq!(expected[0].id, id(4), "skills outweigh the trade here");
    for limit in 1..8 {
        let found = walk(limit, |page| engine.vacancies_for(&one, &weights, &kept, page));
        assert_eq!(found, expected);
    }
}
