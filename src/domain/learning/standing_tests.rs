use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::domain::{
    learning::{
        qualification::{Purpose, SkillLevel},
        recognition::{
            RecognitionBody,
            RecognitionOutcome::{PartlyRecognised, Recognised, Refused},
        },
        samples::{asked, day, decided, decision, skill},
    },
    resource::Record,
};

fn said(all: &[Recognition], today: &str) -> Vec<(String, u8, uuid::Uuid)> {
    let proofs = proofs(all, &[], &[], day(today));
    proofs.into_iter().map(|one| (one.skill.to_string(), one.level, one.by)).collect()
}

fn case(id: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(id)
}

fn bricks(level: u8, by: u128) -> (String, u8, uuid::Uuid) {
    ("con.bricks".to_owned(), level, case(by))
}

fn all() -> Vec<SkillLevel> {
    asked().skills
}

#[test]
fn what_is_recognised_is_proven_from_that_day_until_it_ends() {
    let until = Some(day("2026-12-31"));
    let recognised =
        RecognitionDecision { valid_until: until, ..decision(Recognised, &all(), "2026-11-24") };
    let one = [decided(7, asked(), recognised)];
    assert_eq!(said(&one, "2026-11-23"), []);
    for there in ["2026-11-24", "2026-12-31"] {
        assert_eq!(said(&one, there), [bricks(4, 7), ("con.plaster".to_owned(), 3, case(7))]);
    }
    assert_eq!(said(&one, "2027-01-01"), []);
}

#[test]
fn what_is_for_study_alone_proves_nothing_at_work() {
    for (purpose, counts) in [(Purpose::Study, 0), (Purpose::Work, 2), (Purpose::Both, 2)] {
        let body = RecognitionBody { purpose, ..asked() };
        let one = [decided(7, body, decision(Recognised, &all(), "2026-11-24"))];
        assert_eq!(said(&one, "2026-11-24").len(), counts, "{purpose}");
    }
}

#[test]
fn of_two_authorities_the_later_applies_and_both_are_told() {
    let first = decided(7, asked(), decision(Recognised, &all(), "2026-11-21"));
    let other = RecognitionBody { authority: "another".to_owned(), ..asked() };
    let part = [skill("con.plaster", 2)];
    let second = decided(8, other, decision(PartlyRecognised, &part, "2026-11-22"));
    for both in [[first.clone(), second.clone()], [second.clone(), first.clone()]] {
        assert_eq!(said(&both, "2026-11-21").len(), 2);
        assert_eq!(said(&both, "2026-11-24"), [("con.plaster".to_owned(), 2, case(8))]);
        let told: Vec<_> = opinions(&both, day("2026-11-24"))
            .into_iter()
            .map(|one| (one.skill.to_string(), one.authority, one.level))
            .collect();
        let bricks = |who: &str, level| ("con.bricks".to_owned(), who.to_owned(), level);
        assert_eq!(told[..2], [bricks("another", None), bricks("one", Some(4))]);
    }
    let mut over = second;
    over.body.decisions[0].valid_until = Some(day("2026-11-23"));
    assert_eq!(said(&[first, over], "2026-11-24")[0], bricks(4, 7), "the earlier speaks again");
}

#[test]
fn who_takes_back_or_withdraws_proves_nothing_and_who_appeals_keeps_it() {
    let one =
        decided(7, asked(), decision(PartlyRecognised, &[skill("con.bricks", 3)], "2026-11-24"));
    for (status, counts) in [
        (RecognitionStatus::Appealed, 1),
        (RecognitionStatus::Revoked, 0),
        (RecognitionStatus::Expired, 0),
        (RecognitionStatus::Withdrawn, 0),
    ] {
        let moved = Record { status, ..one.clone() };
        assert_eq!(said(&[moved], "2026-11-24").len(), counts, "{status}");
    }
}

#[test]
fn a_refusal_alone_proves_nothing() {
    assert_eq!(
        said(&[decided(7, asked(), decision(Refused, &[], "2026-11-24"))], "2026-11-24"),
        []
    );
}

prop_compose! {
    fn a_case()(
        id in 1..6u128,
        on in 1..5u32,
        outcome in select(&[Recognised, PartlyRecognised, Refused]),
        level in 1..=5u8,
        until in option::of(3..9u32),
        purpose in select(Purpose::ALL),
    ) -> Recognition {
        let on = day(&format!("2026-11-{:02}", 20 + on));
        let body = RecognitionBody { purpose, skills: vec![skill("con.bricks", level)], ..asked() };
        let granted = if outcome == Refused { vec![] } else { body.skills.clone() };
        let decision = RecognitionDecision {
            valid_until: until.map(|until| day(&format!("2026-11-{:02}", 20 + until))).filter(|until| *until >= on),
            ..decision(outcome, &granted, &on.to_string())
        };
        decided(id, body, decision)
    }
}

proptest! {
    /// The plain way: go through the days and let each decision overwrite what was there.
    #[test]
    fn the_last_word_that_holds_is_what_is_proven(mut cases in vec(a_case(), 0..6), today in 21..29u32) {
        cases.sort_by_key(|one| one.id);
        cases.dedup_by_key(|one| one.id);
        let today = day(&format!("2026-11-{today:02}"));
        let holds = |one: &&Recognition| {
            let last = &one.body.decisions[0];
            last.decided_on <= today && last.valid_until.is_none_or(|until| until >= today) && one.body.purpose != Purpose::Study
        };
        let mut told: Vec<&Recognition> = cases.iter().filter(holds).collect();
        told.sort_by_key(|one| (one.body.decisions[0].decided_on, one.id));
        let last = told.last().and_then(|one| one.body.decisions[0].skills.first().map(|granted| granted.level));
        let proven: Vec<u8> = proofs(&cases, &[], &[], today).iter().map(|one| one.level).collect();
        prop_assert_eq!(proven, last.into_iter().collect::<Vec<u8>>());
    }
}
