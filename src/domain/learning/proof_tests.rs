use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

const SKILLS: [&str; 3] = ["con.bricks", "con.plaster", "weld.arc"];

fn held(skill: &str, level: u8, years: u8, evidence: Evidence) -> HeldSkill {
    HeldSkill { skill: skill.parse().unwrap(), level, years, evidence }
}

fn proof(skill: &str, level: u8, kind: ProofKind) -> Proof {
    let since = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    Proof { skill: skill.parse().unwrap(), level, kind, by: Uuid::nil(), since, until: None }
}

fn proven(held: &[HeldSkill], proofs: &[Proof]) -> Vec<HeldSkill> {
    with_proofs(Cow::Borrowed(held), proofs).into_owned()
}

#[test]
fn a_proof_takes_the_place_of_what_is_no_better() {
    let stated = [held("con.bricks", 4, 6, Evidence::SelfDeclared)];
    assert_eq!(
        proven(&stated, &[proof("con.bricks", 4, ProofKind::Recognition)]),
        [held("con.bricks", 4, 6, Evidence::Recognised)]
    );
    assert_eq!(
        proven(&stated, &[proof("con.bricks", 5, ProofKind::Course)]),
        [held("con.bricks", 5, 6, Evidence::Assessed)]
    );
}

#[test]
fn less_is_proven_beside_more_that_is_stated() {
    let stated = [held("con.bricks", 5, 6, Evidence::SelfDeclared)];
    let proof = proof("con.bricks", 3, ProofKind::Recognition);
    let both = [stated[0].clone(), held("con.bricks", 3, 6, Evidence::Recognised)];
    assert_eq!(proven(&stated, &[proof]), both);
}

#[test]
fn a_skill_that_was_not_stated_is_there_without_years() {
    let proof = proof("weld.arc", 2, ProofKind::Course);
    assert_eq!(proven(&[], &[proof]), [held("weld.arc", 2, 0, Evidence::Assessed)]);
}

prop_compose! {
    fn a_held_skill()(
        skill in select(&SKILLS), level in 1..=5u8, years in 0..9u8, evidence in select(Evidence::ALL),
    ) -> HeldSkill {
        held(skill, level, years, evidence)
    }
}

prop_compose! {
    fn a_proof()(skill in select(&SKILLS), level in 1..=5u8, kind in select(ProofKind::ALL)) -> Proof {
        proof(skill, level, kind)
    }
}

/// Each skill once, as candidates state them.
fn stated() -> impl Strategy<Value = Vec<HeldSkill>> {
    vec(a_held_skill(), 0..5).prop_map(|mut all| {
        all.sort_by(|one, other| one.skill.cmp(&other.skill));
        all.dedup_by(|one, other| one.skill == other.skill);
        all
    })
}

proptest! {
    /// Every question about a skill is answered as by the statements and the proofs side by side, nothing thrown away.
    #[test]
    fn nothing_is_lost_and_nothing_is_made_up(stated in stated(), proofs in vec(a_proof(), 0..6)) {
        let years = |skill: &SkillId| {
            stated.iter().find(|one| one.skill == *skill).map_or(0, |one| one.years)
        };
        let beside = proofs.iter().map(|one| HeldSkill {
            skill: one.skill.clone(), level: one.level, years: years(&one.skill), evidence: one.kind.evidence(),
        });
        let all: Vec<HeldSkill> = stated.iter().cloned().chain(beside).collect();
        let merged = proven(&stated, &proofs);
        for skill in SKILLS {
            for level in 1..=5 {
                for evidence in Evidence::ALL.iter().copied() {
                    let asked = held(skill, level, 0, evidence);
                    let best = |list: &[HeldSkill]| {
                        list.iter().filter(|one| is_as_good(one, &asked)).map(|one| one.years).max()
                    };
                    prop_assert_eq!(best(&merged), best(&all), "{} {}", skill, level);
                }
            }
        }
    }

    /// Whoever decides first.
    #[test]
    fn the_order_of_proofs_does_not_matter(stated in stated(), proofs in vec(a_proof(), 0..6)) {
        let sorted = |mut all: Vec<HeldSkill>| {
            all.sort_by(|one, other| (&one.skill, one.worth()).cmp(&(&other.skill, other.worth())));
            all
        };
        let turned: Vec<Proof> = proofs.iter().rev().cloned().collect();
        prop_assert_eq!(sorted(proven(&stated, &proofs)), sorted(proven(&stated, &turned)));
    }
}
