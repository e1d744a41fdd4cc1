use std::collections::BTreeSet;

use super::*;
use crate::{
    domain::{
        concepts::skill::Evidence,
        recruitment::{
            background::Background,
            requirement::{Certificate, DrivingLicence, LanguageRequirement, RequirementKind},
        },
        values::money::PayUnit,
    },
    matching::{
        Weights, explain,
        samples::{floor, held, must, pair},
    },
};

/// Labels that are the ids themselves.
struct Ids;

impl Labels for Ids {
    fn skill<'a>(&'a self, id: &'a SkillId, _: Lang) -> &'a str {
        id.as_str()
    }
    fn trade<'a>(&'a self, id: &'a TradeId, _: Lang) -> &'a str {
        id.as_str()
    }
    fn municipality<'a>(&'a self, id: &'a Municipality, _: Lang) -> &'a str {
        id.as_str()
    }
    fn home_region<'a>(&'a self, id: &'a HomeRegion, _: Lang) -> &'a str {
        id.as_str()
    }
}

/// A pair that fails every rule.
fn hopeless() -> Explanation {
    let (k, v, mut c) = pair(|v, c| {
        v.requirements = vec![must("con.bricks", 5), must("con.plaster", 2), must("gone.skill", 1)];
        v.requirements[0].min_years = 6;
        v.home_regions = vec!["UZ-TK".parse().unwrap()];
        v.languages = vec![LanguageRequirement {
            language: "ru".parse().unwrap(),
            level: Cefr::B1,
            kind: RequirementKind::Must,
        }];
        v.driving_licences = vec![DrivingLicence::C];
        v.certificates = vec![Certificate::WorkAtHeight];
        v.background = Background {
            min_years: Some(11),
            min_grade: Some(5),
            education: Some(Education::Higher),
            ..Background::default()
        };
        c.occupations[0].grade = Some(4);
        c.skills = vec![held("con.bricks", 2, Evidence::Assessed)];
        c.destinations.ranked.clear();
        c.destinations.never = vec!["92701000".parse().unwrap()];
        c.pay_floor = Some(floor(200_000));
        c.available_from = Some("2027-01-01".parse().unwrap());
    });
    c.matchable = false;
    explain(&k, &Weights::default(), &v, &c)
}

/// A pair that fits, of which the candidate wishes two places equally.
fn undecided() -> Explanation {
    let (k, v, c) = pair(|_, c| {
        c.destinations.ranked.insert(0, "92730000".parse().unwrap());
        c.destinations.equal = true;
    });
    explain(&k, &Weights::default(), &v, &c)
}

#[test]
fn of_equal_wishes_none_has_a_number() {
    let reason = reason(&undecided(), Lang::En, &Ids);
    assert!(reason.contains("one of the places that are equal"), "{reason}");
    assert!(!reason.contains("wish no."), "{reason}");
}

#[test]
fn reasons_differ_by_language_and_leave_no_gap_open() {
    let (k, v, c) = pair(|_, _| ());
    let fits = explain(&k, &Weights::default(), &v, &c);
    assert!(fits.eligible());
    for explanation in [fits, undecided(), hopeless()] {
        let texts: BTreeSet<_> =
            Lang::ALL.iter().map(|lang| reason(&explanation, *lang, &Ids)).collect();
        assert_eq!(texts.len(), Lang::ALL.len());
        for text in texts {
            assert!(!text.contains(['{', '}', '\'', '`']) && text.ends_with('.'), "{text}");
        }
    }
}

#[test]
fn every_rule_and_step_has_words_in_every_language() {
    let explanation = hopeless();
    let rules: BTreeSet<_> = explanation.failed.iter().map(|failed| failed.rule).collect();
    assert_eq!(rules.len(), 12, "all but the state of the vacancy");
    for lang in Lang::ALL {
        let rules = explanation.failed.iter().map(|failed| rule_text(failed, *lang, &Ids));
        let steps = explanation.path.iter().map(|step| step_text(step, *lang, &Ids));
        for text in rules.chain(steps) {
            assert!(!text.is_empty() && !text.contains(['{', '}']), "{lang}: {text}");
            for word in ["passport", "birth", "surname", "family_name", "phone"] {
                assert!(!text.contains(word), "{lang}: {text}");
            }
        }
    }
}

