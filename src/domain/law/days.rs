//! Deadlines: every example of the file, and every day of two years against a table that is made another way.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{
    calendar::DayKind,
    deadline::{Due, NoDay, compute, reminders},
    read::{OWN, read},
    rule::Rule,
    terms::Terms,
    words::{Authority, RuleKind, TimeUnit},
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(id: &str) -> &'static Rule {
    OWN[0].rules.iter().find(|rule| rule.id == id).unwrap()
}

fn due(id: &str, event: &str) -> Result<Due, NoDay> {
    compute(rule(id), &OWN[0].calendars, day(event)).unwrap()
}

#[test]
fn every_example_of_a_deadline_is_answered() {
    let examples = OWN[0].examples.iter().filter(|one| one.due.is_some());
    let mut answered = 0;
    for example in examples {
        let found = compute(rule(&example.rule), &OWN[0].calendars, example.event.unwrap());
        let found = found.unwrap().unwrap();
        assert_eq!(Some(found.due_on), example.due, "{example:?}");
        assert!(example.legal.is_none_or(|legal| legal == found.legal_on), "{example:?}");
        answered += 1;
    }
    assert_eq!(answered, 5);
}

/// The days that are worked in two years, written down day by day instead of asked for.
fn worked(authority: Authority) -> BTreeSet<NaiveDate> {
    let own = |year: i32| OWN[0].calendars.0.iter().filter(move |one| one.year == year);
    let mut days = BTreeSet::new();
    for year in [2026, 2027] {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        days.extend(
            first
                .iter_days()
                .take_while(|day| day.year() == year)
                .filter(|day| day.weekday().number_from_monday() < 6),
        );
        let base = own(year).find(|one| one.authority == authority).unwrap();
        let above = base.extends.and_then(|up| own(year).find(|one| one.authority == up));
        for one in above.into_iter().chain([base]) {
            days.retain(|day| !one.non_working.contains(day));
            days.extend(&one.working);
        }
    }
    days
}

#[test]
fn every_day_of_two_years_is_as_the_table_says() {
    for authority in [Authority::Russia, Authority::Tatarstan, Authority::Uzbekistan] {
        let worked = worked(authority);
        let first = day("2026-01-01");
        for day in first.iter_days().take_while(|day| day.year() < 2028) {
            let kind = OWN[0].calendars.kind_of(authority, day).unwrap();
            assert_eq!(kind != DayKind::Off, worked.contains(&day), "{authority} {day}");
        }
    }
}

#[test]
fn every_deadline_from_every_day_of_two_years_is_as_the_table_says() {
    let (russia, tatarstan) = (worked(Authority::Russia), worked(Authority::Tatarstan));
    let of = |authority| if authority == Authority::Russia { &russia } else { &tatarstan };
    let mut compared = 0;
    for rule in OWN[0].of(RuleKind::Deadline).filter(|rule| rule.authority != Authority::Uzbekistan)
    {
        let Some(Terms::Deadline(terms)) = rule.terms() else { panic!() };
        for event in day("2026-01-12").iter_days().take_while(|day| *day < self::day("2027-10-01"))
        {
            let Ok(found) = compute(rule, &OWN[0].calendars, event).unwrap() else {
                assert!(event > self::day("2026-12-01"), "{} from {event}", rule.id);
                continue;
            };
            let first_day = u64::from(terms.count == Some(super::words::CountFrom::FirstDay));
            let value = terms.value;
            let legal = match terms.unit {
                TimeUnit::WorkingDay => *of(terms.calendar[0])
                    .range(event..)
                    .filter(|day| **day > event)
                    .nth(value as usize - 1)
                    .unwrap(),
                TimeUnit::CalendarDay if terms.before => event - Days::new(value.into()),
                TimeUnit::CalendarDay => event + Days::new(u64::from(value) - first_day),
                TimeUnit::Hour if terms.before => event - Days::new(u64::from(value) / 24),
                TimeUnit::Hour => event + Days::new(u64::from(value).div_ceil(24)),
                TimeUnit::Month | TimeUnit::Year => event + Months::new(value),
            };
            assert_eq!(found.legal_on, legal, "{} from {event}", rule.id);
            assert!(found.due_on <= found.legal_on, "{} from {event}", rule.id);
            if terms.roll.is_some() {
                let both =
                    |day: &&NaiveDate| tatarstan.contains(day) && **day != self::day("2027-03-09");
                let last = russia.range(..=legal).rev().find(both).unwrap();
                assert_eq!(found.due_on, *last, "{} from {event}", rule.id);
            }
            compared += 1;
        }
    }
    assert!(compared > 5_000, "only {compared} days were compared");
}

#[test]
fn the_end_of_a_month_stays_within_it() {
    let month = due("dl.insurance.renew", "2027-01-31").unwrap();
    assert_eq!(month.legal_on, day("2027-02-28"));
    assert_eq!(due("dl.ruid", "2027-03-10").unwrap().legal_on, day("2027-03-07"));
    assert_eq!(due("dl.ruid", "2027-03-10").unwrap().earliest_on, Some(day("2026-12-10")));
}

#[test]
fn a_feast_that_is_only_estimated_makes_a_day_provisional() {
    let near = due("dl.arrival.confirm", "2027-03-05").unwrap();
    assert!(near.provisional, "{near:?}");
    assert_eq!(near.due_on, day("2027-03-11"), "the feast counts as worked until it is decreed");
    assert!(!due("dl.arrival.confirm", "2027-04-05").unwrap().provisional);
    let rolled = due("dl.registration", "2027-02-23").unwrap();
    assert!(rolled.provisional && rolled.due_on < day("2027-03-09"), "{rolled:?}");
}

#[test]
fn a_year_without_a_calendar_is_told() {
    let error = due("dl.notice.hire", "2027-12-30").unwrap_err();
    assert_eq!(error.to_string(), "there is no calendar of RU for 2028: add it to the rule set");
}

#[test]
fn a_corrected_calendar_moves_the_day() {
    let text =
        include_str!("data/rules.json").replace(r#""working": ["2027-02-20"]"#, r#""working": []"#);
    let set = read(&text).unwrap();
    let moved = compute(rule("dl.notice.hire"), &set.calendars, day("2027-02-19")).unwrap();
    assert_eq!(moved.unwrap().due_on, day("2027-02-26"));
}

#[test]
fn reminders_lie_between_the_event_and_its_day() {
    let all = reminders(day("2027-03-01"), day("2027-03-30"));
    assert_eq!(all, ["2027-03-15", "2027-03-24", "2027-03-27", "2027-03-29"].map(day));
    assert_eq!(reminders(day("2027-03-01"), day("2027-03-02")), []);
}
