use super::*;
use crate::{
    domain::{
        concepts::skill::HeldSkill,
        recruitment::{
            candidate::{CandidateBody, Destinations, Education},
            vacancy::VacancyBody,
        },
        values::money::{Amount, Currency, OfferedPay, PayFloor, PayUnit},
    },
    matching::{
        Verdict, judge,
        samples::{day, floor, held, must, pair, practised, preferred, skill, vacancy},
    },
};

fn explained(change: impl FnOnce(&mut VacancyBody, &mut CandidateBody)) -> Explanation {
    let (k, v, c) = pair(change);
    explain(&k, &Weights::default(), &v, &c)
}

#[test]
fn an_eligible_pair_has_the_score_of_the_judge_and_no_path() {
    let (k, v, c) = pair(|_, _| ());
    let explanation = explain(&k, &Weights::default(), &v, &c);
    assert_eq!(judge(&k, &Weights::default(), &v, &c), Verdict::Eligible(explanation.score));
    assert!(explanation.eligible() && explanation.path.is_empty());
    assert_eq!(explanation.wish, Some(1));
}

#[test]
fn a_requirement_shows_what_answers_it() {
    let explanation = explained(|v, c| {
        v.requirements =
            vec![must("weld.any", 2), preferred("con.blocks", 2), preferred("con.plaster", 1)];
        c.skills.push(held("weld.mig", 2, Evidence::Assessed));
    });
    let [weld, blocks, plaster] = &explanation.requirements[..] else { panic!() };
    let weld_found = weld.found.as_ref().unwrap();
    assert_eq!((&weld_found.skill, weld_found.relation), (&skill("weld.mig"), Relation::Narrower));
    assert_eq!((weld.met, weld.credit), (true, 855));
    assert_eq!(blocks.found.as_ref().map(|found| found.relation), Some(Relation::Related));
    assert_eq!((blocks.met, blocks.credit), (false, 250));
    assert_eq!(plaster.found.as_ref().map(|found| found.relation), Some(Relation::Neighbour(20)));
    assert_eq!((plaster.met, plaster.credit), (false, 200));
}

#[test]
fn a_failed_rule_says_what_is_needed_and_what_is_there() {
    let explanation = explained(|v, c| {
        v.requirements = vec![must("con.bricks", 4)];
        c.skills[0].level = 3;
        v.home_regions = vec!["UZ-TK".parse().unwrap(), "UZ-FA".parse().unwrap()];
        c.available_from = Some(day("2026-07-01"));
        c.pay_floor = Some(floor(100_000));
    });
    let texts: Vec<_> = explanation
        .failed
        .iter()
        .map(|one| (one.rule, one.needed.as_str(), one.actual.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            (Rule::Skill, "con.bricks at level 4", "level 3, 3 years"),
            (Rule::HomeRegion, "one of UZ-TK, UZ-FA", "UZ-SA"),
            (Rule::Availability, "available by 2026-06-15", "available from 2026-07-01"),
            (Rule::Pay, "at least 100000 RUB per month", "90000 RUB per month"),
        ]
    );
    assert_eq!(
        explanation.path,
        [
            Step::RaiseSkill { skill: skill("con.bricks"), from: 3, to: 4 },
            Step::NotWithinCandidatesPower { rule: Rule::HomeRegion },
            Step::ArriveBy { date: day("2026-06-15") },
            Step::OfferMore { to: Some(floor(100_000)) },
        ]
    );
}

#[test]
fn what_is_not_told_is_named_and_gives_no_credit() {
    let explanation = explained(|v, c| {
        v.home_regions = vec!["UZ-TK".parse().unwrap()];
        v.background.education = Some(Education::Higher);
        (c.home_region, c.education, c.available_from, c.readiness) = (None, None, None, None);
        c.destinations = Destinations::default();
    });
    assert!(explanation.eligible());
    let unknown = [Rule::Destination, Rule::HomeRegion, Rule::Education, Rule::Availability];
    assert_eq!((explanation.unknown, explanation.score.parts.region), (unknown.to_vec(), 0));
}

/// Pays that say too little to be compared with any floor of 90,000 roubles a month.
fn vague_pays() -> [Option<OfferedPay>; 5] {
    let stated = || vacancy().base_salary.unwrap();
    [
        None,
        Some(OfferedPay { unit: Some(PayUnit::Piece), ..stated() }),
        Some(OfferedPay { unit: None, ..stated() }),
        Some(OfferedPay { currency: Some(Currency::Usd), ..stated() }),
        Some(OfferedPay { gross: Some(false), min: Some(Amount::whole(80_000)), ..stated() }),
    ]
}

