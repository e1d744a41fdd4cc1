//! A set of rules as it was known on a day. It is never changed: another set follows it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::{
        calendar::Calendars,
        route::Route,
        rule::Rule,
        terms::Terms,
        words::{Confidence, How, RuleKind, TimeUnit},
    },
    values::money::{Amount, Currency},
};

/// Where something was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// Where it is; `None` if it was not read.
    pub url: Option<String>,
    /// How it was read.
    pub how: How,
}

/// A set of rules.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    /// Its name, which decisions keep.
    pub id: String,
    /// The day on which this was known.
    pub recorded_at: NaiveDate,
    /// Where its rules were read.
    pub sources: BTreeMap<String, Source>,
    /// Its rules, in the order of its file.
    pub rules: Vec<Rule>,
    /// Which days are worked.
    pub calendars: Calendars,
    /// What it must answer.
    pub examples: Vec<Example>,
    /// The ways to work, by name, with the checks on each.
    pub routes: BTreeMap<String, Route>,
}

/// An answer that a set must give.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The rule.
    pub rule: String,
    /// The day of the event, for deadlines.
    pub event: Option<NaiveDate>,
    /// The day by the letter of the rule, if it differs from `due`.
    pub legal: Option<NaiveDate>,
    /// The day when it is due.
    pub due: Option<NaiveDate>,
    /// All workers, for shares.
    pub total: Option<u32>,
    /// Foreign workers.
    pub foreign: Option<u32>,
    /// How many more there may be.
    pub room: Option<u32>,
    /// What a reader should know.
    pub note: Option<String>,
}

impl RuleSet {
    /// The rules of a kind on a day, of whatever status.
    pub fn on(&self, kind: RuleKind, day: NaiveDate) -> impl Iterator<Item = &Rule> {
        self.of(kind).filter(move |rule| rule.covers(day))
    }

    /// The rules of a kind.
    pub fn of(&self, kind: RuleKind) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.kind == kind)
    }

    /// The rule of this name that is valid on a day.
    pub fn find(&self, id: &str, day: NaiveDate) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id && rule.covers(day))
    }

    /// So many times the amount that the rule of this name gives on a day, with its currency.
    pub fn multiple(&self, id: &str, times: u32, day: NaiveDate) -> Option<(Amount, Currency)> {
        let Some(Terms::Amount(unit)) = self.find(id, day)?.terms() else { return None };
        let hundredths = unit.amount_minor?.checked_mul(i64::from(times))?;
        Some((Amount::of_hundredths(hundredths).ok()?, unit.currency.parse().ok()?))
    }

    /// The rules that decide although they rest on memory or a draft: whoever approves of the set confirms each by name.
    pub fn doubtful(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.decides() && rule.confidence == Confidence::Low)
    }

    /// The day so many calendar days after a day as a deadline that binds on it says; `None` if none does, or not in days.
    pub fn days_after(&self, rule: &str, day: NaiveDate) -> Option<NaiveDate> {
        let rule = self.find(rule, day).filter(|rule| rule.decides())?;
        let Some(Terms::Deadline(terms)) = rule.terms() else { return None };
        let days = (terms.unit == TimeUnit::CalendarDay).then_some(terms.value)?;
        day.checked_add_days(Days::new(days.into()))
    }

    /// The way to work that is open on a day, by its name: one that a rule in force tells of (`route.` and its name), or else
    /// one that no rule is about.
    pub fn route_on(&self, day: NaiveDate) -> Option<(&str, &Route)> {
        let rule_of = |name: &str| {
            let about = format!("route.{name}");
            move |rule: &&Rule| rule.id == about
        };
        let is_in_force = |name: &str| {
            let mut on = self.on(RuleKind::Route, day).filter(rule_of(name));
            on.any(Rule::decides)
        };
        let is_plain = |name: &str| !self.of(RuleKind::Route).any(|rule| rule_of(name)(&rule));
        let named = |is_open: &dyn Fn(&str) -> bool| {
            let mut all = self.routes.iter().filter(|(name, _)| is_open(name));
            all.next().map(|(name, route)| (name.as_str(), route))
        };
        named(&is_in_force).or_else(|| named(&is_plain))
    }

    /// The sources of a rule.
    pub fn sources_of<'s>(&'s self, rule: &'s Rule) -> impl Iterator<Item = &'s Source> {
        rule.sources.iter().filter_map(|name| self.sources.get(name))
    }
}

/// The set that was known on a day: of those recorded by then, the last.
pub fn known_at(sets: &[RuleSet], day: NaiveDate) -> Option<&RuleSet> {
    sets.iter().filter(|set| set.recorded_at <= day).max_by_key(|set| set.recorded_at)
}
