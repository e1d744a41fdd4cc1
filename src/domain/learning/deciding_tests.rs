use super::*;
use crate::domain::learning::{
    recognition::RecognitionOutcome::{PartlyRecognised, Recognised, Refused},
    samples::{asked, day, decision, skill},
};

fn pointers(decision: &RecognitionDecision) -> Vec<String> {
    let wrong = asked().wrong_with(decision, day("2026-11-24"));
    wrong.into_iter().map(|error| error.pointer).collect()
}

fn both() -> Vec<SkillLevel> {
    asked().skills
}

#[test]
fn each_outcome_says_what_it_must() {
    let one = [skill("con.bricks", 4)];
    for right in [
        decision(Recognised, &both(), "2026-11-24"),
        decision(PartlyRecognised, &one, "2026-11-20"),
        decision(
            PartlyRecognised,
            &[skill("con.bricks", 4), skill("con.plaster", 2)],
            "2026-11-20",
        ),
        decision(Refused, &[], "2026-11-22"),
    ] {
        assert_eq!(pointers(&right), Vec::<String>::new(), "{right:?}");
    }
}

#[test]
fn what_counts_is_a_skill_at_a_level() {
    let nothing = RecognitionDecision { level: None, ..decision(Recognised, &[], "2026-11-24") };
    assert_eq!(pointers(&nothing), ["/skills", "/level"]);
    let empty = RecognitionDecision {
        level: Some(QualificationLevel::default()),
        ..decision(Recognised, &both(), "2026-11-24")
    };
    assert_eq!(pointers(&empty), ["/level"]);
}

#[test]
fn all_is_not_part_and_part_is_not_all() {
    let one = [skill("con.bricks", 4)];
    assert_eq!(pointers(&decision(Recognised, &one, "2026-11-24")), ["/skills"]);
    let low = [skill("con.bricks", 3), skill("con.plaster", 3)];
    assert_eq!(pointers(&decision(Recognised, &low, "2026-11-24")), ["/skills"]);
    assert_eq!(pointers(&decision(PartlyRecognised, &both(), "2026-11-24")), ["/skills"]);
    let strange = [both(), vec![skill("weld.arc", 2)]].concat();
    assert_eq!(pointers(&decision(Recognised, &strange, "2026-11-24")), ["/skills/2/skill"]);
}

#[test]
fn a_refusal_names_what_is_missing_and_a_course_and_recognises_nothing() {
    let silent = RecognitionDecision {
        missing: None,
        no_course: None,
        ..decision(Refused, &[], "2026-11-24")
    };
    assert_eq!(pointers(&silent), ["/missing", "/course_id"]);
    let generous = RecognitionDecision {
        level: Some(QualificationLevel { eqf: Some(3), ..QualificationLevel::default() }),
        valid_until: Some(day("2027-01-01")),
        ..decision(Refused, &both(), "2026-11-24")
    };
    assert_eq!(pointers(&generous), ["/skills", "/level", "/valid_until"]);
    let half = RecognitionDecision {
        missing: None,
        ..decision(PartlyRecognised, &[skill("con.bricks", 4)], "2026-11-24")
    };
    assert_eq!(pointers(&half), ["/missing"]);
}

#[test]
fn nothing_is_decided_before_it_is_applied_for_or_after_today() {
    for wrong in ["2026-11-19", "2026-11-25"] {
        assert_eq!(pointers(&decision(Recognised, &both(), wrong)), ["/decided_on"]);
    }
    let short = RecognitionDecision {
        valid_until: Some(day("2026-11-23")),
        ..decision(Recognised, &both(), "2026-11-24")
    };
    assert_eq!(pointers(&short), ["/valid_until"]);
    let mut again = asked();
    again.decisions.push(decision(Refused, &[], "2026-11-22"));
    let before = decision(Recognised, &both(), "2026-11-21");
    assert_eq!(again.wrong_with(&before, day("2026-11-24"))[0].pointer, "/decided_on");
}
