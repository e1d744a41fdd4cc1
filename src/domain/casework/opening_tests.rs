use std::sync::LazyLock;

use crate::domain::{
    casework::hours::*,
    law::{read::OWN, words::Authority},
};

use super::*;

static CALENDARS: LazyLock<Calendars> = LazyLock::new(|| OWN.last().unwrap().calendars.clone());

fn span(opens: &str, closes: &str, next_day: bool) -> Span {
    Span { opens_at: opens.parse().unwrap(), closes_at: closes.parse().unwrap(), next_day }
}

/// Monday to Friday from nine to one and from two to six, Saturday from ten, in Kazan.
fn split() -> OpeningHours {
    let workdays = &WeekDay::ALL[..5];
    OpeningHours {
        time_zone: TimeZone::Moscow,
        weekly: vec![
            WeeklySpan { days: workdays.into(), span: span("09:00", "13:00", false) },
            WeeklySpan { days: workdays.into(), span: span("14:00", "18:00", false) },
            WeeklySpan { days: vec![WeekDay::Saturday], span: span("10:00", "14:00", false) },
        ],
        closed_on_holidays: Some(Authority::Russia),
        exceptions: Vec::new(),
    }
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn at(hours: &OpeningHours, moment: &str) -> Opening {
    hours.at(&CALENDARS, utc(moment))
}

fn opens(moment: &str) -> Opening {
    Opening::Closed { opens_next: Some(utc(moment)) }
}

fn until(moment: &str) -> Opening {
    Opening::Open { until: utc(moment) }
}

#[test]
fn a_day_with_a_break_is_closed_in_it() {
    let hours = split();
    assert_eq!(at(&hours, "2026-12-01T05:59:59+03:00"), opens("2026-12-01T09:00:00+03:00"));
    assert_eq!(at(&hours, "2026-12-01T09:00:00+03:00"), until("2026-12-01T13:00:00+03:00"));
    assert_eq!(at(&hours, "2026-12-01T13:00:00+03:00"), opens("2026-12-01T14:00:00+03:00"));
    assert_eq!(at(&hours, "2026-12-04T18:00:00+03:00"), opens("2026-12-05T10:00:00+03:00"));
}

#[test]
fn a_night_past_midnight_is_one_stretch() {
    let mut hours = split();
    hours.weekly =
        vec![WeeklySpan { days: vec![WeekDay::Sunday], span: span("20:00", "08:00", true) }];
    assert_eq!(at(&hours, "2026-12-07T07:59:00+03:00"), until("2026-12-07T08:00:00+03:00"));
    assert_eq!(at(&hours, "2026-12-07T08:00:00+03:00"), opens("2026-12-13T20:00:00+03:00"));
}

#[test]
fn what_never_closes_is_open_without_a_seam() {
    let mut hours = split();
    hours.closed_on_holidays = None;
    hours.weekly =
        vec![WeeklySpan { days: WeekDay::ALL.into(), span: span("00:00", "00:00", true) }];
    let Opening::Open { until } = at(&hours, "2026-12-07T00:00:00+03:00") else { panic!() };
    assert!(until > utc("2026-12-27T00:00:00+03:00"));
}

#[test]
fn a_holiday_is_closed_unless_an_exception_opens_it() {
    let mut hours = split();
    assert_eq!(at(&hours, "2026-11-04T10:00:00+03:00"), opens("2026-11-05T09:00:00+03:00"));
    let day = "2026-11-04".parse().unwrap();
    hours.exceptions =
        vec![ExceptionalDays { from: day, to: day, open: vec![span("10:00", "12:00", false)] }];
    assert_eq!(at(&hours, "2026-11-04T10:00:00+03:00"), until("2026-11-04T12:00:00+03:00"));
    hours.exceptions[0].open.clear();
    hours.closed_on_holidays = None;
    assert_eq!(at(&hours, "2026-11-04T10:00:00+03:00"), opens("2026-11-05T09:00:00+03:00"));
}

#[test]
fn a_feast_that_nobody_has_decreed_is_unknown_and_so_is_a_year_without_a_calendar() {
    let mut hours = split();
    hours.closed_on_holidays = Some(Authority::Tatarstan);
    let year = CALENDARS
        .0
        .iter()
        .find(|one| one.authority == Authority::Tatarstan && !one.estimated.is_empty())
        .unwrap();
    let feast = year.estimated.iter().find(|day| WeekDay::of(**day) as usize <= 4).unwrap();
    assert_eq!(at(&hours, &format!("{feast}T10:00:00+03:00")), Opening::Unknown);
    assert_eq!(at(&hours, "2031-03-03T10:00:00+03:00"), Opening::Unknown);
    assert_eq!(at(&hours, "2031-03-03T06:00:00+03:00"), Opening::Closed { opens_next: None });
}

#[test]
fn the_same_hours_are_others_by_another_clock() {
    let mut hours = split();
    hours.time_zone = TimeZone::Tashkent;
    hours.closed_on_holidays = Some(Authority::Uzbekistan);
    assert_eq!(at(&hours, "2026-12-01T04:00:00Z"), until("2026-12-01T13:00:00+05:00"));
    hours.time_zone = TimeZone::Moscow;
    assert_eq!(at(&hours, "2026-12-01T04:00:00Z"), opens("2026-12-01T06:00:00Z"));
}

#[test]
fn a_span_that_closes_before_it_opens_has_no_length() {
    assert_eq!(span("18:00", "09:00", false).length(), None);
    assert_eq!(span("09:00", "09:00", false).length(), None);
    assert_eq!(span("09:00", "10:00", true).length(), None);
}
