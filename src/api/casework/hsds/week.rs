//! Opening hours as schedules of HSDS, and back.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{ids::made_id, wire::HsdsSchedule};
use crate::domain::casework::hours::{OpeningHours, Span, TimeZone, WeekDay};

/// The days of the week as RFC 5545 calls them.
const DAYS: [(&str, WeekDay); 7] = [
    ("MO", WeekDay::Monday),
    ("TU", WeekDay::Tuesday),
    ("WE", WeekDay::Wednesday),
    ("TH", WeekDay::Thursday),
    ("FR", WeekDay::Friday),
    ("SA", WeekDay::Saturday),
    ("SU", WeekDay::Sunday),
];
/// What repeats each week, as RFC 5545 calls it.
const WEEKLY: &str = "WEEKLY";
const SECONDS_OF_AN_HOUR: f64 = 3600.0;

/// The schedules of a location that is open so.
pub(super) fn schedules(hours: &OpeningHours, location: Uuid) -> Vec<HsdsSchedule> {
    let weekly = hours.weekly.iter().map(|weekly| {
        let days = DAYS.iter().filter(|(_, day)| weekly.days.contains(day));
        let byday = days.map(|(name, _)| *name).collect::<Vec<_>>().join(",");
        let days = HsdsSchedule {
            byday: Some(byday),
            freq: Some(WEEKLY.to_owned()),
            ..HsdsSchedule::default()
        };
        open(days, Some(&weekly.span))
    });
    let exceptions = hours.exceptions.iter().flat_map(|days| {
        let (from, to) = (days.from.to_string(), days.to.to_string());
        let within =
            HsdsSchedule { valid_from: Some(from), valid_to: Some(to), ..HsdsSchedule::default() };
        let closed = days.open.is_empty().then(|| within.clone());
        closed.into_iter().chain(days.open.iter().map(move |span| open(within.clone(), Some(span))))
    });
    let offset = f64::from(hours.time_zone.offset().local_minus_utc()) / SECONDS_OF_AN_HOUR;
    let all = weekly.chain(exceptions).enumerate();
    let at = |(n, schedule)| HsdsSchedule {
        id: made_id(location, &format!("schedule {n}")),
        timezone: Some(offset),
        ..schedule
    };
    all.map(at).collect()
}

fn open(days: HsdsSchedule, span: Option<&Span>) -> HsdsSchedule {
    HsdsSchedule {
        opens_at: span.map(|span| span.opens_at.to_string()),
        closes_at: span.map(|span| span.closes_at.to_string()),
        ..days
    }
}

/// The `hours` of a centre with these schedules, in this country; nothing if there are none.
///
/// What does not say on which clock has no `time_zone`: reading the centre then asks for it.
///
/// # Errors
/// The number of a schedule that cannot be kept: a week that holds for some time only.
pub(super) fn hours(schedules: &[HsdsSchedule], country: &str) -> Result<Option<Value>, usize> {
    let mut weekly: Vec<Value> = Vec::new();
    let mut exceptions: Vec<(String, String, Vec<Value>)> = Vec::new();
    for (n, schedule) in schedules.iter().enumerate() {
        match (&schedule.valid_from, &schedule.valid_to, week_days(schedule)) {
            (Some(from), Some(to), days) if days.len() == DAYS.len() => {
                let spans = span(schedule).into_iter();
                match exceptions.iter_mut().find(|(f, t, _)| (f, t) == (from, to)) {
                    Some((_, _, open)) => open.extend(spans),
                    None => exceptions.push((from.clone(), to.clone(), spans.collect())),
                }
            }
            (None, None, days) => weekly.extend(span(schedule).map(|mut span| {
                span["days"] = json!(days);
                span
            })),
            _ => return Err(n),
        }
    }
    let exceptions: Vec<Value> = exceptions
        .into_iter()
        .map(|(from, to, open)| json!({"from": from, "to": to, "open": open}))
        .collect();
    let zone = schedules.iter().find_map(|schedule| zone(schedule, country));
    let hours = json!({"time_zone": zone, "weekly": weekly, "exceptions": exceptions});
    Ok((!schedules.is_empty()).then_some(hours))
}

/// The days of a schedule; all if it names none.
fn week_days(schedule: &HsdsSchedule) -> Vec<WeekDay> {
    let named = |name: &str| {
        schedule.byday.as_deref().is_none_or(|days| days.split(',').any(|day| day.trim() == name))
    };
    DAYS.iter().filter(|(name, _)| named(name)).map(|(_, day)| *day).collect()
}

/// From when to when; nothing if it is closed.
fn span(schedule: &HsdsSchedule) -> Option<Value> {
    let (opens, closes) = (clock(schedule.opens_at.as_ref()?), clock(schedule.closes_at.as_ref()?));
    Some(json!({"opens_at": opens, "closes_at": closes, "next_day": closes <= opens}))
}

/// Hours and minutes of a time that may have seconds and an offset.
fn clock(time: &str) -> &str {
    time.get(..5).unwrap_or(time)
}

/// The clock of a schedule: where two are as far before UTC, the country decides.
fn zone(schedule: &HsdsSchedule, country: &str) -> Option<TimeZone> {
    let hours = schedule.timezone?;
    let as_far = |zone: &&TimeZone| {
        let offset = f64::from(zone.offset().local_minus_utc());
        (offset - hours * SECONDS_OF_AN_HOUR).abs() < 1.0
    };
    let found: Vec<&TimeZone> = TimeZone::ALL.iter().filter(as_far).collect();
    let uzbek = found.iter().find(|zone| country == "UZ" && ***zone == TimeZone::Tashkent);
    uzbek.or(found.first()).map(|zone| **zone)
}
