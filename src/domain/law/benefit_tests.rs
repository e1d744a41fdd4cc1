//! What the rules grant, and until when it is paid.

use super::*;
use crate::domain::law::read::OWN;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What the project's own rules grant, against base values of the same set.
#[test]
fn each_item_is_granted_as_many_base_values_as_the_rule_says() {
    let set = &OWN[0];
    let Some(Terms::Amount(base)) = set.find("uz.base_value", day("2026-12-01")).unwrap().terms()
    else {
        panic!("no base value")
    };
    for (item, times) in [("exam_language_or_trade", 3), ("visa", 5), ("ticket", 2)] {
        let grant = granted(set, item, day("2026-12-01")).unwrap();
        let most = i64::try_from(grant.most.hundredths()).unwrap();
        assert_eq!((most, grant.currency), (base.amount_minor.unwrap() * times, Currency::Uzs));
        assert_eq!(grant.pay_within.after(day("2027-01-31")), Some(day("2027-02-28")));
    }
}

#[test]
fn what_no_rule_grants_is_not_granted() {
    let set = &OWN[0];
    let items = ["exam_language_or_trade", "ticket", "visa"].map(str::to_owned).to_vec();
    assert_eq!(granted(set, "car", day("2026-12-01")), Err(NoGrant::OtherItems(items)));
    assert_eq!(granted(set, "visa", day("2024-05-31")), Err(NoGrant::NoRule));
}

#[test]
fn a_unit_that_needs_a_calendar_gives_no_day() {
    for (unit, expected) in [
        (TimeUnit::CalendarDay, Some("2027-01-03")),
        (TimeUnit::Month, Some("2027-03-01")),
        (TimeUnit::Year, Some("2029-01-01")),
        (TimeUnit::WorkingDay, None),
        (TimeUnit::Hour, None),
    ] {
        let last = PayTime { value: 2, unit }.after(day("2027-01-01"));
        assert_eq!(last, expected.map(day), "{unit}");
    }
}
