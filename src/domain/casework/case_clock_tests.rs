//! The clocks of a complaint: over holidays, through pauses, and once more after it is opened again.

use super::*;
use crate::domain::law::read::{OWN, read};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn started(text: &str) -> CaseClock {
    CaseClock::start(Some(&OWN[0]), true, at(text))
}

fn due(clock: &CaseClock, kind: ClockKind, now: &str) -> String {
    clock.due(kind, at(now)).unwrap().to_rfc3339()
}

#[test]
fn working_days_are_counted_over_the_holidays_of_each_calendar_and_the_earlier_day_counts() {
    for (received, acknowledge) in [
        ("2026-11-30T08:00:00Z", "2026-12-01T21:00:00+00:00"),
        ("2026-12-04T08:00:00Z", "2026-12-07T21:00:00+00:00"),
        // Moscow's day begins three hours before that of UTC.
        ("2026-12-03T22:00:00Z", "2026-12-07T21:00:00+00:00"),
    ] {
        let clock = started(received);
        assert_eq!(due(&clock, ClockKind::Acknowledge, received), acknowledge, "{received}");
    }
    let rule = OWN[0].find("dl.complaint.acknowledge", moscow_day(at("2026-12-31T08:00:00Z")));
    let first = |authority| {
        let days = moscow_day(at("2026-12-31T08:00:00Z")).iter_days().skip(1);
        let mut worked = days.filter(|day| {
            OWN[0].calendars.kind_of(authority, *day).unwrap()
                != crate::domain::law::calendar::DayKind::Off
        });
        worked.next().unwrap()
    };
    let Some(Terms::Deadline(terms)) = rule.unwrap().terms() else { panic!() };
    let days: Vec<NaiveDate> = terms.calendar.iter().map(|one| first(*one)).collect();
    assert_ne!(days[0], days[1], "the two calendars differ at the new year");
    let new_year = started("2026-12-31T08:00:00Z");
    let earlier = end_of_moscow_day(*days.iter().min().unwrap()).to_rfc3339();
    assert_eq!(due(&new_year, ClockKind::Acknowledge, "2026-12-31T08:00:00Z"), earlier);
}

#[test]
fn danger_has_hours_and_everything_else_days() {
    let now = "2026-12-31T20:30:00Z";
    let clock = started(now);
    assert_eq!(due(&clock, ClockKind::Person, now), "2027-01-01T00:30:00+00:00");
    assert_eq!(due(&clock, ClockKind::Decide, now), "2027-01-15T21:00:00+00:00");
    assert_eq!(due(&clock, ClockKind::End, now), "2027-01-30T21:00:00+00:00");
    let calm = CaseClock::start(Some(&OWN[0]), false, at(now));
    assert_eq!(calm.due(ClockKind::Person, at(now)), None);
}

#[test]
fn without_a_rule_there_is_no_clock_and_another_figure_moves_exactly_one() {
    let now = at("2026-12-01T08:00:00Z");
    assert_eq!(CaseClock::start(None, true, now).due, []);
    let text = include_str!("../law/data/rules.json");
    let changed = text.replacen(
        r#""event": "complaint_received", "value": 15"#,
        r#""event": "complaint_received", "value": 14"#,
        1,
    );
    let (before, after) = (
        CaseClock::start(Some(&OWN[0]), true, now),
        CaseClock::start(Some(&read(&changed).unwrap()), true, now),
    );
    let moved: Vec<ClockKind> = before
        .due
        .iter()
        .zip(&after.due)
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one.0)
        .collect();
    assert_eq!(moved, [ClockKind::Decide]);
}

#[test]
fn a_pause_moves_decision_and_end_and_is_at_most_as_long_as_may_be() {
    let mut clock = started("2026-12-01T08:00:00Z");
    clock.pause(at("2026-12-03T08:00:00Z")).unwrap();
    assert!(clock.pause(at("2026-12-03T09:00:00Z")).is_err());
    clock.resume(at("2026-12-06T08:00:00Z"));
    let now = "2026-12-07T08:00:00Z";
    assert_eq!(due(&clock, ClockKind::Decide, now), "2026-12-19T21:00:00+00:00");
    assert_eq!(due(&clock, ClockKind::Person, now), "2026-12-01T12:00:00+00:00");
    clock.pause(at(now)).unwrap();
    let later = "2027-02-01T08:00:00Z";
    assert_eq!(
        due(&clock, ClockKind::Decide, later),
        "2026-12-26T21:00:00+00:00",
        "ten days in all"
    );
    clock.resume(at(later));
    assert!(clock.pause(at(later)).is_err());
}

#[test]
fn what_was_stopped_in_time_is_no_breach_whenever_it_is_looked_at() {
    let mut clock = started("2026-12-01T08:00:00Z");
    let breached = |clock: &CaseClock, now: &str| {
        clock.breached(at(now)).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    assert_eq!(breached(&clock, "2026-12-01T12:00:00Z"), []);
    assert_eq!(breached(&clock, "2026-12-01T12:00:01Z"), [ClockKind::Person]);
    clock.acknowledge(at("2026-12-02T08:00:00Z"));
    assert_eq!(breached(&clock, "2026-12-10T08:00:00Z"), [ClockKind::Person]);
    clock.decide(at("2026-12-10T08:00:00Z"));
    clock.end(at("2026-12-11T08:00:00Z"));
    assert_eq!(breached(&clock, "2027-12-01T08:00:00Z"), [ClockKind::Person]);
}

#[test]
fn a_case_that_is_opened_again_has_its_time_once_more() {
    let mut clock = started("2026-12-01T08:00:00Z");
    clock.acknowledge(at("2026-12-01T09:00:00Z"));
    clock.end(at("2026-12-10T08:00:00Z"));
    assert_eq!(clock.reopen_until(), Some("2027-02-08".parse().unwrap()));
    clock.reopen(at("2027-01-10T08:00:00Z"));
    let now = "2027-01-10T08:00:00Z";
    assert_eq!(due(&clock, ClockKind::Decide, now), "2027-01-25T21:00:00+00:00");
    assert_eq!((clock.round, clock.breached(at(now)), clock.reopen_until()), (2, vec![], None));
}
