use super::*;
use crate::{
    domain::{
        concepts::skill::{Evidence, HeldSkill},
        recruitment::candidate::Education,
    },
    matching::samples::{held, pair, preferred},
};

#[test]
fn adding_a_skill_never_lowers_the_score() {
    let asked = ["weld.any", "weld.mig", "con.blocks", "con.plaster"];
    let all = [Evidence::SelfDeclared, Evidence::Assessed, Evidence::Recognised];
    let with = |skills: &[HeldSkill]| {
        let (k, v, c) = pair(|v, c| {
            v.requirements = asked.map(|id| preferred(id, 3)).to_vec();
            c.skills = skills.to_vec();
        });
        score(&k, &Weights::default(), &v, &c).total
    };
    let mut skills = Vec::new();
    for (round, id) in asked
        .iter()
        .chain(&["con.bricks", "weld.tig", "weld.mig_thin"])
        .cycle()
        .take(40)
        .enumerate()
    {
        let before = with(&skills);
        skills.push(held(id, u8::try_from(round * 3 % 5 + 1).unwrap(), all[round % 3]));
        assert!(with(&skills) >= before, "{id} in round {round}");
    }
}

#[test]
fn age_and_district_change_nothing_and_education_only_what_asks_for_it() {
    let (k, v, plain) = pair(|_, _| ());
    for education in Education::ALL {
        let (_, _, other) = pair(|_, c| {
            (c.education, c.of_age) = (Some(*education), false);
            c.home_district = Some("1703202".parse().unwrap());
        });
        assert_eq!(
            judge(&k, &Weights::default(), &v, &other),
            judge(&k, &Weights::default(), &v, &plain)
        );
        assert_eq!(CandidateFacts { education: plain.education, ..other }, plain);
    }
}
