//! What is told of the work holds together, and two unpaid months in a row open a case.

use proptest::prelude::*;

use super::*;

fn told(kind: EmploymentKind, text: &str, paid: Option<bool>) -> EmploymentEntry {
    let is_month = kind == EmploymentKind::CheckIn;
    EmploymentEntry {
        n: 1,
        id: Uuid::nil(),
        application: Uuid::nil(),
        candidate: Uuid::nil(),
        kind,
        day: (!is_month).then(|| text.parse().unwrap()),
        month: is_month.then(|| text.parse().unwrap()),
        paid_in_full: paid,
        session: None,
        recorded_at: "2027-06-15T08:00:00Z".parse().unwrap(),
        client: None,
    }
}

fn check_in(month: &str, paid: bool) -> EmploymentEntry {
    told(EmploymentKind::CheckIn, month, Some(paid))
}

#[test]
fn a_month_is_a_month() {
    for (text, is_one) in [
        ("2026-12", true),
        ("2026-13", false),
        ("2026-00", false),
        ("1999-12", false),
        ("2026-1", false),
        ("2026-12-01", false),
    ] {
        assert_eq!(text.parse::<PayMonth>().is_ok(), is_one, "{text}");
    }
}

#[test]
fn a_kind_has_its_members() {
    use EmploymentKind::{CheckIn, FirstDay, Notice};
    let pointers = |one: EmploymentEntry| -> Vec<String> {
        one.misshapen().into_iter().map(|wrong| wrong.pointer).collect()
    };
    assert_eq!(pointers(told(FirstDay, "2027-03-01", None)), [""; 0]);
    assert_eq!(pointers(told(Notice, "2027-03-01", Some(true))), ["/paid_in_full"]);
    assert_eq!(pointers(told(CheckIn, "2027-03", None)), ["/paid_in_full"]);
    let bare = EmploymentEntry { day: None, ..told(Notice, "2027-03-01", None) };
    assert_eq!(pointers(bare), ["/day"]);
}

#[test]
fn days_and_months_lie_where_they_can() {
    use EmploymentKind::{FirstDay, Notice};
    let entered = "2027-02-20".parse().unwrap();
    let before = [told(FirstDay, "2027-03-01", None), check_in("2027-04", true)];
    let wrong = |one: EmploymentEntry| one.contradictions(entered, &before).len();
    assert_eq!(wrong(told(FirstDay, "2027-02-20", None)), 0);
    assert_eq!(wrong(told(FirstDay, "2027-02-19", None)), 1, "before the entry");
    assert_eq!(wrong(told(Notice, "2027-02-19", None)), 0, "a notice may come first");
    assert_eq!(wrong(told(Notice, "2027-06-16", None)), 1, "tomorrow");
    assert_eq!(wrong(check_in("2027-06", true)), 0);
    assert_eq!(wrong(check_in("2027-07", true)), 1, "next month");
    assert_eq!(wrong(check_in("2027-04", true)), 1, "told already");
    assert_eq!(wrong(check_in("2027-02", true)), 1, "before the work");
}

proptest! {
    /// Whatever was told, a case opens at each second unpaid month of a run, and at no other.
    #[test]
    fn every_second_unpaid_month_in_a_row_opens_a_case(paid in prop::collection::vec(any::<bool>(), 0..12)) {
        let all: Vec<_> = paid.iter().map(|paid| check_in("2027-03", *paid)).collect();
        let mut run = 0;
        for (at, paid) in paid.iter().enumerate() {
            run = if *paid { 0 } else { run + 1 };
            prop_assert_eq!(all[at].opens_case(&all[..at]), run > 0 && run % 2 == 0);
        }
    }
}
