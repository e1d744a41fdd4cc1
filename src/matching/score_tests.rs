use super::*;
use crate::{
    domain::{
        concepts::wording::Worded,
        recruitment::{
            candidate::{CandidateBody, Destinations, Readiness},
            requirement::{
                Certificate, DrivingLicence, LanguageRequirement, RequirementKind, RequirementText,
            },
            vacancy::VacancyBody,
        },
        values::{
            money::{Amount, Currency, OfferedPay, PayUnit},
            spoken::{Cefr, SpokenSkill},
        },
    },
    matching::samples::{day, floor, held, must, pair, practised, preferred},
};

type Change = fn(&mut VacancyBody, &mut CandidateBody);

fn parts(change: impl FnOnce(&mut VacancyBody, &mut CandidateBody)) -> Parts {
    let (k, v, c) = pair(change);
    score(&k, &Weights::default(), &v, &c).parts
}

fn offered(v: &mut VacancyBody) -> &mut OfferedPay {
    v.base_salary.as_mut().unwrap()
}

fn is_eligible(change: impl FnOnce(&mut VacancyBody, &mut CandidateBody)) -> bool {
    let (k, v, c) = pair(change);
    judge(&k, &Weights::default(), &v, &c) != Verdict::Ineligible
}

fn language(level: Cefr, kind: RequirementKind) -> LanguageRequirement {
    LanguageRequirement { language: "ru".parse().unwrap(), level, kind }
}

fn speaks(level: Cefr) -> SpokenSkill {
    SpokenSkill { language: "ru".parse().unwrap(), level }
}

#[test]
fn the_perfect_match_has_ten_thousand() {
    let (k, v, c) = pair(|_, _| ());
    let Verdict::Eligible(score) = judge(&k, &Weights::default(), &v, &c) else { panic!() };
    assert_eq!((score.total, score.parts.to_array()), (10_000, [1000; 6]));
}

