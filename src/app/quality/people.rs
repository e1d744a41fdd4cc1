//! The vacancies and the people of the scenes, as a few words tell them.

use crate::{
    domain::{
        concepts::{
            occupation::{Occupation, PractisedOccupation},
            skill::{Evidence, HeldSkill},
        },
        recruitment::{
            candidate::{CandidateBody, Destinations},
            requirement::{Requirement, RequirementKind},
            vacancy::VacancyBody,
        },
        values::money::{Currency, PayFloor, PayUnit},
    },
    matching::samples::{candidate as somebody, vacancy as some_work},
    taxonomy::Taxonomy,
};

pub(super) const KAZAN: &str = "92701000";
pub(super) const CHELNY: &str = "92730000";
const EVIDENCE: Evidence = Evidence::SelfDeclared;

fn occupation(trade: &str) -> Occupation {
    let id = trade.parse().unwrap();
    let isco08 = Taxonomy::embedded().trade(&id).unwrap().isco08.clone();
    Occupation { trade: Some(id), isco08 }
}

/// A vacancy in Kazan that prefers skills at level 3.
pub(super) fn work(trade: &str, skills: &[&str]) -> VacancyBody {
    VacancyBody {
        occupation: Some(occupation(trade)),
        requirements: skills.iter().map(|skill| asked(skill, 3)).collect(),
        ..some_work()
    }
}

pub(super) fn asked(skill: &str, min_level: u8) -> Requirement {
    let kind = RequirementKind::Preferred;
    Requirement { skill: skill.parse().unwrap(), kind, min_level, min_years: 0, weight: 3 }
}

/// The same with its first skill as a `must`.
pub(super) fn needing_first(mut work: VacancyBody) -> VacancyBody {
    work.requirements[0].kind = RequirementKind::Must;
    work
}

/// Somebody who wants Kazan, with years in trades and levels in skills.
pub(super) fn person(trades: &[(&str, u8)], skills: &[(&str, u8)]) -> CandidateBody {
    let practised =
        |(trade, years): &(&str, u8)| PractisedOccupation::new(occupation(trade), *years);
    let held = |(skill, level): &(&str, u8)| HeldSkill {
        skill: skill.parse().unwrap(),
        level: *level,
        years: 2,
        evidence: EVIDENCE,
    };
    CandidateBody {
        occupations: trades.iter().map(practised).collect(),
        skills: skills.iter().map(held).collect(),
        ..somebody()
    }
}

pub(super) fn with(
    mut body: CandidateBody,
    change: impl FnOnce(&mut CandidateBody),
) -> CandidateBody {
    change(&mut body);
    body
}

pub(super) fn proven(body: CandidateBody, evidence: Evidence) -> CandidateBody {
    with(body, |body| body.skills.iter_mut().for_each(|held| held.evidence = evidence))
}

pub(super) fn going(body: CandidateBody, ranked: &[&str], elsewhere: bool) -> CandidateBody {
    let ranked = ranked.iter().map(|code| code.parse().unwrap()).collect();
    let elsewhere = Some(elsewhere);
    with(body, |body| {
        body.destinations = Destinations { ranked, equal: false, never: Vec::new(), elsewhere }
    })
}

pub(super) fn floored(body: CandidateBody, amount: u32) -> CandidateBody {
    let floor = PayFloor { currency: Currency::Rub, unit: PayUnit::Month, amount };
    with(body, |body| body.pay_floor = Some(floor))
}

pub(super) fn bricks() -> VacancyBody {
    work("bricklayer", &["con.lay_bricks", "con.mix_mortar", "con.masonry", "con.level"])
}

pub(super) const BRICKS: [(&str, u8); 4] =
    [("con.lay_bricks", 3), ("con.mix_mortar", 3), ("con.masonry", 3), ("con.level", 3)];
