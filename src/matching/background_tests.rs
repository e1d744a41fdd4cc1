use super::*;
use crate::{
    domain::{
        concepts::occupation::PractisedOccupation,
        recruitment::{
            background::Background, candidate::CandidateBody, eligibility::Rule,
            vacancy::VacancyBody,
        },
    },
    matching::{
        Explanation, FailedRule, Step, Verdict, Weights, explain, judge,
        samples::{occupation, pair},
        unknown::unknown,
    },
};

type Told = (Option<u8>, Option<u8>);

/// The explanation of a bricklayer's job that asks something of the past, and of somebody with these occupations.
fn explained(asked: Background, told: &[(Option<&str>, &str, Told)]) -> Explanation {
    let (k, v, c) = pair(|v: &mut VacancyBody, c: &mut CandidateBody| {
        v.background = asked;
        c.occupations = told
            .iter()
            .map(|(trade, unit, (years, grade))| PractisedOccupation {
                occupation: occupation(*trade, unit),
                years: *years,
                grade: *grade,
            })
            .collect();
    });
    let explanation = explain(&k, &Weights::default(), &v, &c);
    let eligible = matches!(judge(&k, &Weights::default(), &v, &c), Verdict::Eligible(_));
    assert_eq!(explanation.eligible(), eligible);
    explanation
}

fn rules(failed: &[FailedRule]) -> Vec<Rule> {
    failed.iter().map(|one| one.rule).collect()
}

#[test]
fn only_a_known_shortfall_in_the_trade_is_refused() {
    const BRICKLAYER: (Option<&str>, &str) = (Some("bricklayer"), "7112");
    let of = |(trade, unit): (Option<&'static str>, &'static str), told: Told| (trade, unit, told);
    let both = [Rule::Experience, Rule::Grade];
    for (what, told, failed, unknown) in [
        ("enough", vec![of(BRICKLAYER, (Some(5), Some(4)))], &[][..], &[][..]),
        ("too little", vec![of(BRICKLAYER, (Some(4), Some(3)))], &both, &[]),
        ("not told", vec![of(BRICKLAYER, (None, None))], &[], &both),
        ("no occupation", vec![], &[], &[Rule::Experience, Rule::Grade, Rule::Occupation]),
        ("another trade", vec![of((Some("welder"), "7212"), (Some(1), Some(1)))], &[], &both),
        ("the group of the trade", vec![of((None, "7112"), (Some(1), Some(1)))], &both, &[]),
        (
            "the best counts",
            vec![of(BRICKLAYER, (Some(1), Some(6))), of((None, "7112"), (Some(9), Some(2)))],
            &[],
            &[],
        ),
        (
            "what is not told may be enough",
            vec![of(BRICKLAYER, (Some(1), Some(1))), of((None, "7112"), (None, None))],
            &[],
            &both,
        ),
    ] {
        let asked = Background { min_years: Some(5), min_grade: Some(4), ..Background::default() };
        let explanation = explained(asked, &told);
        assert_eq!(rules(&explanation.failed), failed, "{what}");
        assert_eq!(explanation.unknown, unknown, "{what}");
    }
}

#[test]
fn who_trains_people_asks_for_no_years_and_no_grade() {
    let asked = Background {
        min_years: Some(5),
        min_grade: Some(4),
        will_train: Some(true),
        education: Some(Education::Higher),
        ..Background::default()
    };
    let told = [(Some("bricklayer"), "7112", (Some(0), Some(1)))];
    assert_eq!(rules(&explained(asked.clone(), &told).failed), [Rule::Education]);
    let asked = Background { will_train: Some(false), ..asked };
    let all = [Rule::Experience, Rule::Grade, Rule::Education];
    assert_eq!(rules(&explained(asked, &told).failed), all);
}

#[test]
fn education_is_compared_only_where_it_is_asked_for() {
    for (at, least) in (0..).zip(Education::ALL) {
        for (told, education) in (0..).zip(Education::ALL) {
            let (k, v, mut c) = pair(|v, c| {
                v.background.education = Some(*least);
                c.education = Some(*education);
            });
            assert_eq!(suffices(&k, &v, &c), told >= at, "{education} for {least}");
            c.education = None;
            assert!(suffices(&k, &v, &c));
            let untold = unknown(&k, &v, &c);
            assert_eq!(untold.contains(&Rule::Education), *least > Education::Basic, "{least}");
        }
    }
}

#[test]
fn an_employer_is_not_told_how_far_the_past_falls_short() {
    let asked = Background {
        min_years: Some(50),
        min_grade: Some(8),
        education: Some(Education::Higher),
        ..Background::default()
    };
    let explained =
        |years, grade| explained(asked.clone(), &[(Some("bricklayer"), "7112", (years, grade))]);
    let told = explained(Some(41), Some(7));
    assert_eq!(
        told.path,
        [
            Step::GainExperience { from: Some(41), to: 50 },
            Step::RaiseGrade { from: Some(7), to: 8 },
            Step::CompleteEducation { from: Some(Education::Vocational), to: Education::Higher },
        ]
    );
    let (one, other) = (told.withheld(), explained(Some(43), Some(2)).withheld());
    assert_eq!((&one.failed, &one.path), (&other.failed, &other.path));
    assert_eq!(rules(&one.failed), [Rule::Experience, Rule::Grade, Rule::Education]);
}
