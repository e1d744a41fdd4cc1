//! A small world for the tests: welders and bricklayers, four municipalities, three regions.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::{
    concepts::{
        occupation::{Occupation, PractisedOccupation},
        skill::{Evidence, HeldSkill, SkillId},
    },
    recruitment::{
        candidate::{CandidateBody, Destinations, Education, Readiness},
        openings::Openings,
        pay::monthly,
        requirement::{Requirement, RequirementKind},
        vacancy::{EmploymentType, VacancyBody, Workplace},
        work_time::{Schedule, WorkHours},
    },
    values::{
        language::Lang,
        money::{Currency, PayFloor, PayUnit},
        text::LocalizedText,
    },
};

use super::{
    facts::{CandidateFacts, VacancyFacts},
    knowledge::{Knowledge, KnowledgeSource},
    relation::SkillSource,
    trades::TradeSource,
};

pub(super) fn skill(id: &str) -> SkillId {
    id.parse().unwrap()
}

pub(super) fn source(id: &str, broader: &[&str], related: &[&str], rarity: u16) -> SkillSource {
    let (broader, related) = (skills(broader), skills(related));
    SkillSource { id: skill(id), broader, related, rarity, neighbours: Vec::new() }
}

fn skills(ids: &[&str]) -> Vec<SkillId> {
    ids.iter().map(|id| skill(id)).collect()
}

/// A trade with its essential skills.
pub(super) fn trade(id: &str, unit: &str, essential: &[&str]) -> TradeSource {
    TradeSource {
        id: id.parse().unwrap(),
        unit: unit.parse().unwrap(),
        essential: skills(essential),
        optional: Vec::new(),
    }
}

pub(super) fn knowledge() -> Knowledge {
    Knowledge::new(&KnowledgeSource {
        skills: vec![
            source("weld.any", &[], &[], 100),
            source("weld.mig", &["weld.any"], &[], 200),
            source("weld.tig", &["weld.any"], &["weld.mig"], 300),
            source("weld.mig_thin", &["weld.mig"], &[], 400),
            source("con.bricks", &[], &["con.blocks"], 100),
            source("con.blocks", &[], &[], 100),
            SkillSource {
                neighbours: vec![(skill("con.bricks"), 20), (skill("weld.any"), 90)],
                ..source("con.plaster", &[], &[], 500)
            },
        ],
        trades: vec![
            trade("bricklayer", "7112", &["con.bricks"]),
            trade("stonemason", "7113", &["con.bricks", "con.blocks"]),
            trade("welder", "7212", &["weld.mig"]),
            trade("apprentice", "7212", &[]),
            trade("netter", "0000", &["con.bricks", "con.blocks"]),
        ],
        municipalities: [
            ("92701000", Some((55.7887, 49.1221))),
            ("92730000", Some((55.7254, 52.4112))),
            ("92644000", Some((55.6366, 51.8245))),
            ("92999000", None),
        ]
        .map(|(code, centre)| (code.parse().unwrap(), centre))
        .to_vec(),
        home_regions: ["UZ-TK", "UZ-SA", "UZ-FA"].map(|code| code.parse().unwrap()).to_vec(),
        ..KnowledgeSource::default()
    })
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn must(id: &str, min_level: u8) -> Requirement {
    Requirement {
        skill: skill(id),
        kind: RequirementKind::Must,
        min_level,
        min_years: 0,
        weight: 1,
    }
}

pub(super) fn preferred(id: &str, min_level: u8) -> Requirement {
    Requirement { kind: RequirementKind::Preferred, ..must(id, min_level) }
}

pub(super) fn held(id: &str, level: u8, evidence: Evidence) -> HeldSkill {
    HeldSkill { skill: skill(id), level, years: 3, evidence }
}

pub(super) fn occupation(trade: Option<&str>, unit: &str) -> Occupation {
    Occupation { trade: trade.map(|id| id.parse().unwrap()), isco08: unit.parse().unwrap() }
}

pub(super) fn practised(trade: Option<&str>, unit: &str, years: u8) -> PractisedOccupation {
    PractisedOccupation::new(occupation(trade, unit), years)
}

pub(super) fn floor(amount: u32) -> PayFloor {
    PayFloor { currency: Currency::Rub, unit: PayUnit::Month, amount }
}

/// A bricklayer's job in Kazan, asking for nothing but bricks at level 3.
pub(crate) fn vacancy() -> VacancyBody {
    VacancyBody {
        title: Some(
            LocalizedText::try_from(
                [(Lang::En, "Bricklayer".to_owned())]
                    .into_iter()
                    .collect::<std::collections::BTreeMap<_, _>>(),
            )
            .unwrap(),
        ),
        occupation: Some(occupation(Some("bricklayer"), "7112")),
        requirements: vec![must("con.bricks", 3)],
        workplace: Workplace {
            oktmo: Some("92701000".parse().unwrap()),
            address: None,
            is_read: false,
        },
        employment_type: Some(EmploymentType::FullTime),
        work_hours: WorkHours {
            hours_per_week: Some(40),
            schedule: Some(Schedule::FiveTwo),
            ..WorkHours::default()
        },
        base_salary: Some(monthly(90_000, 120_000)),
        openings: Openings { total: Some(5), filled: 0.into(), cancelled: 0.into(), reserved: 0 },
        job_start_date: Some(day("2026-06-01")),
        start_grace_days: 14,
        valid_through: Some(day("2026-12-31")),
        ..VacancyBody::default()
    }
}

/// A bricklayer of Samarkand who wants Kazan and is a master of every skill of `vacancy`: a perfect match.
pub(crate) fn candidate() -> CandidateBody {
    CandidateBody {
        home_region: Some("UZ-SA".parse().unwrap()),
        home_district: None,
        of_age: true,
        occupations: vec![practised(Some("bricklayer"), "7112", 10)],
        occupation_text: None,
        skills: vec![held("con.bricks", 5, Evidence::Recognised)],
        skill_texts: Vec::new(),
        replaced: Vec::new(),
        languages: Vec::new(),
        education: Some(Education::Vocational),
        driving_licences: Vec::new(),
        certificates: Vec::new(),
        destinations: Destinations {
            ranked: vec!["92701000".parse().unwrap()],
            equal: false,
            never: Vec::new(),
            elsewhere: Some(false),
        },
        pay_floor: None,
        available_from: Some(day("2026-05-01")),
        readiness: Some(Readiness::Ready),
        matching_consent: None,
        proofs: Vec::new(),
        superseded: false,
    }
}

/// The facts of `vacancy` and `candidate` after a change to each.
pub(super) fn pair(
    change: impl FnOnce(&mut VacancyBody, &mut CandidateBody),
) -> (Knowledge, VacancyFacts, CandidateFacts) {
    let (mut v, mut c, knowledge) = (vacancy(), candidate(), knowledge());
    change(&mut v, &mut c);
    let vacancy = VacancyFacts::of(&knowledge, Uuid::from_u128(1), &v, true);
    let candidate = CandidateFacts::of(&knowledge, Uuid::from_u128(2), &c, true);
    (knowledge, vacancy, candidate)
}