#[test]
fn each_rule_admits_and_refuses() {
    use RequirementKind::{Must, Preferred};
    let cases: &[(&str, bool, Change)] = &[
        ("a skill at its level", true, |v, _| v.requirements = vec![must("con.bricks", 3)]),
        ("a level too low", false, |v, c| {
            v.requirements = vec![must("con.bricks", 4)];
            c.skills[0].level = 3;
        }),
        ("a skill that the trade implies", true, |_, c| c.skills.clear()),
        ("implied, and more asked than is known", false, |v, c| {
            v.requirements = vec![must("con.bricks", 4)];
            c.skills.clear();
        }),
        ("implied, and more years asked", false, |v, c| {
            v.requirements[0].min_years = 11;
            c.skills.clear();
        }),
        ("a trade of less than a year", false, |_, c| {
            c.skills.clear();
            c.occupations[0].years = Some(0);
        }),
        ("stated too low, whatever the trade", false, |_, c| c.skills[0].level = 2),
        ("a neighbour", false, |v, _| v.requirements = vec![must("con.plaster", 1)]),
        ("years reached", true, |v, _| v.requirements[0].min_years = 3),
        ("years too few", false, |v, _| v.requirements[0].min_years = 4),
        ("a missing skill", false, |v, _| v.requirements.push(must("con.plaster", 1))),
        ("a missing preferred skill", true, |v, _| {
            v.requirements.push(preferred("con.plaster", 1));
        }),
        ("a retired skill", false, |v, _| v.requirements.push(must("gone.skill", 1))),
        ("a related skill", false, |v, _| v.requirements = vec![must("con.blocks", 1)]),
        ("a narrower skill", true, |v, c| {
            v.requirements = vec![must("weld.any", 2)];
            c.skills = vec![held("weld.mig_thin", 2, Evidence::SelfDeclared)];
        }),
        ("a broader skill", false, |v, c| {
            v.requirements = vec![must("weld.mig", 2)];
            c.skills = vec![held("weld.any", 5, Evidence::Recognised)];
        }),
        ("an unlisted place", false, |v, _| v.workplace.oktmo = Some("92644000".parse().unwrap())),
        ("elsewhere accepted", true, |v, c| {
            v.workplace.oktmo = Some("92644000".parse().unwrap());
            c.destinations.elsewhere = Some(true);
        }),
        ("a place ruled out", false, |_, c| {
            c.destinations.elsewhere = Some(true);
            c.destinations.never = vec!["92701000".parse().unwrap()];
        }),
        ("an unknown place", false, |v, c| {
            v.workplace.oktmo = Some("92000001".parse().unwrap());
            c.destinations.elsewhere = Some(true);
        }),
        ("a region named", true, |v, _| v.home_regions = vec!["UZ-SA".parse().unwrap()]),
        ("another region named", false, |v, _| v.home_regions = vec!["UZ-TK".parse().unwrap()]),
        ("an unknown region named", false, |v, _| v.home_regions = vec!["UZ-XX".parse().unwrap()]),
        ("a language reached", true, |v, c| {
            v.languages = vec![language(Cefr::B1, Must)];
            c.languages = vec![speaks(Cefr::B1)];
        }),
        ("a language too low", false, |v, c| {
            v.languages = vec![language(Cefr::B1, Must)];
            c.languages = vec![speaks(Cefr::A2)];
        }),
        ("a preferred language", true, |v, _| v.languages = vec![language(Cefr::C2, Preferred)]),
        ("licences held", true, |v, c| {
            v.driving_licences = vec![DrivingLicence::C];
            c.driving_licences = vec![DrivingLicence::B, DrivingLicence::C];
        }),
        ("a licence missing", false, |v, c| {
            v.driving_licences = vec![DrivingLicence::C, DrivingLicence::Ce];
            c.driving_licences = vec![DrivingLicence::C];
        }),
        ("a certificate missing", false, |v, _| v.certificates = vec![Certificate::Care]),
        ("the last day of grace", true, |_, c| c.available_from = Some(day("2026-06-15"))),
        ("a day too late", false, |_, c| c.available_from = Some(day("2026-06-16"))),
        ("pay at the floor", true, |_, c| c.pay_floor = Some(floor(90_000))),
        ("pay under the floor", false, |_, c| c.pay_floor = Some(floor(90_001))),
        ("another currency is not comparable", true, |v, c| {
            c.pay_floor = Some(floor(90_001));
            offered(v).currency = Some(Currency::Usd);
        }),
        ("pay for an hour that comes to less", false, |v, c| {
            c.pay_floor = Some(floor(90_001));
            (offered(v).unit, offered(v).min) = (Some(PayUnit::Hour), Some(Amount::whole(500)));
        }),
        ("pay for an hour that comes to more", true, |v, c| {
            c.pay_floor = Some(floor(90_001));
            (offered(v).unit, offered(v).min) = (Some(PayUnit::Hour), Some(Amount::whole(520)));
        }),
        ("nothing said of pay", true, |v, c| {
            c.pay_floor = Some(floor(90_001));
            v.base_salary = None;
        }),
    ];
    for (name, expected, change) in cases {
        assert_eq!(is_eligible(change), *expected, "{name}");
    }
}

#[test]
fn what_is_not_told_refuses_nobody() {
    let cases: &[(&str, bool, Change)] = &[
        ("a region named, and none told", true, |v, c| {
            v.home_regions = vec!["UZ-SA".parse().unwrap()];
            c.home_region = None;
        }),
        ("no day told", true, |_, c| c.available_from = None),
        ("nothing told of places", true, |_, c| c.destinations = Destinations::default()),
        ("nothing told of places but a veto", false, |_, c| {
            c.destinations = Destinations::default();
            c.destinations.never = vec!["92701000".parse().unwrap()];
        }),
    ];
    for (name, expected, change) in cases {
        assert_eq!(is_eligible(change), *expected, "{name}");
    }
}

#[test]
fn neither_side_matches_while_it_is_not_matchable() {
    let (k, mut v, mut c) = pair(|_, _| ());
    v.matchable = false;
    assert_eq!(judge(&k, &Weights::default(), &v, &c), Verdict::Ineligible);
    (v.matchable, c.matchable) = (true, false);
    assert_eq!(judge(&k, &Weights::default(), &v, &c), Verdict::Ineligible);
}

