//! How checks stand, who waives them and who tells of them.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told(result: CheckOutcome) -> CheckEntry {
    CheckEntry {
        n: 1,
        id: Uuid::nil(),
        application: Uuid::nil(),
        candidate: Uuid::nil(),
        kind: "medical_home".parse().unwrap(),
        result,
        result_on: None,
        valid_until: None,
        authority: None,
        evidence: None,
        rule: None,
        side: None,
        organisation: None,
        recorded_at: DateTime::UNIX_EPOCH,
        client: None,
    }
}

fn passed(until: &str) -> CheckEntry {
    let valid_until = Some(day(until));
    CheckEntry { valid_until, result_on: Some(day("2026-12-01")), ..told(CheckOutcome::Passed) }
}

fn waived(side: Side, organisation: u128, rule: &str) -> CheckEntry {
    CheckEntry {
        side: Some(side),
        organisation: Some(Uuid::from_u128(organisation)),
        rule: Some(rule.to_owned()),
        ..told(CheckOutcome::Waived)
    }
}

fn state(all: &[CheckEntry]) -> CheckState {
    Standing::of(all.iter(), day("2027-01-01")).state
}

#[test]
fn what_was_told_last_stands() {
    let failed = || told(CheckOutcome::Failed);
    assert_eq!(state(&[]), CheckState::NotStarted);
    assert_eq!(state(&[told(CheckOutcome::Requested)]), CheckState::Requested);
    assert_eq!(state(&[failed(), passed("2027-01-01")]), CheckState::Passed);
    assert_eq!(state(&[passed("2027-01-01"), failed()]), CheckState::Failed);
    assert_eq!(state(&[failed(), passed("2026-12-31")]), CheckState::Expired);
}

#[test]
fn a_check_that_ends_before_the_horizon_does_not_pass() {
    let standing = Standing::of([passed("2027-03-01")].iter(), day("2027-01-01"));
    assert!(standing.passes(day("2027-03-01")) && !standing.passes(day("2027-03-02")));
}

#[test]
fn it_takes_both_sides_two_organisations_and_one_rule_to_waive() {
    let [tt, uz] = [Side::Tatarstan, Side::Uzbekistan];
    let one = || waived(tt, 1, "r");
    assert_eq!(state(&[one()]), CheckState::NotStarted);
    assert_eq!(state(&[one(), waived(tt, 2, "r")]), CheckState::NotStarted);
    assert_eq!(state(&[one(), waived(uz, 1, "r")]), CheckState::NotStarted);
    assert_eq!(state(&[one(), waived(uz, 2, "q")]), CheckState::NotStarted);
    assert_eq!(state(&[one(), waived(uz, 2, "r")]), CheckState::Waived);
    let failed_since = [one(), waived(uz, 2, "r"), told(CheckOutcome::Failed)];
    assert_eq!(state(&failed_since), CheckState::Failed);
}

#[test]
fn what_contradicts_itself_is_named() {
    let wrong = |entry: CheckEntry| -> Vec<String> {
        let found = entry.contradictions(day("2026-12-02"));
        found.into_iter().map(|one| one.pointer).collect()
    };
    assert_eq!(wrong(passed("2027-01-01")), [""; 0]);
    assert_eq!(wrong(passed("2026-11-30")), ["/valid_until"]);
    assert_eq!(wrong(told(CheckOutcome::Passed)), ["/result_on"]);
    let later = CheckEntry { result_on: Some(day("2026-12-03")), ..passed("2027-01-01") };
    assert_eq!(wrong(later), ["/result_on"]);
    let shown = CheckEntry { evidence: Some("x-ray".to_owned()), ..passed("2027-01-01") };
    assert_eq!(wrong(shown), ["/evidence_ref"]);
    assert_eq!(wrong(told(CheckOutcome::Waived)), ["/rule", "/side"]);
    assert_eq!(wrong(waived(Side::Tatarstan, 1, "r")), [""; 0]);
}

#[test]
fn nobody_tells_what_koprik_knows_and_operators_tell_all_else() {
    for name in OWN {
        assert_eq!(name.parse::<CheckName>().unwrap().tellers(), []);
    }
    for name in AT_HOME.iter().chain(&AFTER_ARRIVAL).chain(&["entry_ban", "something_new"]) {
        let tellers = name.parse::<CheckName>().unwrap().tellers();
        assert!(tellers.contains(&Relation::Operator), "{name}");
    }
}
