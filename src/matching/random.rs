//! Vacancies, candidates and questions as chance has them, over a few skills, occupations and places.

use proptest::{collection::vec, option, prelude::*, sample::select, sample::subsequence};

use super::{
    Weights,
    samples::{candidate, day, floor, occupation, vacancy},
};
use crate::domain::{
    concepts::{
        occupation::{Occupation, PractisedOccupation},
        skill::{Evidence, HeldSkill},
        wording::Worded,
    },
    recruitment::{
        background::Background,
        candidate::{CandidateBody, Education, Readiness},
        match_filter::MatchFilter,
        pay::monthly,
        requirement::{
            Certificate, DrivingLicence, LanguageRequirement, Requirement, RequirementKind,
            RequirementText,
        },
        vacancy::{VacancyBody, Workplace},
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
        (Some("netter"), "0000"),
        (None, "7123"),
        (None, "0110"),
        (None, "9999"),
    ])
    .prop_map(|(trade, unit)| occupation(trade, unit))
}

/// What most people tell.
fn told<S: Strategy>(value: S) -> impl Strategy<Value = Option<S::Value>> {
    option::weighted(0.8, value)
}

fn a_practised_occupation() -> impl Strategy<Value = PractisedOccupation> {
    let years = option::weighted(0.8, 0..20u8);
    (an_occupation(), years, option::of(1..=8u8))
        .prop_map(|(occupation, years, grade)| PractisedOccupation { occupation, years, grade })
}

prop_compose! {
    pub(super) fn a_candidate()(
        skills in vec(held_skill(), 0..6),
        practised in vec(a_practised_occupation(), 0..3),
        (ranked, equal) in (subsequence(&PLACES, 0..3).prop_shuffle(), any::<bool>()),
        never in subsequence(&PLACES, 0..2),
        (elsewhere, readiness, education) in (told(any::<bool>()), told(select(Readiness::ALL)), told(select(Education::ALL))),
        region in told(select(&REGIONS)),
        spoken in vec((select(&["ru", "uz"]), select(Cefr::ALL)), 0..3),
        papers in (subsequence(DrivingLicence::ALL, 0..3), subsequence(Certificate::ALL, 0..3)),
        pay in option::of((50_000..120_000u32, any::<bool>())),
        from in told(1..28u32),
        matchable in prop::bool::weighted(0.9),
    ) -> (CandidateBody, bool) {
        let mut body = candidate();
        body.skills = skills;
        body.occupations = practised;
        body.destinations.ranked = codes(&ranked);
        body.destinations.equal = equal;
        body.destinations.never = codes(&never);
        body.destinations.elsewhere = elsewhere;
        (body.readiness, body.education) = (readiness, education);
        body.home_region = region.map(|region| region.parse().unwrap());
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
        body.available_from = from.map(|from| day(&format!("2026-06-{from:02}")));
        (body, matchable)
    }
}

prop_compose! {
    pub(super) fn a_vacancy()(
        (requirements, unread) in (vec(requirement(), 0..5), option::weighted(0.2, requirement())),
        asked in option::weighted(0.9, an_occupation()),
        (place, further) in (select(&PLACES), prop_oneof![3 => Just(Vec::new()), 1 => subsequence(&PLACES, 1..3)]),
        regions in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(REGIONS.to_vec(), 0..3)],
        preferred in subsequence(&REGIONS, 0..2),
        languages in vec((select(&["ru", "uz"]), select(Cefr::ALL), select(RequirementKind::ALL)), 0..2),
        papers in (
            prop_oneof![4 => Just(Vec::new()), 1 => subsequence(DrivingLicence::ALL.to_vec(), 0..2)],
            prop_oneof![4 => Just(Vec::new()), 1 => subsequence(Certificate::ALL.to_vec(), 0..2)],
        ),
        pay in offer(),
        (start, background) in (1..28u32, a_background()),
        matchable in prop::bool::weighted(0.95),
    ) -> (VacancyBody, bool) {
        let mut body = vacancy();
        body.requirements = requirements;
        body.skill_texts = unread.iter().map(in_words).collect();
        body.occupation = asked;
        body.workplace.oktmo = Some(place.parse().unwrap());
        body.other_workplaces = further
            .iter()
            .map(|place| Workplace { oktmo: Some(place.parse().unwrap()), address: None, is_read: false })
            .collect();
        body.home_regions = codes(&regions);
        body.preferred_home_regions = codes(&preferred);
        body.languages = languages
            .into_iter()
            .map(|(code, level, kind)| LanguageRequirement { language: code.parse().unwrap(), level, kind })
            .collect();
        (body.driving_licences, body.certificates) = papers;
        body.base_salary = pay;
        body.background = background;
        body.job_start_date = Some(day(&format!("2026-06-{start:02}")));
        (body, matchable)
    }
}

/// What is asked of the past, mostly nothing.
fn a_background() -> impl Strategy<Value = Background> {
    let asked = (
        option::weighted(0.4, 0..8u8),
        option::weighted(0.2, any::<bool>()),
        option::weighted(0.3, select(Education::ALL)),
        option::weighted(0.3, 1..=6u8),
        prop_oneof![3 => Just(Vec::new()), 1 => vec(an_occupation(), 1..3)],
    );
    asked.prop_map(|(min_years, will_train, education, min_grade, other_occupations)| Background {
        min_years,
        will_train,
        education,
        min_grade,
        other_occupations,
    })
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

pub(super) fn weights() -> impl Strategy<Value = Weights> {
    let some = [0u16..=100, 0..=100, 0..=100, 0..=100, 0..=100, 0..=100];
    prop_oneof![
        Just(Weights::default()),
        some.prop_filter_map("all 0", |numbers| Weights::new(numbers).ok()),
    ]
}

prop_compose! {
    pub(super) fn kept()(
        min_score in option::weighted(0.3, 0..10_000u16),
        regions in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(REGIONS.to_vec(), 1..3)],
        places in prop_oneof![3 => Just(Vec::new()), 1 => subsequence(PLACES.to_vec(), 1..3)],
        prefix in option::weighted(0.2, select(&["7", "71", "7112", "x", "0"])),
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