#[test]
fn skills_weigh_level_years_evidence_relation_and_rarity() {
    let cases: &[(&str, u16, Change)] = &[
        ("two levels more than asked", 1000, |_, _| ()),
        ("assessed", 950, |_, c| c.skills[0].evidence = Evidence::Assessed),
        ("self-declared", 850, |_, c| c.skills[0].evidence = Evidence::SelfDeclared),
        ("a level more", 950, |_, c| c.skills[0].level = 4),
        ("as asked", 900, |_, c| c.skills[0].level = 3),
        ("two levels of three", 600, |_, c| c.skills[0].level = 2),
        ("three years of four", 750, |v, _| v.requirements[0].min_years = 4),
        ("related", 250, |v, _| v.requirements = vec![must("con.blocks", 3)]),
        ("a neighbour at 20 per cent", 200, |v, _| v.requirements = vec![must("con.plaster", 3)]),
        ("implied after ten years", 540, |_, c| c.skills.clear()),
        ("implied after one year", 216, |_, c| {
            c.skills.clear();
            c.occupations[0].years = Some(1);
        }),
        ("not implied by years that are not known", 0, |_, c| {
            c.skills.clear();
            c.occupations[0].years = None;
        }),
        ("not implied in the first year", 0, |_, c| {
            c.skills.clear();
            c.occupations[0].years = Some(0);
        }),
        ("stated, so not implied", 300, |_, c| c.skills[0].level = 1),
        ("must 2 × 100 against preferred 500", 428, |v, _| {
            v.requirements.push(preferred("con.plaster", 1));
        }),
        ("weight 5 on the rarity of 100", 733, |v, _| {
            v.requirements[0].weight = 5;
            v.requirements.push(preferred("con.plaster", 1));
        }),
        ("the best of two answers", 1000, |v, c| {
            v.requirements = vec![must("con.blocks", 3)];
            c.skills.push(held("con.blocks", 5, Evidence::Recognised));
        }),
    ];
    for (name, expected, change) in cases {
        assert_eq!(parts(change).skills, *expected, "{name}");
    }
}

#[test]
fn what_is_not_understood_gets_no_credit() {
    let unread = |kind| RequirementText {
        skill: Worded::new("организаторские способности".to_owned(), None),
        kind,
        min_level: 1,
        min_years: 0,
        weight: 1,
    };
    let only = parts(|v, _| {
        v.requirements.clear();
        v.skill_texts = vec![unread(RequirementKind::Must)];
    });
    assert_eq!(only.skills, 0);
    let beside = parts(|v, _| v.skill_texts = vec![unread(RequirementKind::Preferred)]);
    assert_eq!(beside.skills, 285, "200 of 200 + 500");
}

#[test]
fn where_no_skill_is_asked_the_occupation_says_what_is_needed() {
    for (trade, unit) in [("bricklayer", "7112"), ("stonemason", "7113"), ("welder", "7212")] {
        let parts = parts(|v, c| {
            v.requirements.clear();
            c.occupations = vec![practised(Some(trade), unit, 4)];
        });
        assert_eq!(parts.skills, parts.occupation, "{trade}");
    }
}

#[test]
fn occupation_and_experience_follow_skills_and_groups() {
    let cases = [
        (Some("bricklayer"), "7112", (1000, 400)),
        (None, "7112", (600, 240)),
        (Some("stonemason"), "7113", (750, 300)),
        (None, "7123", (200, 80)),
        (Some("welder"), "7212", (0, 0)),
    ];
    for (trade, unit, expected) in cases {
        let parts = parts(|_, c| c.occupations = vec![practised(trade, unit, 4)]);
        assert_eq!((parts.occupation, parts.experience), expected, "{unit}");
    }
    let best = parts(|_, c| {
        c.occupations = vec![practised(None, "7212", 30), practised(None, "7112", 12)];
    });
    assert_eq!((best.occupation, best.experience), (600, 600));
    assert_eq!(parts(|_, c| c.occupations.clear()).occupation, 0);
}