#[test]
fn pay_that_cannot_be_compared_is_named_and_gives_no_credit() {
    for pay in vague_pays() {
        let told =
            explained(|v, c| (v.base_salary, c.pay_floor) = (pay.clone(), Some(floor(90_000))));
        assert!(told.eligible(), "{pay:?}");
        assert_eq!(told.unknown, [Rule::PayNotComparable], "{pay:?}");
        assert_eq!(told.score.parts.pay, 0, "{pay:?}");
    }
    let plain = explained(|_, c| c.pay_floor = Some(floor(90_000)));
    assert_eq!((plain.unknown, plain.score.parts.pay), (vec![], 1000));
    let refused = explained(|_, c| c.pay_floor = Some(floor(90_001)));
    assert_eq!((refused.unknown, refused.failed[0].rule), (vec![], Rule::Pay));
}

#[test]
fn an_employer_reads_of_the_pay_what_the_vacancy_says_and_nothing_of_the_floor() {
    let soms = PayFloor { currency: Currency::Uzs, ..floor(1) };
    for least in [None, Some(floor(1)), Some(floor(90_000)), Some(soms)] {
        let unknown = |pay: Option<OfferedPay>| {
            explained(|v, c| (v.base_salary, c.pay_floor) = (pay, least)).withheld().unknown
        };
        assert!(unknown(vacancy().base_salary).is_empty(), "{least:?}");
        for pay in vague_pays() {
            assert_eq!(unknown(pay.clone()), [Rule::PayNotComparable], "{pay:?}, {least:?}");
        }
    }
}

#[test]
fn an_occupation_that_is_not_known_is_named_on_either_side() {
    for told in [
        explained(|v, _| v.occupation = None),
        explained(|_, c| c.occupations.clear()),
        explained(|_, c| c.occupations = vec![practised(Some("gone"), "0000", 5)]),
    ] {
        assert!(told.eligible());
        assert_eq!((told.unknown, told.score.parts.occupation), (vec![Rule::Occupation], 0));
    }
    let other = explained(|_, c| c.occupations = vec![practised(Some("welder"), "7212", 5)]);
    assert_eq!((other.unknown, other.score.parts.occupation), (vec![], 0));
}

fn skill_path(
    asked: &[crate::domain::recruitment::requirement::Requirement],
    skills: &[HeldSkill],
) -> Vec<Step> {
    explained(|v, c| (v.requirements, c.skills) = (asked.to_vec(), skills.to_vec())).path
}

#[test]
fn the_path_takes_the_skill_that_closes_most() {
    let both = [must("weld.any", 3), must("weld.mig", 2)];
    assert_eq!(skill_path(&both, &[]), [Step::LearnSkill { skill: skill("weld.mig"), to: 3 }]);
}

#[test]
fn the_path_takes_the_cheapest_of_the_skills_that_count() {
    let held = [held("weld.any", 1, Evidence::Assessed), held("weld.tig", 3, Evidence::Assessed)];
    let step = Step::RaiseSkill { skill: skill("weld.tig"), from: 3, to: 4 };
    assert_eq!(skill_path(&[must("weld.any", 4)], &held), [step]);
}

#[test]
fn the_path_adds_years_and_gives_up_on_retired_skills() {
    let mut asked = [must("con.bricks", 2), must("gone.skill", 1)];
    asked[0].min_years = 5;
    assert_eq!(
        skill_path(&asked, &[held("con.bricks", 2, Evidence::Assessed)]),
        [
            Step::GainYears { skill: skill("con.bricks"), from: 3, to: 5 },
            Step::NotWithinCandidatesPower { rule: Rule::Skill },
        ]
    );
}

#[test]
fn walking_the_path_makes_the_pair_eligible() {
    let (k, v, mut c) = pair(|v, c| {
        v.requirements = vec![must("weld.any", 5), must("weld.mig", 2), must("con.plaster", 3)];
        c.skills = vec![held("weld.tig", 4, Evidence::Assessed)];
    });
    for step in explain(&k, &Weights::default(), &v, &c).path {
        let (Step::RaiseSkill { skill, to, .. } | Step::LearnSkill { skill, to }) = step else {
            panic!()
        };
        let (skill, evidence) = (k.skill_no(&skill).unwrap(), Evidence::Assessed);
        c.skills.push(Held { skill, level: to, years: 0, evidence });
        c.skills.sort_unstable();
    }
    assert!(explain(&k, &Weights::default(), &v, &c).eligible());
}