#[test]
fn what_is_not_told_and_what_is_withheld_has_words_in_every_language() {
    let (k, v, c) = pair(|v, _| v.background.min_grade = Some(5));
    let untold = explain(&k, &Weights::default(), &v, &c);
    let withheld = hopeless().withheld();
    for lang in Lang::ALL {
        let phrases = phrases(*lang);
        let text = reason(&untold, *lang, &Ids);
        assert!(text.contains(&fill(phrases.untold, &[("list", phrases.rules[7])])), "{text}");
        let steps = withheld.path.iter().map(|step| step_text(step, *lang, &Ids));
        assert_eq!(steps.filter(|text| text.contains(phrases.too_little)).count(), 3, "{lang}");
    }
}

#[test]
fn what_cannot_be_compared_has_words_in_every_language_and_is_not_called_different() {
    let (k, v, c) = pair(|v, c| {
        (v.occupation, v.base_salary, c.pay_floor) = (None, None, Some(floor(90_000)));
    });
    let told = explain(&k, &Weights::default(), &v, &c);
    for lang in Lang::ALL {
        let (phrases, text) = (phrases(*lang), reason(&told, *lang, &Ids));
        let [_, _, _, other, unknown] = phrases.occupation;
        assert!(text.contains(unknown) && !text.contains(other), "{text}");
        assert!(text.contains(phrases.pay_not_comparable) && !text.contains("90000"), "{text}");
        let (not_told, _) = phrases.untold.split_once('{').unwrap();
        assert!(!text.contains(not_told), "{text}");
    }
}

#[test]
fn a_reason_reads_well() {
    let (k, v, c) = pair(|_, _| ());
    let fits = explain(&k, &Weights::default(), &v, &c);
    assert_eq!(
        reason(&fits, Lang::En, &Ids),
        "Fits at 100 %; skills asked for: 1, met: 1 (con.bricks); the trade is the same. \
         Workplace: 92701000, wish no. 1 of the candidate."
    );
    let (k, v, c) = pair(|v, c| {
        v.requirements[0].min_level = 5;
        c.skills[0].level = 3;
    });
    let misses = explain(&k, &Weights::default(), &v, &c);
    assert_eq!(
        reason(&misses, Lang::UzLatn, &Ids),
        "Hozircha mos emas: “con.bricks” koʻnikmasi kerak: 5-daraja; hozir: 3-daraja, 3 yillik tajriba. \
         Nima yordam beradi: “con.bricks” koʻnikmasini 3-darajadan 5-darajaga koʻtarish."
    );
}

#[test]
fn every_certificate_education_and_unit_has_its_own_name() {
    let english = phrases(Lang::En);
    let certificate = |one: Certificate| english.certificates[one as usize];
    assert_eq!(certificate(Certificate::ElectricalSafety1), "electrical safety, group I");
    assert_eq!(certificate(Certificate::ElectricalSafety5), "electrical safety, group V");
    assert_eq!(certificate(Certificate::WorkAtHeight), "work at height");
    assert_eq!(certificate(Certificate::Care), "care diploma");
    assert_eq!(english.units[PayUnit::Rotation as usize], "rotation");
    assert_eq!(english.units[PayUnit::Piece as usize], "piece");
    for lang in Lang::ALL {
        let Phrases { certificates, units, .. } = phrases(*lang);
        let names: BTreeSet<&str> = certificates.iter().chain(units).copied().collect();
        assert_eq!(names.len(), certificates.len() + units.len(), "{lang:?}");
    }
}