#[test]
fn region_follows_the_wishes() {
    let place = |code: &str| code.parse().unwrap();
    for (rank, expected) in [1000, 900, 800, 700, 600, 600, 600].into_iter().enumerate() {
        let parts = parts(|_, c| {
            c.destinations.ranked = vec![place("92730000"); rank];
            c.destinations.ranked.push(place("92701000"));
        });
        assert_eq!(parts.region, expected, "rank {rank}");
    }
    let cases: &[(&str, u16, Change)] = &[
        ("206 km from the only wish", 425, |v, c| {
            v.workplace.oktmo = Some("92730000".parse().unwrap());
            c.destinations.elsewhere = Some(true);
        }),
        ("no centre known", 300, |v, c| {
            v.workplace.oktmo = Some("92999000".parse().unwrap());
            c.destinations.elsewhere = Some(true);
        }),
        ("anywhere", 1000, |_, c| {
            c.destinations.ranked.clear();
            c.destinations.elsewhere = Some(true);
        }),
        ("one of equal places", 1000, |_, c| {
            c.destinations.ranked.insert(0, "92730000".parse().unwrap());
            c.destinations.equal = true;
        }),
        ("beside equal places", 425, |v, c| {
            v.workplace.oktmo = Some("92730000".parse().unwrap());
            (c.destinations.equal, c.destinations.elsewhere) = (true, Some(true));
        }),
        ("a preferred home region", 525, |v, c| {
            v.workplace.oktmo = Some("92730000".parse().unwrap());
            v.preferred_home_regions = vec!["UZ-SA".parse().unwrap()];
            c.destinations.elsewhere = Some(true);
        }),
        ("collecting papers", 1000, |_, c| c.readiness = Some(Readiness::Preparing)),
        ("how ready is not told", 700, |_, c| c.readiness = None),
        ("nothing told of places", 0, |_, c| c.destinations = Destinations::default()),
        ("only thinking about it", 700, |_, c| c.readiness = Some(Readiness::Exploring)),
        ("within the cap", 1000, |v, _| v.preferred_home_regions = vec!["UZ-SA".parse().unwrap()]),
        ("not accepted", 0, |_, c| c.destinations.ranked.clear()),
    ];
    for (name, expected, change) in cases {
        assert_eq!(parts(change).region, *expected, "{name}");
    }
}

#[test]
fn language_is_the_share_of_the_preferred_level() {
    use RequirementKind::{Must, Preferred};
    let part = |asked: &[LanguageRequirement], spoken: Option<Cefr>| {
        parts(|v, c| {
            v.languages = asked.to_vec();
            c.languages = spoken.map(speaks).into_iter().collect();
        })
        .language
    };
    assert_eq!(part(&[language(Cefr::B2, Preferred)], None), 0);
    assert_eq!(part(&[language(Cefr::B2, Preferred)], Some(Cefr::B1)), 750);
    assert_eq!(part(&[language(Cefr::B2, Preferred)], Some(Cefr::C2)), 1000);
    assert_eq!(part(&[language(Cefr::B2, Must)], None), 1000, "a rule, not a part");
    let both = [language(Cefr::A1, Must), language(Cefr::C2, Preferred)];
    assert_eq!(part(&both, Some(Cefr::B1)), 500);
}

#[test]
fn pay_does_not_tell_how_far_above_the_floor_it_is() {
    for amount in [90_000, 75_000, 1] {
        assert_eq!(parts(|_, c| c.pay_floor = Some(floor(amount))).pay, 1000, "{amount}");
    }
    let unsaid = parts(|v, c| {
        c.pay_floor = Some(floor(1));
        v.base_salary = None;
    });
    assert_eq!(unsaid.pay, 0);
}

#[test]
fn the_total_is_recomputed_from_the_parts() {
    let parts =
        Parts { skills: 333, occupation: 800, region: 426, language: 750, experience: 400, pay: 1 };
    // (65·333 + 15·800 + 5·426 + 5·750 + 10·400) / 100 = 435.25, times ten, rounded down.
    assert_eq!(parts.total(&Weights::default()), 4352);
    assert_eq!(parts.total(&Weights::new([0, 0, 0, 0, 0, 7]).unwrap()), 10);
    assert_eq!(Parts::default().total(&Weights::default()), 0);
}

/// The example of the module's documentation.
#[test]
fn the_documented_example_adds_up() {
    let (k, v, c) = pair(|v, c| {
        v.requirements.push(preferred("con.plaster", 2));
        c.skills = vec![held("con.bricks", 3, Evidence::Assessed)];
        c.occupations = vec![practised(Some("bricklayer"), "7112", 4)];
        c.destinations.ranked.insert(0, "92730000".parse().unwrap());
        c.pay_floor = Some(floor(80_000));
    });
    let Verdict::Eligible(score) = judge(&k, &Weights::default(), &v, &c) else { panic!() };
    assert_eq!((score.total, score.parts.to_array()), (5268, [372, 1000, 900, 1000, 400, 1000]));
}
